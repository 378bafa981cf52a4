import type { Journal } from '../ledger/journal.ts';

/** Whether this migration has closed the destination for its sync, or begun to, and not opened it since. */
export function isHeldClosed({ entries }: Journal): boolean {
  const last = entries.findLast(
    (entry) =>
      (entry.kind === 'stepStarted' && entry.step === 'closeDestination') ||
      (entry.kind === 'stepSucceeded' && entry.step === 'allowWrites'),
  );
  return last?.kind === 'stepStarted';
}
