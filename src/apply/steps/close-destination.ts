import { UserError } from '../../lib/errors.ts';
import { hasClusterAction } from '../../mongo/cluster-actions.ts';
import { setBlock } from '../set-block.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Keeps applications from writing to the destination before the switch; `allowWrites` opens it. */
export const closeDestination: StepExecutor = {
  run: async (_step, { migration: { destination }, verifyLock }) => {
    // Not even the ledger could be written to, and with it no way out.
    if (!(await hasClusterAction(destination.client, 'bypassWriteBlockingMode'))) throw mayNotBypass();
    await setBlock(destination.client, true, verifyLock);
    return { side: destination.address, block: { kind: 'server' } };
  },
};

function mayNotBypass(): UserError {
  return new UserError('GW855', {
    summary: 'The destination was not blocked: its user may not write past a block (bypassWriteBlockingMode)',
    hint: 'db.getSiblingDB("admin").grantRolesToUser(USER, ["restore"]) on the destination, then run `godwit apply` again',
  });
}
