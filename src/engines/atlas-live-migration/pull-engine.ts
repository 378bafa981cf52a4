/**
 * A pull migration of Atlas for plan and apply. A person starts it and cuts it over in the web interface, since Atlas has no
 * API for it; everything that is told of it is seen on the two clusters.
 */
import { EngineError, UserError } from '../../lib/errors.ts';
import { clusterTimeOf } from '../../mongo/cluster-time.ts';
import type { MongoClient, Timestamp } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';
import { markDatabase } from '../../mongo/namespace.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import { writesOf } from '../../mongo/write-block.ts';
import { sourceTimeNow } from '../../sync/source-time.ts';
import { writesSince } from '../../sync/writes-since.ts';
import type { CommitMode, Engine, EngineObservation } from '../engine.ts';
import { dropMongosyncMetadata, readMongosyncMetadata } from '../mongosync/metadata.ts';
import { pullCapabilities } from './capabilities.ts';
import { endOfSync } from './deadline.ts';
import { PullMarks } from './pull-marks.ts';
import { hasPullBegun, isCutOver, type PullEvidence, pullFailure, pullProgress, pullState } from './pull-progress.ts';
import { LiveMigrationRecords } from './record.ts';
import { isUniqueMissing } from './unique-missing.ts';

/** More often would only fill the oplog. */
const markEveryMs = 1_000;

export class AtlasPullEngine implements Engine {
  readonly type = 'atlasLiveMigration';
  readonly capabilities = pullCapabilities;
  readonly #source: MongoClient;
  readonly #destination: MongoClient;
  readonly #records: LiveMigrationRecords;
  #markedAt = Number.NEGATIVE_INFINITY;

  constructor(source: MongoClient, destination: MongoClient) {
    this.#source = source;
    this.#destination = destination;
    this.#records = new LiveMigrationRecords(destination);
  }

  async observe(): Promise<EngineObservation> {
    const evidence = await this.#look();
    const state = pullState(evidence);
    const { record } = evidence;
    const base = { type: this.type, isRunning: true, location: 'Atlas, by its web interface' } as const;
    if (state === 'absent') return { ...base, state, startedAt: undefined, progress: undefined, failure: undefined };
    return {
      ...base,
      state,
      startedAt: record?.startedAt.toISOString(),
      progress: pullProgress(evidence, new Date()),
      failure: pullFailure(state, evidence.lateWrites),
      ...(state === 'following' && record?.readySince ? { endsAt: endOfSync(record.readySince).toISOString() } : {}),
    };
  }

  /** Writes the next mark, and writes down what was seen, in the runs that wait for it: a plan changes nothing. */
  async pulse(): Promise<void> {
    if (performance.now() - this.#markedAt < markEveryMs) return;
    this.#markedAt = performance.now();
    const evidence = await this.#look();
    const { record, writes, arrived } = evidence;
    if (record?.phase === 'committing') {
      if (record.isDone !== true && isCutOver(evidence)) await this.#records.note({ isDone: true });
      return;
    }
    await this.#mark();
    // Nothing may be on the destination before Atlas has looked whether it is empty.
    if (!hasPullBegun(evidence)) return;
    if (record === undefined) await this.#records.pulled();
    const { canCommit } = pullProgress(evidence, new Date());
    const news = {
      ...(writes === 'blocked' && record?.wasClosed !== true ? { wasClosed: true } : {}),
      ...(arrived !== undefined && record?.firstMark === undefined ? { firstMark: arrived.number } : {}),
      ...(canCommit && record?.readySince === undefined ? { readySince: new Date() } : {}),
    };
    if (Object.keys(news).length > 0) await this.#records.note(news);
  }

  /** Atlas' servers are there. */
  async launch(): Promise<void> {}

  /** A person does; what is written here is the first mark, so that what may not be written is known before. */
  async start(): Promise<void> {
    await this.#mark();
  }

  async pause(): Promise<void> {
    throw refused('pause', 'Atlas offers no such thing');
  }

  async resume(): Promise<void> {
    const { failure } = await this.observe();
    throw refused('resume', failure?.message ?? 'it cannot be paused', failure?.hint);
  }

  /** From here on a person may press the button at any moment: there is no way but forward. */
  async commit(mode: CommitMode): Promise<void> {
    if (mode === 'detach') throw refused('leave a copy and go', 'its cutover stops the source');
    const { state, progress } = await this.observe();
    if (state !== 'following' || progress?.canCommit !== true) {
      throw refused('commit', progress?.whyNotCommit.join('; ') || `it is ${state}`);
    }
    await this.#records.note({ phase: 'committing', askedAt: timestampOf(await sourceTimeNow(this.#source)) });
  }

  async undoCommit(): Promise<void> {
    throw refused('take a commit back', 'Atlas cannot');
  }

  /** It finishes by itself. */
  async finishCommit(): Promise<void> {}

  async reverse(): Promise<void> {
    throw refused('sync back', 'it knows one direction only');
  }

  /** What runs is Atlas', and a person's to cancel. */
  async stop(): Promise<void> {}

  async removeMetadata(): Promise<void> {
    await dropMongosyncMetadata(this.#destination);
    for (const client of [this.#source, this.#destination]) await new PullMarks(client).remove();
    await this.#records.remove();
  }

  async #look(): Promise<PullEvidence> {
    const [record, metadata, writes, sent, arrived] = await Promise.all([
      this.#records.read(),
      readMongosyncMetadata(this.#destination),
      writesOf(this.#destination),
      new PullMarks(this.#source).read(),
      new PullMarks(this.#destination).read(),
    ]);
    const isEnding = record?.phase === 'committing' && record.isDone !== true && writes === 'allowed';
    return {
      record,
      mongosync: metadata?.state,
      writes,
      sent,
      arrived,
      isUniqueMissing: isEnding && (await isUniqueMissing(this.#source, this.#destination)),
      lateWrites: isEnding ? await this.#lateWrites(record.askedAt) : [],
    };
  }

  /** Looked for once the destination is let go of: whoever gave the cutover up may have opened the source again. */
  async #lateWrites(askedAt: Timestamp | undefined): Promise<readonly string[]> {
    if (askedAt === undefined) return [];
    return (await writesSince(this.#source, clusterTimeOf(askedAt), everything)).writes;
  }

  async #mark(): Promise<void> {
    try {
      await new PullMarks(this.#source).write(await sourceTimeNow(this.#source));
    } catch (error) {
      if (!isPermission(error)) throw error;
      throw new UserError('GW880', {
        summary: 'Our user may not write the mark on the source that tells how far Atlas is',
        detail: `It is one document in ${markDatabase}.marks, which phase: complete removes`,
        hint: `Grant the user of the source readWrite and dbAdmin on ${markDatabase}, and bypassWriteBlockingMode for the time of the cutover`,
        cause: error,
      });
    }
  }
}

/** Pull migrations know no filters. */
const everything = { covers: async () => true, mayCoverDatabase: async () => true };

function refused(what: string, why: string, hint = 'See `godwit status`'): EngineError {
  return new EngineError('GW943', { summary: `A pull migration of Atlas cannot ${what}: ${why}`, hint });
}
