/**
 * What applications ask most. No server keeps that for good, so it is put together from what each may show: the profiler,
 * where it is on; slow queries in the log; the plan cache; and what is under way right now, looked at again and again.
 * `$queryStats` of Atlas tells shapes without values, which cannot be explained.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { BSON, type Document, type MongoClient, ReadPreference } from '../mongo/driver.ts';
import { isInternalCollection, type Namespace } from '../mongo/namespace.ts';
import { userDatabases } from '../mongo/user-databases.ts';
import { type ObservedQuery, observedQuery, shapeOf } from './observed-query.ts';

export interface TopQuery extends ObservedQuery {
  /** In words, without a value. */
  readonly shape: string;
  /** How long it was seen to take, all of them together. */
  readonly totalMs: number;
}

export interface TopQueryOptions {
  readonly isInScope: (namespace: Namespace) => Promise<boolean>;
  /** Of connections whose queries are nobody's. */
  readonly ownName: string;
  readonly signal: AbortSignal;
  readonly most: number;
  /** How long what is running is looked at; an idle cluster is not looked at for as long. */
  readonly lookForMs: number;
}

type Seen = ObservedQuery & { readonly ms: number };

const lookEveryMs = 20;
const looksAtNothing = 10;
const profiled = 500;
const planCachesWithinMs = 3_000;

/** The queries in scope that took most, one of each shape. A source that refuses an answer has none. */
export async function topQueries(
  client: MongoClient,
  { isInScope, ownName, signal, most, lookForMs }: TopQueryOptions,
): Promise<readonly TopQuery[]> {
  const databases = await userDatabases(client);
  const seen = await Promise.all([
    ...databases.map((db) => orNone(inProfile(client, db, ownName))),
    orNone(inLog(client, ownName)),
    orNone(underWay(client, ownName, lookForMs, signal)),
    orNone(inPlanCaches(client, databases)),
  ]);
  const byShape = new Map<string, TopQuery>();
  for (const { ms, ...query } of seen.flat()) {
    const shape = shapeOf(query);
    const before = byShape.get(shape);
    if (before !== undefined) byShape.set(shape, { ...before, totalMs: before.totalMs + ms });
    else if (await isInScope(query.namespace)) byShape.set(shape, { ...query, shape, totalMs: ms });
  }
  return [...byShape.values()].sort((a, b) => b.totalMs - a.totalMs).slice(0, most);
}

async function orNone(seen: Promise<readonly Seen[]>): Promise<readonly Seen[]> {
  try {
    return await seen;
  } catch {
    return [];
  }
}

const primary = { readPreference: ReadPreference.primary } as const;

async function inProfile(client: MongoClient, db: string, ownName: string): Promise<readonly Seen[]> {
  const entries = await client
    .db(db)
    .collection('system.profile')
    .find({ appName: { $ne: ownName } }, { ...primary, sort: { $natural: -1 }, limit: profiled, maxTimeMS: 2_000 })
    .toArray();
  return entries.flatMap((entry) => seenIn(entry['ns'], entry, entry['millis']));
}

/** The last lines, which the server keeps in memory; before 4.4 they are no JSON. */
async function inLog(client: MongoClient, ownName: string): Promise<readonly Seen[]> {
  const { log } = await client.db('admin').command({ getLog: 'global' });
  return (log as readonly string[])
    .filter((line) => line.includes('"Slow query"') && !line.includes('"truncated"') && !line.includes('"###"'))
    .flatMap((line) => {
      const { attr } = BSON.EJSON.parse(line) as Document;
      return attr?.appName === ownName ? [] : seenIn(attr?.ns, attr ?? {}, attr?.durationMillis);
    });
}

/** What is running at this moment counts for the time to the next look. */
async function underWay(
  client: MongoClient,
  ownName: string,
  lookForMs: number,
  signal: AbortSignal,
): Promise<readonly Seen[]> {
  const pipeline = [
    { $currentOp: { allUsers: true } },
    { $match: { active: true, appName: { $ne: ownName }, 'command.explain': { $exists: false } } },
    { $project: { ns: 1, command: 1, cursor: 1 } },
  ];
  const seen: Seen[] = [];
  const endsAt = performance.now() + lookForMs;
  for (let look = 1; performance.now() < endsAt && (look <= looksAtNothing || seen.length > 0); look += 1) {
    signal.throwIfAborted();
    const operations = await client.db('admin').aggregate(pipeline, primary).toArray();
    seen.push(...operations.flatMap((one) => seenIn(one['ns'], { ...one, ...one['cursor'] }, lookEveryMs)));
    await delay(lookEveryMs);
  }
  return seen;
}

/** Queries that more than one index could serve, which is where plans differ; the server keeps no times of them. */
async function inPlanCaches(client: MongoClient, databases: readonly string[]): Promise<readonly Seen[]> {
  const endsAt = performance.now() + planCachesWithinMs;
  const seen: Seen[] = [];
  for (const db of databases) {
    const listed = await client.db(db).listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    for (const { name } of listed.filter(({ name }) => !isInternalCollection(name))) {
      if (performance.now() > endsAt) return seen;
      seen.push(...(await orNone(inPlanCache(client, { db, coll: name }))));
    }
  }
  return seen;
}

async function inPlanCache(client: MongoClient, { db, coll }: Namespace): Promise<readonly Seen[]> {
  const cached = client
    .db(db)
    .collection(coll)
    .aggregate([{ $planCacheStats: {} }], primary);
  return (await cached.toArray()).flatMap(({ createdFromQuery }) => {
    if (createdFromQuery === undefined) return [];
    const { query: filter, ...rest } = createdFromQuery;
    return seenIn(`${db}.${coll}`, { command: { find: coll, filter, ...rest } }, 0);
  });
}

/** What goes on reading is the query that began it. */
function seenIn(ns: unknown, { command, originatingCommand }: Document, ms: unknown): readonly Seen[] {
  const query = observedQuery(String(ns), originatingCommand ?? command);
  return query === undefined ? [] : [{ ...query, ms: Number(ms ?? 0) }];
}
