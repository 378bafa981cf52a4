import { isDeadProcess } from '../lib/dead-process.ts';
import type { Actor, EntryBody, LedgerEntry } from './ledger-entry.ts';

/** Who holds the lock of a migration. */
export interface LockInfo {
  /** What `godwit lock release` asks for. */
  readonly id: string;
  readonly holder: Actor;
  readonly pid: number;
  /** What the holder does, such as `apply to cutover`. */
  readonly purpose: string;
  readonly since: string;
  readonly heartbeatAt: string;
}

/** How long a holder may be silent before another run takes over, and how often it gives a sign of life. */
export interface LockTimes {
  readonly staleMs: number;
  readonly heartbeatMs: number;
}

export const defaultLockTimes: LockTimes = { staleMs: 20_000, heartbeatMs: 5_000 };

/** A holder that died on this machine cannot come back: its lock need not be waited for. */
export function isDeadHolder({ holder, pid }: LockInfo): boolean {
  return isDeadProcess({ host: holder.host, pid });
}

/** The right to append. Lost when another run takes it over after the heartbeat stopped. */
export interface LedgerLock extends AsyncDisposable {
  readonly info: LockInfo;
  /** Aborted when the lock was lost; its reason says to whom. */
  readonly lost: AbortSignal;
  /**
   * Asks anew whether the lock is held: before what must not be done twice, by a process that may have slept.
   * @throws EnvironmentError GW802 when it is lost
   */
  verify(): Promise<void>;
  /** Appends an entry; durable when it returns. */
  append(runId: string, body: EntryBody): Promise<LedgerEntry>;
}

/** Where one migration's ledger is kept. */
export interface LedgerStore {
  /** For people: `file .godwit/orders` or `mongodb __godwit on the destination`. */
  readonly location: string;
  read(): Promise<readonly LedgerEntry[]>;
  /**
   * @param onWait told once, when another run holds the lock
   * @throws UserError GW801 with exit code 5 when another run holds the lock beyond the time-out
   */
  lock(holder: Actor, purpose: string, timeoutMs: number, onWait?: (holder: LockInfo) => void): Promise<LedgerLock>;
  lockInfo(): Promise<LockInfo | undefined>;
  /** The migrations whose ledgers are in the same place, this one included once it has begun. */
  migrations(): Promise<readonly string[]>;
  /** The ledger of another migration in the same place. */
  sibling(migration: string): LedgerStore;
  /** Takes the lock away from whoever holds it under this id. */
  releaseLock(id: string): Promise<void>;
}
