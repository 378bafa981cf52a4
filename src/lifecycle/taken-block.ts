import type { Journal } from '../ledger/journal.ts';

/** How a cluster was closed, as the step that did it wrote it down. */
export type WrittenBlock = Readonly<Record<string, unknown>>;

/**
 * How this migration closed a cluster at a switch that it has not opened since. What the file says may have changed
 * meanwhile, and so may the name of the cluster; only the ledger knows whose roles were taken.
 */
export function takenBlock({ entries }: Journal, side: 'source' | 'destination'): WrittenBlock | undefined {
  let closing: 'source' | 'destination' = 'source';
  let taken: WrittenBlock | undefined;
  for (const entry of entries) {
    if (entry.kind === 'transactionBegan') closing = entry.transaction === 'rollback' ? 'destination' : 'source';
    if (!('step' in entry)) continue;
    if (entry.step === 'blockSource' && closing === side) {
      if (entry.kind === 'stepSucceeded') taken = entry.output?.['block'] as WrittenBlock | undefined;
      if (entry.kind === 'undoSucceeded') taken = undefined;
    }
    if (entry.step === 'allowWrites' && entry.kind === 'stepSucceeded' && entry.output?.['opened'] === side) {
      taken = undefined;
    }
  }
  return taken;
}
