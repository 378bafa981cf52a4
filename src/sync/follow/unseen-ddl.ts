/**
 * For sources before 6.0, whose streams do not tell of collections and indexes that are made (correctness rule 8): what
 * events mention and the catalogue does not know is looked up, and the rest is found by looking at the catalogue now and
 * then.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../lib/errors.ts';
import { orAborted } from '../../lib/or-aborted.ts';
import {
  bucketsPrefix,
  formatNamespace,
  isInternalCollection,
  isInternalDatabase,
  type Namespace,
  parseNamespace,
} from '../../mongo/namespace.ts';
import { readIds } from '../../mongo/read-ids.ts';
import { asCommitted, readCommittedCatalog } from '../as-committed.ts';
import { listNamed } from '../catalog/collection-lookup.ts';
import { databasesOfBoth } from '../catalog/databases-of-both.ts';
import { newEntry } from '../catalog/new-entry.ts';
import type { ListedCollection } from '../catalog/source-catalog.ts';
import { readShardKeys } from '../sharding/source-shard-keys.ts';
import type { SyncContext } from '../sync-context.ts';
import { isTaken, makeCollection } from './ddl.ts';
import { settleNames } from './settle-names.ts';

const pollMs = 5_000;

/** Of what came into being without a word and cannot be taken in. */
export const unseenDdlCode = 'GW926';

/**
 * Takes in the collections of these names that came into being without a word, in the follower's turn. Which of them an
 * event was about does not matter: what is there by now is copied. All are looked up at once, since a look waits for a
 * majority of the source: one for each would hold the stream up.
 */
export async function discoverCollections(context: SyncContext, names: Iterable<string>): Promise<void> {
  const { source, filter } = context;
  const covered: Namespace[] = [];
  for (const name of new Set(names)) {
    const namespace = parseNamespace(name);
    if (isInternalDatabase(namespace.db) || isInternalCollection(namespace.coll)) continue;
    if (await filter.covers(namespace)) covered.push(namespace);
  }
  if (covered.length === 0) return;
  // Gone or renamed by now: a later event says so, or a look at the catalogue brings in what is left of it.
  const listed = await asCommitted(source.client, async () => await listNamed(source.client, covered));
  for (const one of listed.values()) if (one.type === 'collection') await takeIn(context, one);
}

/** Looks at the whole catalogue when the run begins, and again and again until it ends. */
export async function pollCatalog(context: SyncContext): Promise<void> {
  const { signal, catalogSync, catalog } = context;
  await takeInAll(context);
  while (!signal.aborted) {
    await delay(pollMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    await takeInAll(context);
    // The commit has looked for itself; behind that an index that it prepared would be taken for a wrong one.
    if (context.isCommitting) continue;
    for (const entry of catalog.entries) catalogSync.optionsChanged(entry);
    for (const db of await databasesOfBoth(context)) catalogSync.viewsChanged(db);
  }
}

/** Collections that are there and have no entry: empty ones, of which no event ever speaks. */
export async function takeInAll(context: SyncContext): Promise<void> {
  const { catalog, filter, signal, source, turns } = context;
  const { collections, timeSeries } = await readCommittedCatalog(source.client, filter);
  refuseTimeSeries(timeSeries);
  const unknown = collections.filter(({ coll, uuid }) => !coll.startsWith(bucketsPrefix) && !catalog.byUuid(uuid));
  const inTurn = async () => {
    await context.writer.during(async () => await settleNames(context));
    // Each is looked at once more: the stream may have told since that it is gone.
    await discoverCollections(context, unknown.map(formatNamespace));
  };
  await orAborted(signal, turns.add(inTurn));
  await refreshStoredFunctions(context);
}

/** Their streams do not show stored functions either, of which there are few: all of them are looked at again. */
async function refreshStoredFunctions(context: SyncContext): Promise<void> {
  for (const entry of context.catalog.entries) {
    if (entry.source.coll !== 'system.js' || entry.state !== 'live') continue;
    const sides = [
      { client: context.source.client, namespace: entry.source },
      { client: context.destination.client, namespace: entry.destination },
    ];
    const ids = await Promise.all(sides.map(async ({ client, namespace }) => await readIds(client, namespace)));
    if (ids.flat().length > 0) await orAborted(context.signal, context.touches.add({ entry, ids: ids.flat() }));
  }
}

/** Their streams show nothing of a time-series collection, whose writes would be lost. */
export function refuseTimeSeries(timeSeries: readonly Namespace[]): void {
  const [first] = timeSeries;
  if (first === undefined) return;
  throw new EngineError(unseenDdlCode, {
    summary: `The source has a time-series collection (${formatNamespace(first)}), which cannot be followed before 6.0`,
    detail: 'The change stream of this version shows nothing of its measurements',
    hint: 'Exclude it with the filters and copy it apart (mongodump), or upgrade the source to 6.0',
  });
}

async function takeIn(context: SyncContext, { db, coll, uuid, options }: ListedCollection): Promise<void> {
  const { catalog, copier, writer } = context;
  const source = { db, coll };
  // A known collection under another name: the stream will come to its rename. A known name: to its end or rename, and a
  // look behind that finds this one.
  if (catalog.byUuid(uuid) !== undefined || isTaken(context, source)) return;
  // Of its changes the stream may have told some that nobody applied, of a time before its name was in scope or free.
  const shardKeys = await readShardKeys(context.source.client, uuid);
  const entry = newEntry({ uuid, source, options, state: 'pending' }, context, shardKeys);
  await writer.during(async () => await makeCollection(context, entry, options));
  copier.add(entry);
}
