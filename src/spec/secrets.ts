import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../lib/errors.ts';
import { Secret } from '../lib/secret.ts';
import type { SecretReference, ValueReference } from './blocks/reference.ts';
import { specCodes } from './error-codes.ts';

export interface SecretSource {
  /** Where relative paths start and commands run: the directory of the migration file. */
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** How long a command may take; 30 s when it is left out. */
  readonly commandTimeoutMs?: number;
}

/** Reads what a reference refers to. The value stays inside a `Secret`, and no error tells any of it. */
export async function resolveSecret(reference: ValueReference, source: SecretSource): Promise<Secret> {
  if ('literal' in reference) return new Secret(reference.literal, 'the migration file');
  if ('env' in reference) return fromEnvironment(reference.env, source);
  if ('file' in reference) return fromFile(reference.file, source);
  return fromCommand(reference.command, source);
}

/** A reference as it is named in plans and messages: `env SOURCE_URI`, `file ./uri.txt`, `command vault`. */
function describeReference(reference: SecretReference): string {
  if ('env' in reference) return `env ${reference.env}`;
  if ('file' in reference) return `file ${reference.file}`;
  return `command ${reference.command[0]}`;
}

function fromEnvironment(name: string, { env }: SecretSource): Secret {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new UserError(specCodes.environmentVariableMissing, {
      summary: `The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`,
      hint: `Set it, for example with \`export ${name}=...\`, or in the secrets of the pipeline`,
    });
  }
  return new Secret(value, describeReference({ env: name }));
}

async function fromFile(path: string, { baseDirectory, signal }: SecretSource): Promise<Secret> {
  const absolute = resolve(baseDirectory, path);
  const text = await readFile(absolute, { encoding: 'utf8', signal }).catch((error: NodeJS.ErrnoException) => {
    if (signal?.aborted) throw error;
    throw new UserError(specCodes.secretFileUnreadable, {
      summary: `The file ${path} cannot be read`,
      detail: error.code === 'ENOENT' ? `There is no ${absolute}` : messageOf(error),
      hint: 'Relative paths start at the directory of the migration file',
    });
  });
  return notEmpty(text, describeReference({ file: path }));
}

async function fromCommand(command: readonly string[], source: SecretSource): Promise<Secret> {
  const { execa } = await import('execa');
  const [program = '', ...args] = command;
  const timeoutMs = source.commandTimeoutMs ?? 30_000;
  const result = await execa(program, args, {
    cwd: source.baseDirectory,
    env: definedOnly(source.env),
    extendEnv: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    timeout: timeoutMs,
    reject: false,
    ...(source.signal ? { cancelSignal: source.signal } : {}),
  });
  if (result.isCanceled) throw source.signal?.reason;
  if (result.failed) throw commandError(program, result, timeoutMs);
  return notEmpty(result.stdout, describeReference({ command }));
}

interface FailedCommand {
  readonly timedOut: boolean;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly stderr: string;
}

/** Tells everything but the arguments and the output, either of which may hold the secret. */
function commandError(program: string, result: FailedCommand, timeoutMs: number): UserError {
  const reason = result.timedOut
    ? `It did not end within ${timeoutMs / 1000} s`
    : result.code === 'ENOENT'
      ? 'There is no such program'
      : result.code === 'EACCES'
        ? 'It may not be executed'
        : result.signal
          ? `It was ended by ${result.signal}`
          : `It exited with ${result.exitCode ?? 'an error'}`;
  const words = result.stderr.trim().split('\n').slice(-3).join(' · ').slice(0, 300);
  return new UserError(specCodes.secretCommandFailed, {
    summary: `The command ${program} did not give a secret`,
    detail: words === '' ? reason : `${reason}: ${words}`,
    hint: 'Run it by hand in the directory of the migration file; what it writes to standard output is the secret',
  });
}

/** Without the line breaks that editors and commands end texts with. */
function notEmpty(text: string, origin: string): Secret {
  const value = text.replace(/[\r\n]+$/, '');
  if (value !== '') return new Secret(value, origin);
  throw new UserError(specCodes.secretEmpty, { summary: `The secret from ${origin} is empty` });
}

const definedOnly = (env: SecretSource['env']) =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
