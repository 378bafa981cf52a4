import { releaseBlock, type SourceBlock } from '../../guardian/source-block.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Opens the cluster that applications go to and that an earlier switch has closed; behind the switch, so it is carried forward. */
export const allowWrites: StepExecutor = {
  run: async (_step, context) => {
    const { source, destination } = context.migration;
    const opened = context.closing === source ? destination : source;
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
