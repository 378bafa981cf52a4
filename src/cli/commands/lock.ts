import { Command } from 'commander';
import { wrongLockIdError } from '../../ledger/ledger-errors.ts';
import type { LockInfo } from '../../ledger/ledger-store.ts';
import { openLedgerOf } from '../../observe/open-ledger.ts';
import { actorOf } from '../../pipeline/actor.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { selectMigrations } from '../select-migrations.ts';

/** `godwit lock`: who holds it, and taking it away from a run that is surely dead. */
export function lockCommand(context: CommandContext): Command {
  return new Command('lock')
    .description('Tell who holds the lock of a migration, or take it away from a run that is surely dead.')
    .addCommand(statusCommand(context))
    .addCommand(releaseCommand(context));
}

function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .summary('Tell who holds the lock, what for, since when')
    .description('Tell who holds the lock, what for, since when, and when it last gave a sign of life.')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const { selected } = await selectMigrations(options, context);
      const locks: { migration: string; lock: LockInfo | null }[] = [];
      for (const loaded of selected) {
        await using open = await interruptible(context.signal, async () => await openLedgerOf(loaded, context));
        locks.push({ migration: loaded.name, lock: (await open.ledger.lockInfo()) ?? null });
      }
      if (selected.length === 0) return;
      if (options.format === 'json') {
        context.stdout.write(`${JSON.stringify({ format_version: '1.0', locks })}\n`);
      } else for (const { migration, lock } of locks) context.stdout.write(`${words(migration, lock)}\n`);
    });
}

function words(migration: string, lock: LockInfo | null): string {
  if (lock === null) return `${migration} is not locked`;
  const { id, holder, pid, purpose, since, heartbeatAt } = lock;
  const job = holder.job === undefined ? '' : `, job ${holder.job}`;
  return [
    `${migration} is locked by ${holder.user} on ${holder.host} (pid ${pid}${job})`,
    `  running      ${purpose}`,
    `  since        ${since}`,
    `  heartbeat    ${heartbeatAt}`,
    `  If that run is surely dead: godwit lock release ${id}`,
  ].join('\n');
}

function releaseCommand(context: CommandContext): Command {
  return new Command('release')
    .summary('Take the lock away from the run that holds it under this id')
    .description(
      'Take the lock away from the run that holds it under this id, as `godwit lock status` prints it. A run that is still ' +
        'alive notices before it writes again, and stops.',
    )
    .argument('<id>', 'the id of the lock')
    .action(async (id: string, _options, command: Command) => {
      const { selected } = await selectMigrations(globalOptions(command), context);
      let isFound = selected.length === 0;
      for (const loaded of selected) {
        await using open = await openLedgerOf(loaded, context);
        const { ledger } = open;
        const before = await ledger.lockInfo();
        // With several migrations, the id says which of them is meant.
        if (selected.length > 1 && before?.id !== id) continue;
        isFound = true;
        await ledger.releaseLock(id);
        if (before !== undefined) {
          await using lock = await ledger.lock(actorOf(context.env), 'lock release', 0);
          await lock.append('lock', { kind: 'lockReleased', lockId: id, holder: before.holder });
        }
        context.stdout.write(`The lock of ${loaded.name} is released. Next: godwit status\n`);
      }
      if (!isFound) throw wrongLockIdError(selected.map(({ name }) => name).join(', '), id, undefined);
    });
}
