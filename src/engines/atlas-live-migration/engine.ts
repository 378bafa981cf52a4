/**
 * A push migration of Atlas for plan and apply: the agent on the migration host runs it, Cloud Manager and Atlas steer it,
 * and all that can be asked for is its start, its few figures and its cutover.
 */
import type { LiveMigrationJob, LiveMigrationRequest } from '../../atlas/api-types.ts';
import type { AtlasClient } from '../../atlas/client.ts';
import { EngineError, isGodwitError, messageOf } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { CommitMode, Engine, EngineObservation } from '../engine.ts';
import { dropMongosyncMetadata } from '../mongosync/metadata.ts';
import { atlasLiveMigrationCapabilities } from './capabilities.ts';
import { endOfSync } from './deadline.ts';
import { failureOf, progressOf, progressWhenSilent, stateOf } from './progress.ts';
import { type LiveMigrationRecord, LiveMigrationRecords } from './record.ts';
import { validateMigration } from './validation.ts';

export interface LiveMigrationEngineOptions {
  readonly client: AtlasClient;
  /** Of the destination. */
  readonly projectId: string;
  readonly request: LiveMigrationRequest;
  readonly destinationClient: MongoClient;
  /** @throws UserError GW961 when Atlas does not know the source */
  readonly requireLink: () => Promise<void>;
}

/** Requests count against the limits of the whole organization; what changes slowly is looked at slowly. */
const lookEveryMs = 5_000;
const lookOftenMs = 1_000;
const oftenForMs = 60_000;

export class AtlasLiveMigrationEngine implements Engine {
  readonly type = 'atlasLiveMigration';
  readonly capabilities = atlasLiveMigrationCapabilities;
  readonly #options: LiveMigrationEngineOptions;
  readonly #records: LiveMigrationRecords;
  /** Nothing runs before the migration begins; ready to begin it is all that can be. */
  #isReady = false;
  #seen: { readonly job: LiveMigrationJob; readonly at: number } | undefined;
  #changedAt = performance.now();

  constructor(options: LiveMigrationEngineOptions) {
    this.#options = options;
    this.#records = new LiveMigrationRecords(options.destinationClient);
  }

  async observe(): Promise<EngineObservation> {
    const record = await this.#records.read();
    const { migrationId } = record ?? {};
    if (record === undefined) return this.#unbegun();
    if (migrationId === undefined) return this.#unheard(record);
    const base = { type: this.type, isRunning: true, location: `live migration ${migrationId}` } as const;
    const startedAt = record.startedAt.toISOString();
    const job = await this.#look(migrationId);
    if (job === undefined) {
      const failure = gone(migrationId);
      return { ...base, startedAt, state: 'failed', progress: undefined, failure, mustStartOver: failure.message };
    }
    if ('silence' in job) {
      const state = record.phase === 'committing' ? 'committing' : record.readySince ? 'following' : 'copying';
      return { ...base, startedAt, state, progress: progressWhenSilent(job.silence), failure: undefined };
    }
    const state = stateOf(job, record);
    const known = await this.#noteReadiness(job, record);
    const failure = failureOf(job);
    return {
      ...base,
      startedAt,
      state,
      progress: progressOf(job, known, new Date()),
      failure,
      mustStartOver: failure?.message,
      ...(state === 'following' && known.readySince ? { endsAt: endOfSync(known.readySince).toISOString() } : {}),
    };
  }

  async launch(): Promise<void> {
    const record = await this.#records.read();
    if (record === undefined) {
      await this.#options.requireLink();
      this.#isReady = true;
      return;
    }
    // A run that died between its note and Atlas' answer may have asked for it or not.
    const { phase, migrationId, isCutoverTaken } = record;
    if (phase === 'committing' && migrationId !== undefined && isCutoverTaken !== true) {
      await this.#askForCutover(migrationId);
    }
  }

  async start(): Promise<void> {
    const { client, projectId, request } = this.#options;
    if ((await this.#records.read()) !== undefined) throw refused('start', 'it has begun already');
    await validateMigration(client, projectId, request);
    await this.#records.request();
    await this.#startOnce(false);
  }

  async pause(): Promise<void> {
    throw refused('pause', 'Atlas offers no such thing');
  }

  /** Only what nobody knows to have begun: Atlas takes no second migration to a cluster, so that asking again does no harm. */
  async resume(): Promise<void> {
    if ((await this.#records.read())?.phase !== 'requested') {
      throw refused('resume', 'one that failed or expired has to begin anew');
    }
    await this.#startOnce(true);
  }

  async commit(mode: CommitMode): Promise<void> {
    if (mode === 'detach') throw refused('leave a copy and go', 'its cutover stops the source');
    const record = await this.#records.read();
    const { state, progress } = await this.observe();
    if (record?.migrationId === undefined || state !== 'following' || progress?.canCommit !== true) {
      throw refused('commit', progress?.whyNotCommit.join('; ') || `it is ${state}`);
    }
    await this.#records.note({ phase: 'committing' });
    await this.#askForCutover(record.migrationId);
  }

  async undoCommit(): Promise<void> {
    throw refused('take a commit back', 'Atlas cannot');
  }

  /** It finishes by itself. */
  async finishCommit(): Promise<void> {}

  async reverse(): Promise<void> {
    throw refused('sync back', 'it knows one direction only');
  }

  /** What runs is Atlas' and cannot be ended through its API; a person can cancel it in the web interface. */
  async stop(): Promise<void> {
    this.#isReady = false;
  }

  /** That of mongosync included, which would be taken for another sync's the next time. */
  async removeMetadata(): Promise<void> {
    await dropMongosyncMetadata(this.#options.destinationClient);
    await this.#records.remove();
    this.#seen = undefined;
  }

  #unbegun(): EngineObservation {
    return {
      type: this.type,
      state: 'absent',
      isRunning: this.#isReady,
      location: this.#isReady ? this.#host : undefined,
      startedAt: undefined,
      progress: undefined,
      failure: undefined,
    };
  }

  #unheard({ startedAt }: LiveMigrationRecord): EngineObservation {
    const message = 'Atlas was asked for the live migration, and its answer with the id was lost';
    return {
      type: this.type,
      state: 'failed',
      isRunning: true,
      location: this.#host,
      startedAt: startedAt.toISOString(),
      progress: undefined,
      failure: {
        code: 'GW962',
        message,
        hint: 'Run `godwit apply`: it asks again, which Atlas refuses where one runs',
      },
    };
  }

  get #host(): string {
    return `migration host ${this.#options.request.migrationHosts[0]}`;
  }

  /** @param isRepeated an earlier request went out, and its answer was lost */
  async #startOnce(isRepeated: boolean): Promise<void> {
    const { client, projectId, request } = this.#options;
    try {
      const { _id } = await client.startLiveMigration(projectId, request);
      await this.#records.note({ phase: 'syncing', migrationId: _id });
      this.#lookOften();
    } catch (error) {
      if (!isGodwitError(error) || !wasNotTaken.has(error.code)) throw error;
      if (isRepeated) throw unknownMigration(error);
      await this.#records.remove();
      throw error;
    }
  }

  async #askForCutover(migrationId: string): Promise<void> {
    const { client, projectId } = this.#options;
    try {
      await client.cutOverLiveMigration(projectId, migrationId);
    } catch (error) {
      if (!isGodwitError(error) || !wasNotTaken.has(error.code)) throw error;
      // It is no refusal where an earlier request is being carried out.
      const job = await client.liveMigration(projectId, migrationId);
      if (job?.readyForCutover === true || error.code !== 'GW734') {
        await this.#records.note({ phase: 'syncing' });
        throw error;
      }
    }
    await this.#records.note({ isCutoverTaken: true });
    this.#lookOften();
  }

  async #look(migrationId: string): Promise<LiveMigrationJob | { readonly silence: string } | undefined> {
    const { client, projectId } = this.#options;
    const now = performance.now();
    const everyMs = now - this.#changedAt < oftenForMs ? lookOftenMs : lookEveryMs;
    if (this.#seen !== undefined && now - this.#seen.at < everyMs) return this.#seen.job;
    try {
      const job = await client.liveMigration(projectId, migrationId);
      if (job === undefined) return undefined;
      if (job.status !== this.#seen?.job.status) this.#changedAt = now;
      this.#seen = { job, at: now };
      return job;
    } catch (error) {
      if (isGodwitError(error) && isFleeting.has(error.code)) return { silence: messageOf(error) };
      throw error;
    }
  }

  /** The moment is written down: nobody else tells it. */
  async #noteReadiness(job: LiveMigrationJob, record: LiveMigrationRecord): Promise<LiveMigrationRecord> {
    if (job.readyForCutover !== true || record.readySince !== undefined) return record;
    const readySince = new Date();
    // Whoever may only look has no less to see for it.
    await this.#records.note({ readySince }).catch(() => {});
    return { ...record, readySince };
  }

  #lookOften(): void {
    this.#seen = undefined;
    this.#changedAt = performance.now();
  }
}

/** Atlas has answered, and done nothing. */
const wasNotTaken: ReadonlySet<string> = new Set(['GW731', 'GW732', 'GW733', 'GW734', 'GW735']);
/** Nothing is known, and will be again. */
const isFleeting: ReadonlySet<string> = new Set(['GW735', 'GW736', 'GW737']);

function unknownMigration(cause: unknown): EngineError {
  return new EngineError('GW962', {
    summary: 'A live migration may run to this cluster that godwit cannot follow',
    detail: `An earlier request went out and its answer was lost; Atlas refuses another one (${messageOf(cause)})`,
    hint: "See the cluster's page in Atlas. Cancel the migration there, then run `godwit apply` again: no API tells its id",
    cause,
  });
}

function gone(migrationId: string): NonNullable<EngineObservation['failure']> {
  return {
    code: 'GW963',
    message: `Atlas knows no live migration ${migrationId} any more; somebody may have cancelled it in its web interface`,
    hint: "See the cluster's page in Atlas. The source is as it was; `godwit plan` shows how it begins anew",
  };
}

function refused(what: string, why: string): EngineError {
  return new EngineError('GW903', {
    summary: `Atlas Live Migration cannot ${what}: ${why}`,
    hint: 'See `godwit status` for what can be done',
  });
}
