import { releaseBlock, type SourceBlock } from '../../guardian/source-block.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/**
 * Opens a cluster that an earlier switch has closed: the one that applications go to, behind the switch and so carried
 * forward, or at the end of the migration the one that they have left.
 */
export const allowWrites: StepExecutor = {
  run: async (step, context) => {
    const opened = context.migration[step.inputs['side'] as 'source' | 'destination'];
    await releaseBlock(opened.client, (await blockOf(opened.address, context)) ?? { kind: 'server' });
    return {};
  },
};

/** How that cluster was closed, as the switch that did it wrote down. */
async function blockOf(address: string, { migration }: StepContext): Promise<SourceBlock | undefined> {
  const entries = await migration.ledger.read();
  const entry = entries.findLast(
    (one) => one.kind === 'stepSucceeded' && one.step === 'blockSource' && one.output?.['side'] === address,
  );
  return entry?.kind === 'stepSucceeded' ? (entry.output?.['block'] as SourceBlock) : undefined;
}
