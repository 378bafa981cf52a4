import { releaseBlock, type SourceBlock } from '../../guardian/source-block.ts';
import { declaredUser, takeWriteRoles, writeRolesOf } from '../../guardian/write-roles.ts';
import { isGodwitError, messageOf, UserError } from '../../lib/errors.ts';
import { isPermission } from '../../mongo/failures.ts';
import { writesOf } from '../../mongo/write-block.ts';
import type { StepOutput } from '../apply-events.ts';
import { mayNotBlockCode, setBlock } from '../set-block.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Stops writes: of everyone without `bypassWriteBlockingMode` on the whole cluster, or of the declared users. */
export const blockSource: StepExecutor = {
  run: async (step, context) => {
    const { closing, guard, now } = context;
    if (step.inputs['isBehindReturn'] === true) return await blockAgain(context);
    const block = step.inputs['block'] === 'roles' ? await rolesBlock(step.inputs['users'], context) : serverBlock;
    // Journal first: whoever takes it back has to know what was taken.
    await guard.describe(block);
    await carryOut(block, context);
    return { blockedAt: now().toISOString(), block, side: closing.address };
  },
  undo: async (_step, { closing, guard }) => {
    const block = (await guard.described()) ?? serverBlock;
    if (block.kind !== 'server') return await releaseBlock(closing.client, block);
    try {
      await setBlock(closing.client, false);
    } catch (error) {
      // Whoever may not block has not blocked; what an earlier run did as somebody else can be seen.
      const isMissing = isGodwitError(error) && error.code === mayNotBlockCode;
      if (!isMissing || (await writesOf(closing.client)) !== 'allowed') throw error;
    }
  },
};

const serverBlock: SourceBlock = { kind: 'server' };

/** Behind the point of no return nobody takes the cutover back any more, and nothing is written down for that. */
async function blockAgain({ closing, verifyLock }: StepContext): Promise<StepOutput> {
  await verifyLock();
  await setBlock(closing.client, true);
  return { side: closing.address };
}

async function carryOut(block: SourceBlock, { closing, signal, verifyLock, guard }: StepContext): Promise<void> {
  const beforeEach = async () => {
    signal.throwIfAborted();
    // Nobody would own the block of a run that slept, and was taken over meanwhile.
    await verifyLock();
    await guard.verify();
  };
  if (block.kind === 'server') return await setBlock(closing.client, true, beforeEach);
  await beforeEach();
  if (block.kind === 'roles') await takeWriteRoles(closing.client, block.taken);
}

/** What was taken by a run that died half-way counts as well: those users have not got it any more. */
async function rolesBlock(names: unknown, { closing, guard }: StepContext): Promise<SourceBlock> {
  const users = (names as readonly string[]).map(declaredUser);
  const found = await writeRolesOf(closing.client, users).catch((error: unknown) => {
    throw isPermission(error) ? mayNotManageUsers(error) : error;
  });
  const before = await guard.described();
  const earlier = before?.kind === 'roles' ? before.taken : [];
  const left = earlier.filter(({ user, db }) => !found.some((one) => one.user === user && one.db === db));
  const taken = [...found, ...left];
  if (taken.length === 0) throw nobodyToBlock(names as readonly string[]);
  return { kind: 'roles', taken };
}

function mayNotManageUsers(cause: unknown): UserError {
  return new UserError('GW834', {
    summary: 'Our user may not look at the roles of the declared users',
    detail: messageOf(cause),
    hint: 'Grant it userAdminAnyDatabase, or block with cutover.block.source: server',
    cause,
  });
}

function nobodyToBlock(names: readonly string[]): UserError {
  return new UserError('GW835', {
    summary: `None of the declared users can write on this cluster: ${names.join(', ')}`,
    hint: 'Name the users that the applications log in with under usersAndRoles.include, as `database.name`',
  });
}
