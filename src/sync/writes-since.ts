import { type ClusterTime, clusterTimeOfResumeToken } from '../mongo/cluster-time.ts';
import type { ChangeStreamDocument, MongoClient } from '../mongo/driver.ts';
import { isInternalCollection, isInternalDatabase, type Namespace } from '../mongo/namespace.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import { markSource } from './commit.ts';

export interface WritesSince {
  /** The first few, in words. */
  readonly writes: readonly string[];
  /** Up to this time it was looked. */
  readonly until: ClusterTime;
}

const shown = 3;

/** What was written in scope behind a time, by whomever, up to now. */
export async function writesSince(
  client: MongoClient,
  time: ClusterTime,
  filter: Pick<NamespaceFilter, 'covers' | 'mayCoverDatabase'>,
  signal?: AbortSignal,
): Promise<WritesSince> {
  const until = await markSource(client);
  const stream = client.watch([{ $project: { documentKey: 1, ns: 1, to: 1, operationType: 1, clusterTime: 1 } }], {
    startAtOperationTime: timestampOf(time + 1n),
    maxAwaitTimeMS: 100,
    batchSize: 1_000,
  });
  const writes: string[] = [];
  try {
    for (let reached = 0n; reached < until && writes.length < shown; ) {
      signal?.throwIfAborted();
      const event = await stream.tryNext();
      if (event !== null && (await isInScope(event, filter))) writes.push(describe(event));
      if (event === null) reached = reachedBy(stream.resumeToken) ?? reached;
    }
  } finally {
    await stream.close();
  }
  return { writes, until };
}

function reachedBy(token: unknown): bigint | undefined {
  const { _data } = (token ?? {}) as { _data?: unknown };
  return typeof _data === 'string' ? clusterTimeOfResumeToken(_data) : undefined;
}

async function isInScope(
  event: ChangeStreamDocument,
  filter: Pick<NamespaceFilter, 'covers' | 'mayCoverDatabase'>,
): Promise<boolean> {
  const { ns = {}, to = ns } = event as { ns?: Partial<Namespace>; to?: Partial<Namespace> };
  return (await covers(filter, ns)) || (await covers(filter, to));
}

async function covers(
  filter: Pick<NamespaceFilter, 'covers' | 'mayCoverDatabase'>,
  { db, coll }: Partial<Namespace>,
): Promise<boolean> {
  if (db === undefined || isInternalDatabase(db)) return false;
  if (coll === undefined) return await filter.mayCoverDatabase(db);
  return !isInternalCollection(coll) && (await filter.covers({ db, coll }));
}

function describe(event: ChangeStreamDocument): string {
  const { db, coll } = ('ns' in event ? event.ns : {}) as { db?: string; coll?: string };
  const id = 'documentKey' in event ? ` _id ${JSON.stringify(event.documentKey?._id)}` : '';
  return `${event.operationType} in ${db}.${coll ?? ''}${id}`;
}
