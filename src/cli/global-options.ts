import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDurationMs } from '../lib/duration.ts';
import { UserError } from '../lib/errors.ts';
import { usageErrorCode } from './usage-error.ts';

export type OutputFormat = 'text' | 'json' | 'markdown' | 'sarif';

/** The flags that every command takes. */
export interface GlobalOptions {
  /** Files and directories; `godwit.yaml` when none is given. */
  readonly files: readonly string[];
  readonly environment?: string | undefined;
  readonly vars: Readonly<Record<string, string>>;
  /** Migrations to work on; all of them when none is given. */
  readonly targets: readonly string[];
  readonly format: OutputFormat;
  readonly jsonInto?: string | undefined;
  readonly hasColor: boolean;
  /** Whether questions may be asked. */
  readonly hasInput: boolean;
  readonly lockTimeoutMs: number;
  readonly verbosity: number;
}

/** Adds the flags that mean the same for every command. */
export function addGlobalOptions(program: Command): void {
  const append = (value: string, previous: readonly string[] = []) => [...previous, value];
  const options = [
    new Option('-f, --file <path>', 'migration file, or directory of them (default: godwit.yaml)').argParser(append),
    new Option('-e, --env <name>', 'environment of the file to use'),
    new Option('--var <name=value>', 'value of a variable of the file').argParser(parseVariable),
    new Option('-t, --target <name>', 'only the migration of this name').argParser(append),
    new Option('--format <format>', 'form of the output')
      .choices(['text', 'json', 'markdown', 'sarif'])
      .default('text'),
    new Option('--json-into <file>', 'also write the output as JSON lines to a file'),
    new Option('--no-color', 'no colours'),
    new Option('--input [boolean]', 'whether questions may be asked').argParser(parseBoolean).default(true),
    new Option('--lock-timeout <duration>', 'how long to wait for the lock')
      .argParser(parseDuration)
      .default(3000, '3s'),
    new Option('-v, --verbose', 'say more; twice for everything').argParser(increase).default(0),
  ];
  for (const option of options) program.addOption(option);
}

/** The values of the global flags, whichever side of the command's name they stand on. */
export function globalOptions(command: Command): GlobalOptions {
  const values = command.optsWithGlobals();
  return {
    files: values['file'] ?? ['godwit.yaml'],
    environment: values['env'],
    vars: values['var'] ?? {},
    targets: values['target'] ?? [],
    format: values['format'],
    jsonInto: values['jsonInto'],
    hasColor: values['color'],
    hasInput: values['input'],
    lockTimeoutMs: values['lockTimeout'],
    verbosity: values['verbose'],
  };
}

/** Refuses a format that a command has no output in, instead of printing another. */
export function requireFormat(command: Command, format: OutputFormat, supported: readonly OutputFormat[]): void {
  if (supported.includes(format)) return;
  throw new UserError(usageErrorCode, {
    summary: `\`godwit ${command.name()}\` has no output as ${format}`,
    hint: `Use ${supported.map((one) => `\`--format ${one}\``).join(' or ')}`,
  });
}

function parseVariable(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z_][\w-]*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  return { ...previous, [name]: value };
}

function parseBoolean(text: string): boolean {
  if (/^(?:true|1|yes)$/i.test(text)) return true;
  if (/^(?:false|0|no)$/i.test(text)) return false;
  throw new InvalidArgumentError('It is true or false.');
}

/** The value of a flag that is a duration, in milliseconds. */
export function parseDuration(text: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs === undefined) throw new InvalidArgumentError('Write it with its unit, such as 3s.');
  return durationMs;
}

/** Each `-v` counts; GODWIT_VERBOSE gives the number itself. */
const increase = (value: string | undefined, previous: number) =>
  value === undefined ? previous + 1 : Number(value) || 1;
