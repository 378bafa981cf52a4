import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { ensureBalancerRuns } from '../../apply/steps/stop-balancer.ts';
import type { NamedChange } from '../../infra/infrastructure-observation.ts';
import type { LedgerLock } from '../../ledger/ledger-store.ts';
import { UserError } from '../../lib/errors.ts';
import { heldBalancers } from '../../lifecycle/held-balancers.ts';
import type { Observation } from '../../observe/observation.ts';
import { observe } from '../../observe/observe.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { actorOf } from '../../pipeline/actor.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { destructionRefusal } from '../../plan/destruction-refusal.ts';
import { askText } from '../confirm.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit destroy`: removes what was made in Atlas for a migration that is given up. */
export function destroyCommand(context: CommandContext): Command {
  return new Command('destroy')
    .description(
      'Remove the destination in Atlas that was made for a migration which is given up. Refused while data is there that exists nowhere else: after a cutover, say. Asks for the name of the migration.',
    )
    .option('--confirm <name>', 'the name of the migration, instead of being asked for it')
    .action(async ({ confirm }: { confirm?: string }, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text']);
      const use = async (migration: OpenMigration, options: GlobalOptions) => {
        await destroyOne(migration, confirm, context, options);
        return 'goOn' as const;
      };
      await withMigrations(command, context, use, { mayBeOutOfSight: true });
    });
}

async function destroyOne(
  migration: OpenMigration,
  confirmed: string | undefined,
  context: CommandContext,
  options: GlobalOptions,
): Promise<void> {
  const { loaded, infrastructure, ledger } = migration;
  const { destination } = loaded.spec;
  if (infrastructure === undefined || destination.kind !== 'atlas') {
    throw new UserError('GW720', {
      summary: `The destination of ${loaded.name} was not made by godwit`,
      hint: 'Only a destination under `destination.atlas` can be removed',
    });
  }
  const { signal } = context;
  await using lock = await ledger.lock(actorOf(context.env), 'destroy', options.lockTimeoutMs);
  const observation = await interruptible(
    signal,
    async () => await observe(migration, context.now(), { planning: signal }),
  );
  const refusal = destructionRefusal(destination.atlas, observation);
  if (refusal !== undefined) throw new UserError('GW728', refusal);
  const changes = await infrastructure.planDestruction(signal);
  if (changes.length === 0) {
    context.stdout.write(`Nothing to remove: Terraform made nothing for ${loaded.name}.\n`);
    return;
  }
  context.stdout.write(`Will be removed, and cannot be brought back:\n${changes.map(line).join('')}\n`);
  await requireName(loaded.name, confirmed, context, options);
  if (migration.outOfSight === undefined) await migration.engine.stop();
  await startHeldBalancer(migration, observation, lock, context);
  for (const change of changes) {
    await infrastructure.applyResource(change, (text) => context.stdout.write(`  ${text}\n`), signal);
    context.stdout.write(`Removed the ${change.title}\n`);
  }
  await infrastructure.finishApply();
  if (destination.atlas.project.kind === 'existing') await infrastructure.removeSyncUsers();
}

/**
 * The source's, which the migration had stopped. The ledger that tells of it may go with the cluster, so that this comes first, and
 * nothing is removed where it fails.
 */
async function startHeldBalancer(
  { source }: OpenMigration,
  { journal }: Observation,
  lock: LedgerLock,
  { stdout }: CommandContext,
): Promise<void> {
  if (!heldBalancers(journal.entries).has('source')) return;
  const wasStarted = await ensureBalancerRuns(source.client, source.address);
  await lock.append(randomUUID().slice(0, 8), {
    kind: 'stepSucceeded',
    step: 'startBalancer:source',
    output: { wasStarted },
  });
  stdout.write(`Started the balancer of the source (${source.address}) again\n`);
}

const line = ({ title }: NamedChange) => `  - ${title}\n`;

async function requireName(
  name: string,
  confirmed: string | undefined,
  { isTTY }: CommandContext,
  { hasInput }: GlobalOptions,
): Promise<void> {
  if (confirmed === undefined && (!isTTY || !hasInput)) {
    throw new UserError(usageErrorCode, {
      summary: 'There is nobody to ask for the name of the migration',
      hint: `Review the list above, then run \`godwit destroy --confirm ${name}\``,
    });
  }
  const answer = confirmed ?? (await askText(`Type the name of the migration (${name}) to remove all of this`));
  if (answer === name) return;
  throw new UserError('GW729', { summary: 'The name is another one; nothing was removed' });
}
