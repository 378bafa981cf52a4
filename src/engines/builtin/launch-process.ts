import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EngineError, EnvironmentError, type GodwitError, messageOf } from '../../lib/errors.ts';
import { makeDirectory } from '../../lib/make-directory.ts';
import type { Secret } from '../../lib/secret.ts';
import { secretsOf } from '../../mongo/redact-uri.ts';
import { divideMemory } from '../../sync/memory.ts';
import { heapOptions } from './heap-limit.ts';
import type { SpoolWish } from './prepare-spool.ts';

export interface LaunchOptions {
  readonly source: Secret;
  readonly destination: Secret;
  /** 0 takes any free one. */
  readonly port: number;
  readonly loadLevel: number;
  readonly verbosity: string;
  /** Threads of the copy; as the environment says when left out. */
  readonly workers?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
  readonly spool?: SpoolWish | undefined;
  /** Where its log goes; made when missing. */
  readonly logDirectory: string;
  /** What runs godwit itself: Node, then the program. */
  readonly command: readonly [string, ...string[]];
}

const errorFileName = 'godwit-sync.err';

/** A process that listens. */
export interface LaunchedProcess {
  readonly url: string;
  readonly instance: string;
}

const readyTimeoutMs = 30_000;

/** A process that was started for a sync and never told to start one ends by itself. */
const idleExitSeconds = 60;

/**
 * Starts `godwit sync` as a process of its own, which outlives us (hence no library that ties the two together), and waits
 * until its API listens. Connection strings go through its standard input: neither the argument list nor the environment
 * shows them.
 */
export async function launchProcess(options: LaunchOptions): Promise<LaunchedProcess> {
  const { command, logDirectory, source, destination, port, loadLevel, verbosity } = options;
  const errorFile = await openErrorFile(logDirectory);
  const { size: errorsBefore } = await errorFile.stat();
  const [program, ...rest] = command;
  const env = withoutThem(process.env, [source, destination]);
  const child = spawn(program, [...rest, 'sync', '--config', '-'], {
    detached: true,
    stdio: ['pipe', 'pipe', errorFile.fd],
    env: { ...env, ...heapLimit(options, env), GODWIT_FORMAT: 'json' },
  });
  // One that ends before it has read its input says why by itself.
  child.stdin!.on('error', () => {});
  const config = { port, loadLevel, verbosity, logPath: logDirectory, idleExitSeconds, ...settings(options) };
  child.stdin!.end(JSON.stringify({ ...config, cluster0: source.reveal(), cluster1: destination.reveal() }));
  try {
    const result = await readyOrEnded(child);
    if ('url' in result) return result;
    throw notStarted(result.reason, logDirectory, await failureIn(logDirectory, errorsBefore));
  } finally {
    await errorFile.close();
    child.stdout!.destroy();
    child.unref();
  }
}

/** What the file says, and nothing else: the environment may say the rest. */
function settings({ workers, maxMemoryBytes, spool }: LaunchOptions): Readonly<Record<string, string | number>> {
  return {
    ...(workers === undefined ? {} : { workers }),
    ...(maxMemoryBytes === undefined ? {} : { maxMemory: `${maxMemoryBytes}B` }),
    ...(spool === undefined ? {} : { spoolPath: spool.path }),
    ...(spool?.maxBytes === undefined ? {} : { spoolMaxSize: `${spool.maxBytes}B` }),
  };
}

/** Behind what the environment asks of Node by itself. */
function heapLimit({ workers, maxMemoryBytes }: LaunchOptions, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (maxMemoryBytes === undefined) return {};
  const { NODE_OPTIONS: present = '', GODWIT_WORKERS: others } = env;
  // What is no number there the process itself refuses.
  const division = divideMemory({ maxBytes: maxMemoryBytes, workers: workers ?? (Number(others) || 0) });
  return { NODE_OPTIONS: `${present} ${heapOptions(division)}`.trim() };
}

/** Our own environment may hold the connection strings; that of the engine, which lives for days, need not. */
function withoutThem(env: NodeJS.ProcessEnv, uris: readonly Secret[]): NodeJS.ProcessEnv {
  const secrets = uris.flatMap((uri) => secretsOf(uri.reveal()));
  const isHarmless = ([, value = '']: readonly [string, string | undefined]) =>
    !secrets.some((secret) => value.includes(secret));
  return Object.fromEntries(Object.entries(env).filter(isHarmless));
}

async function openErrorFile(logDirectory: string): Promise<FileHandle> {
  try {
    makeDirectory(logDirectory);
    return await open(join(logDirectory, errorFileName), 'a', 0o600);
  } catch (error) {
    throw new EnvironmentError('GW916', {
      summary: `The log of the sync engine cannot be written in ${logDirectory}`,
      detail: messageOf(error),
      hint: 'Check permissions and disk, or name another directory in engine.builtin.logPath',
      cause: error,
    });
  }
}

async function readyOrEnded(child: ChildProcess): Promise<LaunchedProcess | { readonly reason: string }> {
  const lines = createInterface({ input: child.stdout! });
  const timeout = AbortSignal.timeout(readyTimeoutMs);
  const ended = once(child, 'exit', { signal: timeout }).then(([code]) => `it ended with exit code ${code}`);
  try {
    return await Promise.race([
      firstAddress(lines),
      ended
        .catch((error: Error) =>
          timeout.aborted ? `it did not listen within ${readyTimeoutMs / 1000} s` : messageOf(error),
        )
        .then((reason) => ({ reason })),
    ]);
  } finally {
    lines.close();
    // Without an address nobody could ever speak to it.
    if (timeout.aborted) child.kill();
  }
}

/** The first line of its output that names an address. Never settles when there is none. */
async function firstAddress(lines: AsyncIterable<string>): Promise<LaunchedProcess> {
  for await (const line of lines) {
    try {
      const { url, instance } = JSON.parse(line) as Partial<LaunchedProcess>;
      if (url !== undefined && instance !== undefined) return { url, instance };
    } catch {
      // Not for us.
    }
  }
  return await new Promise(() => {});
}

/** What the process itself said of its failure: the last line of JSON behind what was in the file before. */
async function failureIn(logDirectory: string, offset: number): Promise<Partial<GodwitError>> {
  const said = (await readFile(join(logDirectory, errorFileName))).subarray(offset).toString('utf8');
  for (const line of said.trim().split('\n').reverse()) {
    try {
      const { error } = JSON.parse(line) as { error?: Partial<GodwitError> };
      if (error?.summary !== undefined) return error;
    } catch {
      // A warning of Node, or the like.
    }
  }
  return {};
}

/** What is said of a command line means a setting of the file here. */
function hintOf({ code, hint }: Partial<GodwitError>): string | undefined {
  return code === 'GW905' ? 'Set engine.builtin.port in the file to another port, or to 0 for any that is free' : hint;
}

function notStarted(reason: string, logDirectory: string, said: Partial<GodwitError>): EngineError {
  return new EngineError(said.code ?? 'GW909', {
    summary: `The built-in sync engine could not be started: ${said.summary ?? reason}`,
    detail: said.detail,
    hint: hintOf(said) ?? `See ${join(logDirectory, errorFileName)} and ${join(logDirectory, 'godwit-sync.log')}`,
  });
}
