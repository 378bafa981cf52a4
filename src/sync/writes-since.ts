import { type ClusterTime, clusterTimeOfResumeToken } from '../mongo/cluster-time.ts';
import type { ChangeStreamDocument, MongoClient } from '../mongo/driver.ts';
import { isInternalCollection, isInternalDatabase, isTemporary, type Namespace } from '../mongo/namespace.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import { markSource } from './commit.ts';

export interface WritesSince {
  /** The first few, in words. */
  readonly writes: readonly string[];
  /** Up to this time it was looked. */
  readonly until: ClusterTime;
}

type Filter = Pick<NamespaceFilter, 'covers' | 'mayCoverDatabase'>;

const shown = 3;

/**
 * What was written in scope behind a time, by whomever, up to now. What `$out` and the like fill under a name of the
 * server's own counts by what it becomes, and where that is not known yet.
 */
export async function writesSince(
  client: MongoClient,
  time: ClusterTime,
  filter: Filter,
  signal?: AbortSignal,
): Promise<WritesSince> {
  const until = await markSource(client);
  const stream = client.watch([{ $project: { documentKey: 1, ns: 1, to: 1, operationType: 1, clusterTime: 1 } }], {
    startAtOperationTime: timestampOf(time + 1n),
    maxAwaitTimeMS: 100,
    batchSize: 1_000,
  });
  const found = new FoundWrites(filter);
  try {
    for (let reached = 0n; reached < until && found.count < shown; ) {
      signal?.throwIfAborted();
      const event = await stream.tryNext();
      if (event === null) reached = reachedBy(stream.resumeToken) ?? reached;
      else await found.look(event);
    }
  } finally {
    await stream.close();
  }
  return { writes: found.inWords.slice(0, shown), until };
}

class FoundWrites {
  readonly #filter: Filter;
  readonly #words: string[] = [];
  /** By the name that is being filled. */
  readonly #undecided = new Map<string, string>();

  constructor(filter: Filter) {
    this.#filter = filter;
  }

  get count(): number {
    return this.#words.length;
  }

  get inWords(): readonly string[] {
    return [...this.#words, ...this.#undecided.values()];
  }

  async look(event: ChangeStreamDocument): Promise<void> {
    const { ns = {}, to } = event as { ns?: Partial<Namespace>; to?: Partial<Namespace> };
    const isFilled = isTemporary(ns.coll ?? '');
    const isEnd = event.operationType === 'rename' || event.operationType === 'drop';
    const name = `${ns.db}.${ns.coll}`;
    if (isEnd) this.#undecided.delete(name);
    if (isFilled && !isEnd && (await covers(this.#filter, ns))) this.#undecided.set(name, describe(event));
    const isWritten = !isFilled && (await covers(this.#filter, ns));
    if (isWritten || (to !== undefined && (await covers(this.#filter, to)))) this.#words.push(describe(event));
  }
}

function reachedBy(token: unknown): bigint | undefined {
  const { _data } = (token ?? {}) as { _data?: unknown };
  return typeof _data === 'string' ? clusterTimeOfResumeToken(_data) : undefined;
}

async function covers(filter: Filter, { db, coll }: Partial<Namespace>): Promise<boolean> {
  if (db === undefined || isInternalDatabase(db)) return false;
  if (coll === undefined) return await filter.mayCoverDatabase(db);
  return !isInternalCollection(coll) && (await filter.covers({ db, coll }));
}

function describe(event: ChangeStreamDocument): string {
  const { db, coll } = ('ns' in event ? event.ns : {}) as { db?: string; coll?: string };
  const id = 'documentKey' in event ? ` _id ${JSON.stringify(event.documentKey?._id)}` : '';
  return `${event.operationType} in ${db}.${coll ?? ''}${id}`;
}
