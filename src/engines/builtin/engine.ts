/**
 * The built-in engine for plan and apply: a process that speaks mongosync's API, started here or reached by URL. What it
 * has done is read from its metadata on the destination, whether or not its process runs.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';
import { hostsOf } from '../../mongo/redact-uri.ts';
import { readLease } from '../../sync/checkpoint/lease.ts';
import { Metadata } from '../../sync/checkpoint/metadata.ts';
import { isoOf } from '../../sync/gap/gap.ts';
import { latestRecord, type RunRecord, readRunRecord } from '../../sync/run-record.ts';
import type { CommitMode, CommitOptions, Engine, EngineObservation, EngineState } from '../engine.ts';
import type { ApiAccess } from '../http/exchange-json.ts';
import type { MongosyncApiClient } from '../mongosync/api-client.ts';
import { progressOf, stateOf } from '../mongosync/progress.ts';
import { builtinCapabilities } from './capabilities.ts';
import { type EngineProcess, ProcessFinder } from './find-process.ts';
import { launchProcess } from './launch-process.ts';
import { awaitDeadHolder } from './lease-holder.ts';
import { otherLoad, otherOptions } from './other-options.ts';
import type { SpoolWish } from './prepare-spool.ts';

export interface BuiltinEngineOptions {
  readonly source: Secret;
  readonly destination: Secret;
  /** The destination, for its metadata. */
  readonly destinationClient: MongoClient;
  /** The source, which holds the metadata of a sync back. */
  readonly sourceClient: MongoClient;
  /** Where a process runs that we do not start ourselves. */
  readonly url: string | undefined;
  readonly access?: ApiAccess | undefined;
  readonly port: number;
  readonly loadLevel: number;
  /** Least level of its log, by mongosync's names. */
  readonly verbosity: string;
  readonly workers?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
  readonly spool?: SpoolWish | undefined;
  readonly logDirectory: string;
  readonly command: readonly [string, ...string[]];
  /** What `start` asks for. */
  readonly startRequest: Readonly<Record<string, unknown>>;
}

/** A process that was started again waits for the lease of the one before, which may be renewed once more. */
const readyTimeoutMs = 45_000;
/** One that is at work for that long may go on. */
const endTimeoutMs = 30_000;

export class BuiltinEngine implements Engine {
  readonly type = 'builtin';
  readonly capabilities = builtinCapabilities;
  readonly #options: BuiltinEngineOptions;
  readonly #ownMetadata: readonly Metadata[];
  readonly #finder: ProcessFinder;

  constructor(options: BuiltinEngineOptions) {
    this.#options = options;
    this.#ownMetadata = [new Metadata(options.destinationClient), new Metadata(options.sourceClient)];
    const addresses = {
      cluster0: hostsOf(options.source.reveal()),
      cluster1: hostsOf(options.destination.reveal()),
    };
    this.#finder = new ProcessFinder({ url: options.url, access: options.access, port: options.port, addresses });
  }

  async observe(): Promise<EngineObservation> {
    const { metadata, record } = await this.#current();
    const lease = await readLease(metadata);
    const process = await this.#finder.find(lease?.holder);
    const told = process && stateOf(process.progress);
    // One that is still starting does not know yet where it stands; the metadata does.
    const isTold = told !== undefined && (told !== 'initializing' || record === undefined || isInitializing(record));
    const { location = lease && `pid ${lease.holder.pid} on ${lease.holder.host} (${lease.holder.url})` } =
      process ?? {};
    return {
      type: this.type,
      state: isTold ? told : await stateFromMetadata(metadata, record),
      isRunning: process !== undefined,
      location,
      startedAt: record?.startedAt.toISOString(),
      isReversed:
        ((isTold ? destinationOf(process?.progress) : undefined) ?? record?.direction.destination) === 'cluster0',
      isReversible: record?.settings.reversible === true || record?.commit?.isReversible === true,
      progress: process && isTold ? progressOf(process.progress) : undefined,
      failure: process && failureOf(process.progress['failure']),
      lostChangesSince: lostChangesSince(record),
      pausedFor: record?.isPaused === true ? record.pausedFor : undefined,
      otherLoad: record && otherLoad(record.load, this.#options.startRequest),
      otherOptions: record && otherOptions(record.settings, this.#options.startRequest),
    };
  }

  async launch(): Promise<void> {
    await this.#endWhereOutdated();
    if ((await this.#process()) === undefined) {
      const { url, ...launch } = this.#options;
      if (url !== undefined) {
        throw new EngineError('GW906', {
          summary: `The sync engine at ${url} does not answer`,
          hint: 'Start it there (`godwit sync --config FILE`), or leave out engine.builtin.url to let apply start one',
        });
      }
      await awaitDeadHolder((await this.#current()).metadata);
      this.#finder.launched(await launchProcess(launch));
    }
    await this.#whenReady();
  }

  async start(): Promise<void> {
    await (await this.#api()).start(this.#options.startRequest);
  }

  async pause(): Promise<void> {
    await (await this.#api()).pause();
  }

  async resume(): Promise<void> {
    await (await this.#api()).resume();
  }

  async changeLoad(): Promise<void> {
    await (await this.#api()).godwit('load', this.#options.startRequest['load'] ?? {});
  }

  async repair(): Promise<void> {
    await (await this.#api()).godwit('repair');
  }

  async verifyNow(): Promise<void> {
    await (await this.#api()).godwit('verify-now');
  }

  async commit(mode: CommitMode, options?: CommitOptions): Promise<void> {
    const reversible = options?.isReversible === true ? { reversible: true } : {};
    await (await this.#api()).commit(mode === 'cutover' ? { hold: true, ...reversible } : { detach: true });
  }

  async undoCommit(): Promise<void> {
    const { record } = await this.#current();
    // Else it is for the process to say: where an answer was lost, the metadata is ahead of it.
    if (record === undefined || record.commit?.isHeld === false) return;
    await (await this.#api()).godwit('undo-commit');
  }

  async finishCommit(): Promise<void> {
    const { record } = await this.#current();
    if (record?.phase !== 'committed') await (await this.#api()).godwit('finish');
  }

  async reverse(): Promise<void> {
    await (await this.#api()).reverse();
  }

  async stop(): Promise<void> {
    const process = await this.#process();
    await process?.client.send('POST', '/api/v1/godwit/shutdown', {});
  }

  async removeMetadata(): Promise<void> {
    const [own, ofSyncBack] = this.#ownMetadata as readonly [Metadata, Metadata];
    await own.drop();
    // Without a sync back there is nothing on the source, and its user may only be allowed to read.
    if ((await recordIn(ofSyncBack)) !== undefined) await ofSyncBack.drop();
  }

  /**
   * A process knows passwords, certificates, its disk and its memory as they were when it was started, and one of these may
   * be why its sync has failed. A commit that failed, and is not written down as paused, the next one would take up.
   */
  async #endWhereOutdated(): Promise<void> {
    const process = await this.#process();
    if (this.#options.url !== undefined || process === undefined || stateOf(process.progress) !== 'failed') return;
    const { record } = await this.#current();
    if (record?.phase === 'committing' && !record.isPaused) return;
    await this.stop();
    const giveUpAt = performance.now() + endTimeoutMs;
    while ((await this.#process()) !== undefined) {
      if (performance.now() > giveUpAt) return;
      await delay(50);
    }
  }

  async #process(): Promise<EngineProcess | undefined> {
    const lease = await readLease((await this.#current()).metadata);
    return await this.#finder.find(lease?.holder);
  }

  async #api(): Promise<MongosyncApiClient> {
    const process = await this.#process();
    if (process !== undefined) return process.client;
    throw new EngineError('GW906', {
      summary: 'The sync engine does not run',
      hint: 'Run `godwit apply`: it starts it',
    });
  }

  /** Until the process has looked for a sync to go on with, it takes no commands. */
  async #whenReady(): Promise<void> {
    const giveUpAt = performance.now() + readyTimeoutMs;
    for (;;) {
      const process = await this.#process();
      if (process !== undefined && process.progress['state'] !== 'INITIALIZING') return;
      if (process === undefined || performance.now() > giveUpAt) {
        throw new EngineError('GW917', {
          summary: `The sync engine ${process === undefined ? 'ended' : 'was not ready'} shortly after it was started`,
          hint: `See ${this.#options.logDirectory}`,
        });
      }
      await delay(50);
    }
  }

  /** The sync that counts, on whichever side it keeps its metadata. */
  async #current(): Promise<{ readonly metadata: Metadata; readonly record: RunRecord | undefined }> {
    const found = await Promise.all(
      this.#ownMetadata.map(async (metadata) => ({ metadata, record: await recordIn(metadata) })),
    );
    // A cluster that another migration moves into, or out of, may hold that one's record.
    const isOurs = (record: RunRecord, index: number) =>
      record.direction.destination === ['cluster1', 'cluster0'][index];
    const known = found.flatMap(({ metadata, record }, index) =>
      record === undefined || !isOurs(record, index) ? [] : [{ metadata, record }],
    );
    return latestRecord(known) ?? found[0]!;
  }
}

/** A user that may not even read godwit's database there has never run a sync into that cluster. */
async function recordIn(metadata: Metadata): Promise<RunRecord | undefined> {
  try {
    return await readRunRecord(metadata);
  } catch (error) {
    if (isPermission(error)) return undefined;
    throw error;
  }
}

async function stateFromMetadata(metadata: Metadata, record: RunRecord | undefined): Promise<EngineState> {
  if (record === undefined) return 'absent';
  if (record.phase === 'committed') return 'committed';
  if (record.isPaused) return lostChangesSince(record) === undefined ? 'paused' : 'failed';
  if (record.phase === 'initializing') return 'initializing';
  if (record.phase !== 'syncing') return 'committing';
  const open = await metadata.collection('collections').countDocuments({ state: { $ne: 'live' } }, { limit: 1 });
  return open > 0 ? 'copying' : 'following';
}

/** As long as nobody has decided to go on behind them. */
function lostChangesSince(record: RunRecord | undefined): string | undefined {
  const { gap, isPaused } = record ?? {};
  return gap !== undefined && gap.until === undefined && isPaused === true ? isoOf(gap.from) : undefined;
}

function isInitializing({ phase, isPaused }: RunRecord): boolean {
  return phase === 'initializing' && !isPaused;
}

/** Where the answer to the beginning of a sync back was lost, the metadata is ahead of the process, which goes on without it. */
function destinationOf(progress: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { Destination: destination } = (progress?.['directionMapping'] ?? {}) as { readonly Destination?: unknown };
  return typeof destination === 'string' ? destination.split(':')[0] : undefined;
}

function failureOf(value: unknown): EngineObservation['failure'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, message, hint } = value as Record<string, unknown>;
  return { code: String(code), message: String(message), hint: typeof hint === 'string' ? hint : undefined };
}
