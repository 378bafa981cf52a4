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
import { listCommitted, readCommittedCatalog } from '../as-committed.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { databasesOfBoth } from '../catalog/databases-of-both.ts';
import { newEntry, stateWhenMade } from '../catalog/new-entry.ts';
import type { ListedCollection } from '../catalog/source-catalog.ts';
import { readShardKeys } from '../sharding/source-shard-keys.ts';
import type { SyncContext } from '../sync-context.ts';
import { makeCollection } from './ddl.ts';

const pollMs = 5_000;

/** Of what came into being without a word and cannot be taken in. */
export const unseenDdlCode = 'GW926';

/** Takes in the collections of these events that came into being without a word. */
export async function discoverCollections(context: SyncContext, collectionKeys: Iterable<string>): Promise<void> {
  const { client } = context.source;
  for (const key of collectionKeys) {
    const namespace = parseNamespace(key);
    if (isInternalDatabase(namespace.db) || isInternalCollection(namespace.coll)) continue;
    if (!(await context.filter.covers(namespace))) continue;
    const [listed] = await listCommitted(client, namespace.db, { name: namespace.coll });
    // Gone or renamed by now: a later event says so, and brings in what is left of it.
    if (listed?.type === 'collection') await takeIn(context, listed);
  }
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
  const { collections, timeSeries } = await readCommittedCatalog(context.source.client, context.filter);
  refuseTimeSeries(timeSeries);
  for (const listed of collections) if (!listed.coll.startsWith(bucketsPrefix)) await takeIn(context, listed);
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
    if (ids.flat().length > 0) await orAborted(context.signal, context.touches.add(entry, ids.flat()));
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

/** What is being taken in, by UUID: the follower and the look at the whole catalogue may come to it at the same time. */
const underWay = new WeakMap<Catalog, Map<string, Promise<void>>>();

async function takeIn(context: SyncContext, listed: ListedCollection): Promise<void> {
  const { catalog } = context;
  const taking = underWay.get(catalog) ?? new Map<string, Promise<void>>();
  underWay.set(catalog, taking);
  const begun = taking.get(listed.uuid) ?? takeInOnce(context, listed).finally(() => taking.delete(listed.uuid));
  taking.set(listed.uuid, begun);
  await begun;
}

async function takeInOnce(context: SyncContext, listed: ListedCollection): Promise<void> {
  const { catalog, writer } = context;
  const source = { db: listed.db, coll: listed.coll };
  // A known collection under another name: the stream will come to its rename. A known name: to its drop.
  if (catalog.byUuid(listed.uuid) !== undefined || catalog.atSource(source) !== undefined) return;
  // All its documents came into being behind the start of the stream.
  const { uuid, options } = listed;
  const entry = newEntry(
    { uuid, source, options, state: stateWhenMade(options) },
    context,
    await readShardKeys(context.source.client, uuid),
  );
  if (!(await writer.during(async () => await makeCollection(context, entry, options)))) return;
  if (entry.state === 'pending') context.copier.add(entry);
  else context.catalogSync.optionsChanged(entry);
}
