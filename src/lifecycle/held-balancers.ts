import type { LedgerEntry } from '../ledger/ledger-entry.ts';

/** A cluster of the migration that has a balancer of its own. */
export type BalancedSide = 'source' | 'destination';

export const balancedSides: readonly BalancedSide[] = ['source', 'destination'];

/**
 * The balancers that this migration stopped and has not started again, by its ledger. The intent to stop one counts: a run
 * that died behind it may have carried it out, and to start one that runs does nothing.
 */
export function heldBalancers(entries: readonly LedgerEntry[]): ReadonlySet<BalancedSide> {
  const held = new Set<BalancedSide>();
  const before = new Map<BalancedSide, boolean>();
  for (const entry of entries) {
    if (!('step' in entry)) continue;
    const [kind, name] = entry.step.split(':');
    const side = balancedSides.find((one) => one === name);
    if (side === undefined) continue;
    if (kind === 'startBalancer' && entry.kind === 'stepSucceeded') held.delete(side);
    if (kind !== 'stopBalancer') continue;
    if (entry.kind === 'stepStarted') {
      before.set(side, held.has(side));
      held.add(side);
    }
    // Somebody else had stopped it since it was planned, and will start it.
    const isTheirs = entry.kind === 'stepSucceeded' && entry.output?.['wasOn'] === false && before.get(side) === false;
    if (isTheirs || entry.kind === 'undoSucceeded') held.delete(side);
  }
  return held;
}
