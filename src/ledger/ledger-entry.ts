/**
 * The ledger holds what cannot be read back from the systems: who ran what, and which step was under way. It is appended
 * to and never changed; what a step's state is follows from its entries.
 */
import type { ErrorCode } from '../lib/errors.ts';

/**
 * Of the form in which ledgers are stored. 1: as in godwit 0.1. 2: `movedTo` closes a ledger, which a reader that does not
 * know it would take for one to go on with. A store reads all of them, and writes the newest.
 */
export const ledgerFormat = 2;

/** Who did something: a person or a CI job, and where. */
export interface Actor {
  readonly user: string;
  readonly host: string;
  /** The CI job, where there is one. */
  readonly job?: string | undefined;
}

interface EntryBase {
  /** Counts from 1, without gaps. */
  readonly serial: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Actor;
  readonly runId: string;
}

export type LedgerEntry = EntryBase & EntryBody;

/** What entries of each kind cannot do without, beside what all have. A kind that is not here comes with another form. */
const needed: Readonly<Record<EntryBody['kind'], readonly string[]>> = {
  runStarted: ['planId', 'phase'],
  runFinished: ['outcome'],
  stepStarted: ['step'],
  switchRefused: ['step'],
  stepSucceeded: ['step'],
  stepFailed: ['step', 'code'],
  undoStarted: ['step'],
  undoSucceeded: ['step'],
  undoFailed: ['step', 'code'],
  transactionBegan: ['transaction'],
  transactionEnded: ['transaction', 'outcome'],
  lockReleased: ['lockId'],
  movedTo: ['migration'],
};

/** Whether a value read from a ledger is its entry of this number, with all that others rely on. */
export function isLedgerEntry(value: unknown, serial: number): value is LedgerEntry {
  const entry = (value ?? {}) as Readonly<Record<string, unknown>>;
  const by = (entry['by'] ?? {}) as Readonly<Record<string, unknown>>;
  const { kind } = entry;
  if (entry['serial'] !== serial || typeof kind !== 'string' || !Object.hasOwn(needed, kind)) return false;
  const texts = [entry['at'], entry['runId'], by['user'], by['host']];
  return [...texts, ...needed[kind as EntryBody['kind']].map((name) => entry[name])].every(
    (one) => typeof one === 'string',
  );
}

/** Whether a stored number can be that of a form: what is none is damage, and no newer form. */
export function isLedgerFormat(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

/** What happened. Journal first: `stepStarted` is written before the step does anything. */
export type EntryBody =
  | {
      readonly kind: 'runStarted';
      readonly command: string;
      readonly planId: string;
      readonly specHash: string;
      readonly phase: string;
      readonly godwitVersion: string;
      /** Replica set and members of the destination: who else writes there. */
      readonly destination?: string | undefined;
    }
  | { readonly kind: 'runFinished'; readonly outcome: 'done' | 'failed' | 'undone' | 'interrupted' }
  | {
      readonly kind: 'stepStarted';
      readonly step: string;
      /** The transaction that the step is part of. */
      readonly transaction?: string | undefined;
      /** From here on the transaction is carried forward and never taken back. */
      readonly isPointOfNoReturn?: true | undefined;
      /** What it is about, where its place in the file can be another's by the time it is taken back: a hook's name. */
      readonly subject?: string | undefined;
    }
  /** The guardian was first: the step was no point of no return after all, and did nothing. */
  | { readonly kind: 'switchRefused'; readonly step: string }
  | { readonly kind: 'stepSucceeded'; readonly step: string; readonly output?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'stepFailed'; readonly step: string; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'undoStarted'; readonly step: string }
  | { readonly kind: 'undoSucceeded'; readonly step: string }
  | { readonly kind: 'undoFailed'; readonly step: string; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'transactionBegan'; readonly transaction: string }
  | { readonly kind: 'transactionEnded'; readonly transaction: string; readonly outcome: 'done' | 'undone' }
  /** Somebody took the lock away from a run that was believed dead. */
  | { readonly kind: 'lockReleased'; readonly lockId: string; readonly holder: Actor }
  /** The migration goes by another name from here on; the last entry of this ledger. */
  | { readonly kind: 'movedTo'; readonly migration: string };
