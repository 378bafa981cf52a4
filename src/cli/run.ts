/**
 * The command line: arguments to one command, its errors to text or JSON, its end to an exit code. What a command
 * does belongs into commands/, how things look into report/. Modules of commands are loaded when they run, so that
 * `godwit --help` stays quick however many there are.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, type Option } from 'commander';
import { type ExitCode, exitCodes, isGodwitError } from '../lib/errors.ts';
import { failureJson } from '../report/json/failure.ts';
import { renderFailure } from '../report/text/failure.ts';
import { paintFor } from '../report/text/paint.ts';
import { hasColors } from './colors.ts';
import { commandTable } from './command-table.ts';
import type { CommandContext, Surroundings } from './context.ts';
import { applyTwins, twinOf } from './environment-twins.ts';
import { addGlobalOptions } from './global-options.ts';
import { usageError } from './usage-error.ts';

/** Runs one command line and says how it ended; prints only to what it is given. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const context: CommandContext = {
    now: () => new Date(),
    signal: new AbortController().signal,
    ...surroundings,
    finish: (code) => {
      exitCode = code;
    },
  };
  try {
    const program = await createProgram(argv, context);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return await reportFailure(error, argv, context);
  }
}

/** The whole command tree; of all commands only the one that the arguments name is really there. */
async function createProgram(argv: readonly string[], context: CommandContext): Promise<Command> {
  const program = bareProgram(context);
  const wanted = wantedCommand(argv, context);
  for (const entry of commandTable) {
    const command = entry.name === wanted ? (await entry.load())(context) : new Command(entry.name);
    program.addCommand(command.summary(entry.summary).copyInheritedSettings(program));
    for (const part of command.commands) part.copyInheritedSettings(program);
  }
  return program;
}

function bareProgram(context: CommandContext): Command {
  const program = new Command('godwit')
    .description('Migrations as code for MongoDB: declare, plan, apply, cut over, take back.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help on a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: () => {},
    })
    .configureHelp({
      showGlobalOptions: true,
      optionDescription: (option) =>
        [option.description, valueNote(option), twinOf(option) && `[${twinOf(option)}]`].filter(Boolean).join(' '),
    })
    .hook('preAction', (_, command) => applyTwins(command, context.env));
  addGlobalOptions(program);
  return program;
}

/** Possible values of a flag and its default, as help shows them. */
function valueNote({ argChoices, defaultValue, defaultValueDescription }: Option): string {
  const standard = defaultValueDescription ?? (typeof defaultValue === 'string' ? defaultValue : undefined);
  const parts = [argChoices?.join(', '), standard && `default: ${standard}`].filter(Boolean);
  return parts.length > 0 ? `(${parts.join('; ')})` : '';
}

/** The first argument that is neither a flag nor a flag's value; after `help`, the next one. */
function wantedCommand(argv: readonly string[], context: CommandContext): string | undefined {
  const { operands } = bareProgram(context).parseOptions(
    argv.filter((argument) => argument !== '-h' && argument !== '--help'),
  );
  return operands[0] === 'help' ? operands[1] : operands[0];
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

/** The one place where an error becomes output and an exit code. */
async function reportFailure(error: unknown, argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
  // Without a command, help has been printed, and nothing was done.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.error;
  const failure = error instanceof CommanderError ? usageError(error) : await withoutJargon(error);
  if (context.signal.aborted && !isGodwitError(failure)) {
    context.stderr.write('Interrupted: run the same command again to go on\n');
    return exitCodes.interrupted;
  }
  const isJson = isJsonWanted(argv, context.env);
  context.stderr.write(
    isJson
      ? failureJson(failure, context.now())
      : renderFailure(failure, paintFor(hasColors(context, !argv.includes('--no-color')))),
  );
  return isGodwitError(failure) ? failure.exitCode : exitCodes.error;
}

/** What servers and this machine refuse is not godwit's fault, wherever it comes from: loaded when it is needed. */
async function withoutJargon(error: unknown): Promise<unknown> {
  if (isGodwitError(error)) return error;
  return (await import('../pipeline/outside-failure.ts')).outsideFailure(error);
}

/** Read from the arguments themselves, since parsing them may be what failed. */
function isJsonWanted(argv: readonly string[], env: CommandContext['env']): boolean {
  const at = argv.findLastIndex((argument) => argument === '--format' || argument.startsWith('--format='));
  const format =
    at < 0 ? env['GODWIT_FORMAT'] : argv[at] === '--format' ? argv[at + 1] : argv[at]?.slice('--format='.length);
  return format === 'json';
}
