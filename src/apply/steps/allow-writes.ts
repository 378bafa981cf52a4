import { releaseBlock, type SourceBlock } from '../../guardian/source-block.ts';
import { setBlock } from '../set-block.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/**
 * Opens a cluster that was closed: the one that applications go to, behind the switch and so carried forward; at the end of
 * the migration the one that they have left; and a destination that was held closed for a sync that ends without a switch.
 */
export const allowWrites: StepExecutor = {
  run: async (step, context) => {
    const opened = context.migration[step.inputs['side'] as 'source' | 'destination'];
    const block = (await blockOf(opened.address, context)) ?? { kind: 'server' };
    // Applications may be waiting on both sides: an open transaction must not end it at the first attempt.
    if (block.kind === 'server') await setBlock(opened.client, false);
    else await releaseBlock(opened.client, block);
    return {};
  },
};

const closing: ReadonlySet<string> = new Set(['blockSource', 'closeDestination']);

/** How that cluster was closed, as whoever did it wrote down. */
async function blockOf(address: string, { migration }: StepContext): Promise<SourceBlock | undefined> {
  const entries = await migration.ledger.read();
  const entry = entries.findLast(
    (one) => one.kind === 'stepSucceeded' && closing.has(one.step) && one.output?.['side'] === address,
  );
  return entry?.kind === 'stepSucceeded' ? (entry.output?.['block'] as SourceBlock) : undefined;
}
