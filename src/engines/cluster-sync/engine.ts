/** Percona ClusterSync for plan and apply: reached by URL, or started here. */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, isGodwitError } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import type { ClusterTime } from '../../mongo/cluster-time.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Engine, EngineCapabilities, EngineObservation, EngineState } from '../engine.ts';
import { endOfLog, endProgram, findProgram, lastProgram, startProgram } from '../process/program.ts';
import { ClusterSyncApiClient } from './api-client.ts';
import { dropPcsmMetadata, type PcsmMetadata, readPcsmMetadata, removeHeartbeat } from './metadata.ts';
import { hasAppliedAll, opTimeOf, progressOf, stateOf } from './progress.ts';

export interface ClusterSyncEngineOptions {
  readonly capabilities: EngineCapabilities;
  readonly url: string;
  /** How it is started; undefined where it runs already and is not ours. */
  readonly start:
    | { readonly command: readonly string[]; readonly environment: Readonly<Record<string, Secret>> }
    | undefined;
  readonly startRequest: Readonly<Record<string, unknown>>;
  readonly destinationClient: MongoClient;
  readonly directory: string;
}

const programName = 'pcsm';
/** A heartbeat of a process that died keeps the next one waiting for 35 s. */
const readyTimeoutMs = 60_000;
const checkpointTimeoutMs = 20_000;

export class ClusterSyncEngine implements Engine {
  readonly type = 'clusterSync';
  readonly capabilities: EngineCapabilities;
  readonly #options: ClusterSyncEngineOptions;
  readonly #client: ClusterSyncApiClient;
  /** The last two optimes that were told, and what they prove. */
  #lastOpTime: ClusterTime | undefined;
  #appliedTime: ClusterTime | undefined;

  constructor(options: ClusterSyncEngineOptions) {
    this.capabilities = options.capabilities;
    this.#options = options;
    this.#client = new ClusterSyncApiClient(options.url);
  }

  async observe(): Promise<EngineObservation> {
    const [status, metadata] = await Promise.all([this.#status(), readPcsmMetadata(this.#options.destinationClient)]);
    const told = status && stateOf(status);
    const state = told ?? stateWhenSilent(metadata, status !== undefined);
    const error = textOf(status?.['error']) ?? (told === undefined ? metadata?.error : undefined);
    const isLost = isCopyLost(state, status, metadata);
    return {
      type: this.type,
      state: isLost === undefined ? state : 'failed',
      isRunning: status !== undefined,
      location: this.#options.url,
      startedAt: metadata?.startedAt,
      progress: status && told && progressOf(status, this.#provenTime(status)),
      failure: failureOf(error ?? isLost, state),
      mustStartOver: isLost,
      settings: metadata?.settings,
    };
  }

  async launch(): Promise<void> {
    if ((await this.#status()) !== undefined) return;
    const { start, directory, destinationClient } = this.#options;
    if (start === undefined) throw this.#silent('It is not ours to start: leave out engine.clusterSync.url for that');
    await this.#removeDeadHeartbeat(directory, destinationClient);
    if ((await findProgram(directory, programName)) === undefined) {
      const env = Object.fromEntries(
        Object.entries(start.environment).map(([name, secret]) => [name, secret.reveal()]),
      );
      await startProgram({ name: programName, command: start.command, env, directory });
    }
    await this.#whenReady(directory);
  }

  async start(): Promise<void> {
    await this.#client.tell('start', this.#options.startRequest);
  }

  async pause(): Promise<void> {
    await this.#client.tell('pause');
  }

  async resume(): Promise<void> {
    const { state } = await this.observe();
    await this.#client.tell('resume', state === 'failed' ? { fromFailure: true } : {});
  }

  async commit(): Promise<void> {
    await this.#client.tell('finalize');
  }

  async undoCommit(): Promise<void> {
    throw notPossible('take a finalization back');
  }

  /** It finishes by itself. */
  async finishCommit(): Promise<void> {}

  async reverse(): Promise<void> {
    throw notPossible('sync back');
  }

  async stop(): Promise<void> {
    if ((await findProgram(this.#options.directory, programName)) === undefined) return;
    await this.#whenWrittenDown();
    // Of the signals only this one is taken as a wish to end in order.
    await endProgram(this.#options.directory, programName, 'SIGINT');
  }

  async removeMetadata(): Promise<void> {
    await dropPcsmMetadata(this.#options.destinationClient);
  }

  async #status(): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      return await this.#client.status();
    } catch (error) {
      if (isGodwitError(error) && error.code === 'GW906') return undefined;
      throw error;
    }
  }

  /**
   * An optime may be that of an idle tick, taken after the stream was found empty: what was written in between is before it
   * and unread. When a later one is told, the stream was read again since, so the earlier one holds, if all that was read
   * is applied (its pcsm/repl/repl.go, watchChangeEvents and run).
   */
  #provenTime(status: Readonly<Record<string, unknown>>): ClusterTime | undefined {
    const opTime = opTimeOf(status);
    const before = this.#lastOpTime;
    if (opTime === undefined || stateOf(status) !== 'following') {
      this.#lastOpTime = undefined;
      this.#appliedTime = undefined;
      return undefined;
    }
    if (!hasAppliedAll(status)) return this.#appliedTime;
    if (before !== undefined && opTime > before) this.#appliedTime = before;
    this.#lastOpTime = opTime;
    return this.#appliedTime;
  }

  /** It goes on at its last checkpoint, which it writes every 15 s and not when it ends; before the first there is none. */
  async #whenWrittenDown(): Promise<void> {
    const giveUpAt = performance.now() + checkpointTimeoutMs;
    while (performance.now() < giveUpAt) {
      const status = await this.#status();
      const state = status?.['state'];
      if (state === undefined || state === 'idle') return;
      if ((await readPcsmMetadata(this.#options.destinationClient))?.state === state) return;
      await delay(100);
    }
  }

  async #removeDeadHeartbeat(directory: string, client: MongoClient): Promise<void> {
    const [last, running] = [await lastProgram(directory, programName), await findProgram(directory, programName)];
    if (last !== undefined && running === undefined) await removeHeartbeat(client);
  }

  async #whenReady(directory: string): Promise<void> {
    const giveUpAt = performance.now() + readyTimeoutMs;
    while ((await this.#status()) === undefined) {
      if ((await findProgram(directory, programName)) === undefined) {
        throw new EngineError('GW941', {
          summary: 'ClusterSync ended shortly after it was started',
          detail: await endOfLog(directory, programName, 3),
          hint: `See ${directory}/${programName}.log`,
        });
      }
      if (performance.now() > giveUpAt) throw this.#silent(`See ${directory}/${programName}.log`);
      await delay(50);
    }
  }

  #silent(hint: string): EngineError {
    return new EngineError('GW906', { summary: `ClusterSync at ${this.#options.url} does not answer`, hint });
  }
}

const states: Readonly<Record<string, EngineState>> = {
  idle: 'absent',
  paused: 'paused',
  finalizing: 'committing',
  finalized: 'committed',
  failed: 'failed',
};

function stateWhenSilent(metadata: PcsmMetadata | undefined, isRunning: boolean): EngineState {
  if (metadata === undefined) return isRunning ? 'initializing' : 'absent';
  return states[metadata.state] ?? (metadata.isCloned ? 'following' : 'copying');
}

/** A clone that was interrupted is not gone on with (contract). */
function isCopyLost(
  state: EngineState,
  status: Readonly<Record<string, unknown>> | undefined,
  metadata: PcsmMetadata | undefined,
): string | undefined {
  const sync = status?.['initialSync'];
  const told =
    typeof sync === 'object' && sync !== null ? (sync as Record<string, unknown>)['cloneCompleted'] : undefined;
  const isCloned = told === true || metadata?.isCloned === true;
  const isInterrupted = (state === 'copying' && status === undefined) || (state === 'failed' && !isCloned);
  const historyIsLost =
    state === 'failed' && /history (is )?lost/i.test(textOf(status?.['error']) ?? metadata?.error ?? '');
  if (historyIsLost) return 'The oplog of the source no longer reaches back to where it stopped';
  return isInterrupted ? 'ClusterSync does not go on with a copy that was interrupted' : undefined;
}

function failureOf(message: string | undefined, state: EngineState): EngineObservation['failure'] {
  if (message === undefined) return undefined;
  const hint = state === 'failed' ? 'Remove the cause, then run `godwit apply`: it resumes it' : undefined;
  return { code: 'GW941', message, hint };
}

function notPossible(what: string): EngineError {
  return new EngineError('GW943', { summary: `ClusterSync cannot ${what}`, hint: 'See `godwit engines`' });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
