import { releaseBlock, type SourceBlock } from '../../guardian/source-block.ts';
import { readJournal } from '../../ledger/journal.ts';
import { takenBlock } from '../../lifecycle/taken-block.ts';
import { writesOf } from '../../mongo/write-block.ts';
import { setBlock } from '../set-block.ts';
import type { StepExecutor } from '../step-executor.ts';

/**
 * Opens a cluster that was closed: the one that applications go to, behind the switch and so carried forward; at the end of
 * the migration the one that they have left; and a destination that was held closed for a sync that ends without a switch.
 */
export const allowWrites: StepExecutor = {
  run: async (step, { migration }) => {
    const side = step.inputs['side'] as 'source' | 'destination';
    const { client } = migration[side];
    const taken = takenBlock(readJournal(await migration.ledger.read()), side) as SourceBlock | undefined;
    const isByRoles = taken?.kind === 'roles';
    if (isByRoles) await releaseBlock(client, taken);
    // The server may hold it closed as well: a destination is, for its sync.
    if (!isByRoles || (await writesOf(client)) === 'blocked') await setBlock(client, false);
    return { opened: side };
  },
};
