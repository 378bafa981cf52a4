import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { EngineType } from '../../engines/engine.ts';
import { exitCodes, messageOf, UserError } from '../../lib/errors.ts';
import { Secret } from '../../lib/secret.ts';
import { observeSource } from '../../observe/observe-source.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { allEngines } from '../../preflight/engine-groups.ts';
import { propose } from '../../preflight/proposal.ts';
import { renderDiagnostics } from '../../report/text/diagnostics.ts';
import { paintFor } from '../../report/text/paint.ts';
import { migrationFile } from '../../report/yaml/migration-file.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { type InitFlags, initAnswers } from '../init-answers.ts';
import { usageErrorCode } from '../usage-error.ts';

/** `godwit init`: looks at a source and writes the file of a migration that fits it. */
export function initCommand(context: CommandContext): Command {
  const append = (value: string, previous: readonly string[] = []) => [...previous, value];
  return new Command('init')
    .description(
      'Look at a source, read-only, and write a commented migration file: engine, destination and options that fit what is there, ' +
        'each with its reason. Asks what flags do not say, on a terminal. No secret is written.',
    )
    .option(
      '--source <uri>',
      'connection string of the source; better given by GODWIT_SOURCE, out of the shell history',
    )
    .option('--name <name>', 'name of the migration')
    .option('--source-env <variable>', 'environment variable that the file refers to (default: SOURCE_URI)')
    .option('--destination-env <variable>', 'a cluster that exists, by the variable that holds its connection string')
    .option('--atlas-project <id>', 'a new cluster in this project of Atlas')
    .option('--atlas-cluster <name>', 'its name (default: the name of the migration)')
    .addOption(new Option('--provider <provider>', 'its cloud').choices(['AWS', 'AZURE', 'GCP']))
    .option('--region <region>', 'its region as Atlas names it, such as EU_WEST_1')
    .addOption(new Option('--database <name>', 'only this database; may be given again').argParser(append))
    .addOption(new Option('--engine <engine>', 'instead of the one that is proposed').choices([...allEngines]))
    .option('--stdout', 'print the file instead of writing it')
    .option('--force', 'replace a file that is there')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text']);
      const flags = command.opts<InitFlags & { stdout?: boolean; force?: boolean; engine?: EngineType }>();
      const canAsk = context.isTTY && options.hasInput && flags.stdout !== true;
      const answers = await initAnswers(flags, canAsk);
      const uri = new Secret(answers.source, '--source');
      const source = await interruptible(context.signal, async () => await observeSource(uri, answers.databases));
      const text = migrationFile(propose(source, { ...answers, engine: flags.engine }));
      if (flags.stdout === true) {
        context.stdout.write(text);
        return;
      }
      const path = options.files[0] ?? 'godwit.yaml';
      await write(resolve(context.cwd, path), path, text, flags.force === true);
      await report(path, context, options.hasColor);
    });
}

async function write(absolute: string, path: string, text: string, isForced: boolean): Promise<void> {
  try {
    await writeFile(absolute, text, { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UserError(usageErrorCode, {
      summary: isThere ? `${path} is there already` : `${path} cannot be written`,
      detail: isThere ? undefined : messageOf(error),
      hint: isThere ? 'Give another file with -f, or --force to replace it' : 'Name a file in a directory that exists',
    });
  }
}

/** What was written is held against schema and rules at once: variables that are not set yet are the only thing to say. */
async function report(path: string, context: CommandContext, isColorAllowed: boolean): Promise<void> {
  const { diagnostics } = await loadMigrations({
    paths: [path],
    cwd: context.cwd,
    env: context.env,
    now: context.now(),
  });
  const paint = paintFor(hasColors(context, isColorAllowed));
  const isValid = diagnostics.every(({ severity }) => severity !== 'error');
  const flag = path === 'godwit.yaml' ? '' : ` -f ${path}`;
  const unset = diagnostics.filter(({ code }) => code === 'GW651').map(({ summary }) => `  ${summary}`);
  context.stdout.write(
    isValid
      ? [`Wrote ${path}.`, ...unset, `Next: godwit validate --online${flag}`, ''].join('\n')
      : `Wrote ${path}, which needs your hand:\n\n${renderDiagnostics(diagnostics, paint)}`,
  );
  context.finish(isValid ? exitCodes.ok : exitCodes.error);
}
