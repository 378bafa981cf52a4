/** mongomirror for plan and apply: a program that is told everything by its flags, and does nothing but follow until it is ended. */
import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { stringify } from 'yaml';
import { EngineError, isGodwitError } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Engine, EngineObservation, EngineProgress, EngineState } from '../engine.ts';
import { exchangeJson } from '../http/exchange-json.ts';
import { endOfLog, endProgram, findProgram, startProgram } from '../process/program.ts';
import { mongomirrorCapabilities } from './capabilities.ts';
import type { MirrorInvocation } from './program-arguments.ts';
import { errorOf, progressOf, stateOf } from './progress.ts';
import { type MirrorRecord, MongomirrorRecord } from './record.ts';

export interface MongomirrorEngineOptions {
  readonly program: string;
  readonly invocation: MirrorInvocation;
  readonly statusPort: number;
  readonly bookmarkFile: string;
  readonly destinationClient: MongoClient;
  readonly directory: string;
}

type Status = Readonly<Record<string, unknown>>;

const programName = 'mongomirror';
const statusTimeoutMs = 20_000;
const readyTimeoutMs = 60_000;

export class MongomirrorEngine implements Engine {
  readonly type = 'mongomirror';
  readonly capabilities = mongomirrorCapabilities;
  readonly #options: MongomirrorEngineOptions;
  readonly #record: MongomirrorRecord;
  /** There is no process before the sync begins; ready to begin it is all that can be. */
  #isReady = false;

  constructor(options: MongomirrorEngineOptions) {
    this.#options = options;
    this.#record = new MongomirrorRecord(options.destinationClient);
  }

  async observe(): Promise<EngineObservation> {
    const record = await this.#record.read();
    const status = record?.phase === 'syncing' ? await this.#status() : undefined;
    const told = status && stateOf(status);
    const isLost = record?.phase === 'syncing' && (await this.#isCopyLost(record, told));
    const error = status && errorOf(status);
    return {
      type: this.type,
      state: isLost ? 'failed' : (told ?? stateWhenSilent(record, status !== undefined)),
      isRunning: status !== undefined || (record === undefined && this.#isReady),
      location: `${this.#url} on ${record?.host ?? hostname()}`,
      startedAt: record?.startedAt.toISOString(),
      progress: record?.phase === 'committed' ? committedProgress : status && told && progressOf(status),
      failure: error === undefined ? undefined : { code: 'GW941', message: error, hint: hintFor(isLost) },
      mustStartOver: isLost ? 'mongomirror does not go on with a copy that was interrupted' : undefined,
    };
  }

  async launch(): Promise<void> {
    const record = await this.#record.read();
    if (record === undefined) this.#isReady = true;
    if (record?.phase !== 'syncing' || (await this.#status()) !== undefined) return;
    if (record.host !== hostname()) throw elsewhere(record);
    if (!(await this.#hasBookmark())) throw refused('go on', 'its copy was interrupted and has to begin anew');
    await this.#startProgram();
  }

  async start(): Promise<void> {
    if ((await this.#record.read()) !== undefined) throw refused('start', 'it has begun already');
    // What an earlier run left would mean: do not copy.
    await rm(this.#options.bookmarkFile, { force: true });
    await this.#record.begin();
    await this.#startProgram();
  }

  async pause(): Promise<void> {
    throw refused('pause', 'it can only be stopped; when launched again it goes on at its bookmark');
  }

  /** After an error it goes on serving the error: it has to be started anew. */
  async resume(): Promise<void> {
    const { state, mustStartOver } = await this.observe();
    if (state !== 'failed' || mustStartOver !== undefined) throw refused('resume', mustStartOver ?? `it is ${state}`);
    await this.stop();
    await this.#startProgram();
  }

  /** There is nothing but its end. */
  async commit(): Promise<void> {
    const { state, progress } = await this.observe();
    if (state !== 'following' || progress?.canCommit !== true) {
      throw refused('commit', progress?.whyNotCommit.join('; ') || `it is ${state}`);
    }
    await this.stop();
    await this.#record.commit();
  }

  async undoCommit(): Promise<void> {
    throw refused('take a commit back', 'it has ended');
  }

  async finishCommit(): Promise<void> {}

  async reverse(): Promise<void> {
    throw refused('sync back', 'it knows one direction only');
  }

  async stop(): Promise<void> {
    this.#isReady = false;
    await endProgram(this.#options.directory, programName);
  }

  async removeMetadata(): Promise<void> {
    await this.#record.remove();
    await rm(this.#options.bookmarkFile, { force: true });
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#options.statusPort}`;
  }

  async #status(): Promise<Status | undefined> {
    try {
      return await exchangeJson(this.#url, {
        method: 'GET',
        path: '/',
        signal: AbortSignal.timeout(statusTimeoutMs),
        speaks: 'mongomirror',
        wideIntegers: 'text',
      });
    } catch (error) {
      if (isGodwitError(error) && error.code === 'GW906') return undefined;
      throw error;
    }
  }

  async #startProgram(): Promise<void> {
    const { program, invocation, directory } = this.#options;
    const config = join(directory, 'mongomirror.yaml');
    const hasSecrets = Object.keys(invocation.secrets).length > 0;
    try {
      await startProgram({
        name: programName,
        command: [program, ...invocation.flags, ...(hasSecrets ? ['--config', config] : [])],
        directory,
        before: async () => {
          if (hasSecrets) await writeFileAtomic(config, stringify(invocation.secrets), { mode: 0o600 });
        },
      });
      await this.#whenAnswering();
    } finally {
      await rm(config, { force: true });
    }
  }

  async #whenAnswering(): Promise<void> {
    const { directory } = this.#options;
    const giveUpAt = performance.now() + readyTimeoutMs;
    while ((await this.#status()) === undefined) {
      const isAlive = (await findProgram(directory, programName)) !== undefined;
      if (!isAlive || performance.now() > giveUpAt) {
        throw new EngineError('GW941', {
          summary: `mongomirror ${isAlive ? 'does not answer' : 'ended shortly after it was started'}`,
          detail: await endOfLog(directory, programName),
          hint: `See ${directory}/${programName}.log`,
        });
      }
      await delay(50);
    }
  }

  /** Nothing of a copy can be used that did not come to its end; a bookmark says that it did. */
  async #isCopyLost({ host }: MirrorRecord, told: EngineState | undefined): Promise<boolean> {
    const isStopped = told === undefined || told === 'failed';
    return isStopped && host === hostname() && !(await this.#hasBookmark());
  }

  async #hasBookmark(): Promise<boolean> {
    try {
      return (await readFile(this.#options.bookmarkFile)).length > 0;
    } catch {
      return false;
    }
  }
}

const committedProgress: EngineProgress = {
  ...progressOf({ stage: 'oplog sync' }),
  canWrite: true,
  whyNotCommit: [],
};

function stateWhenSilent(record: MirrorRecord | undefined, isAnswering: boolean): EngineState {
  if (record === undefined) return 'absent';
  if (record.phase === 'committed') return 'committed';
  return isAnswering ? 'initializing' : 'following';
}

function hintFor(isLost: boolean): string {
  return isLost ? 'Remove the cause, then run `godwit apply`' : 'Remove the cause, then run `godwit apply`: it goes on';
}

function elsewhere({ host }: MirrorRecord): EngineError {
  return new EngineError('GW911', {
    summary: `mongomirror was started on ${host}, which has its bookmark file`,
    hint: 'Run this command there',
  });
}

function refused(what: string, why: string): EngineError {
  return new EngineError('GW903', {
    summary: `mongomirror cannot ${what}: ${why}`,
    hint: 'See `godwit status` for what can be done',
  });
}
