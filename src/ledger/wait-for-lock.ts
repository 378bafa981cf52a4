import { setTimeout as delay } from 'node:timers/promises';
import { lockedError } from './ledger-errors.ts';
import { isDeadHolder, type LedgerLock, type LedgerStore, type LockInfo } from './ledger-store.ts';

const lookEveryMs = 250;

/**
 * Tries to take a migration's lock until it succeeds; what a dead process of this machine left is taken away at once.
 * @param tryTake resolves to nothing while somebody else holds it
 * @throws UserError GW801 when another run holds it beyond the time-out
 */
export async function waitForLock(
  store: Pick<LedgerStore, 'lockInfo' | 'releaseLock'>,
  migration: string,
  { timeoutMs, onWait }: { readonly timeoutMs: number; readonly onWait: ((holder: LockInfo) => void) | undefined },
  tryTake: () => Promise<LedgerLock | undefined>,
): Promise<LedgerLock> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let isFirst = true; ; isFirst = false) {
    const taken = await tryTake();
    if (taken !== undefined) return taken;
    const current = await store.lockInfo();
    if (current !== undefined && isDeadHolder(current)) {
      await store.releaseLock(current.id).catch(() => {});
      continue;
    }
    if (current !== undefined && performance.now() >= giveUpAt) throw lockedError(migration, current);
    if (current !== undefined && isFirst) onWait?.(current);
    await delay(Math.min(lookEveryMs, Math.max(10, timeoutMs)));
  }
}
