/**
 * Makes and changes collections and views on the destination so that they are as on the source, apart from what has
 * to wait until the switch: documents must not expire while they are synced.
 */
import { EngineError } from '../../lib/errors.ts';
import type { ExactDocument } from '../../mongo/bson/exact.ts';
import { encodeExact } from '../../mongo/bson/exact.ts';
import { type Document, type MongoClient, UUID } from '../../mongo/driver.ts';
import { codeOf, isOtherCollection } from '../../mongo/failures.ts';
import { bucketsPrefix, formatNamespace, isSameNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { Lease } from '../checkpoint/lease.ts';
import { type ListedCollection, listCollections } from './source-catalog.ts';

/**
 * The destination, and the right to change its catalogue. Servers know no fence for that: the lease is asked behind the look
 * at what bears a name, right before the command about it. Who was away for longer than it would take away what their
 * successor has made.
 */
export interface LeasedDestination {
  readonly client: MongoClient;
  readonly lease: Pick<Lease, 'remainingMs'>;
}

/** That of a run, or of what goes before it. */
export function leasedDestination({
  destination: { client },
  lease,
}: Pick<LeasedDestination, 'lease'> & { readonly destination: Pick<LeasedDestination, 'client'> }): LeasedDestination {
  return { client, lease };
}

const storedFunctions = 'system.js';
const namespaceExists = 48;
const majority = { writeConcern: { w: 'majority' } } as const;

/** Options that `listCollections` shows and `create` does not take, or that must not hold while syncing. */
const withheldOptions: ReadonlySet<string> = new Set(['uuid', 'temp', 'autoIndexId', 'flags', 'expireAfterSeconds']);

/** The command that creates a collection, or the time-series collection that buckets belong to. */
function createCommand(coll: string, options: ExactDocument): Document {
  const isBuckets = coll.startsWith(bucketsPrefix);
  const command: Document = { create: isBuckets ? coll.slice(bucketsPrefix.length) : coll };
  for (const [name, value] of options) {
    // The server derives a bucket collection's validator and clustering from the time-series options.
    const isDerived = isBuckets && (name === 'validator' || name === 'clusteredIndex');
    if (name === 'idIndex') Object.assign(command, idIndexOption(value as ExactDocument));
    else if (!withheldOptions.has(name) && !isDerived) command[name] = value;
  }
  return { ...command, ...majority };
}

/** Of the version that servers before 3.4 made, which their collections have still; servers make the present one unasked. */
function idIndexOption(idIndex: ExactDocument): Document {
  return Number(idIndex.get('v')) === 1 ? { idIndex: { v: 1, key: { _id: 1 }, name: '_id_' } } : {};
}

/**
 * Creates the collection; one that is there already, from an earlier attempt, is left as it is.
 * @returns whether there was none
 */
export async function createCollection(
  { client, lease }: LeasedDestination,
  { db, coll }: Namespace,
  options: ExactDocument,
): Promise<boolean> {
  lease.remainingMs();
  try {
    await client.db(db).command(createCommand(coll, options));
    return true;
  } catch (error) {
    if (codeOf(error) === namespaceExists) return false;
    throw error;
  }
}

/** Drops a view, a collection, or a time-series collection with its buckets. */
export async function dropCollection(destination: LeasedDestination, namespace: Namespace): Promise<void> {
  const { client, lease } = destination;
  const { db, coll } = namespace;
  if (coll === storedFunctions) return await dropStoredFunctions(destination, db);
  const isBuckets = coll.startsWith(bucketsPrefix);
  const drop = { drop: isBuckets ? coll.slice(bucketsPrefix.length) : coll, ...majority };
  try {
    const collectionUUID = isBuckets ? undefined : await uuidOf(client, namespace);
    lease.remainingMs();
    await client.db(db).command(collectionUUID === undefined ? drop : { ...drop, collectionUUID });
  } catch (error) {
    // What was meant is gone, and what bears the name now was made since.
    if (!isOtherCollection(error)) throw error;
  }
}

/**
 * By it a collection is known whatever bears its name by then: a drop that arrives late, from a run that is over, takes
 * nothing away that was made of that name since. Views have none, and of time-series collections servers do not take it.
 */
export async function uuidOf(client: MongoClient, { db, coll }: Namespace): Promise<UUID | undefined> {
  const [there] = await listCollections(client, db, { name: coll });
  return there === undefined || there.uuid === '' ? undefined : new UUID(there.uuid);
}

/** Servers drop them with their database alone, or under another name, which is the same at each attempt. */
async function dropStoredFunctions(destination: LeasedDestination, db: string): Promise<void> {
  const named = { db, coll: storedFunctions };
  const renamed = { db, coll: 'godwit.storedFunctions' };
  await dropCollection(destination, renamed);
  if ((await uuidOf(destination.client, named)) === undefined) return;
  await renameCollection(destination, named, renamed);
  await dropCollection(destination, renamed);
}

/**
 * Removes what bears a name that no collection in scope has: a view whose drop is carried out beside the stream, and what
 * servers make by themselves for an index that is asked for behind a drop.
 * @throws EngineError GW979 where it holds documents
 */
export async function removeLeftOver(destination: LeasedDestination, { db, coll }: Namespace): Promise<void> {
  const { client } = destination;
  const plainName = coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll;
  for (const there of await listCollections(client, db, { name: { $in: [coll, plainName] } })) {
    // It goes with its buckets.
    if (there.type === 'timeseries') continue;
    if (there.type === 'collection' && !(await isEmpty(client, there))) throw inTheWay(there);
    await dropCollection(destination, there);
  }
}

function inTheWay(namespace: Namespace): EngineError {
  return new EngineError('GW979', {
    summary: `A collection came into scope that is to be called ${formatNamespace(namespace)} on the destination, where another one is called so and holds documents`,
    detail: 'They are not of this sync, and would be lost or mixed with its own',
    hint: 'Rename or drop it on the destination, then `godwit resume`',
    context: { namespace: formatNamespace(namespace) },
  });
}

async function isEmpty(client: MongoClient, { db, coll }: Namespace): Promise<boolean> {
  return (
    (await client
      .db(db)
      .collection(coll)
      .findOne({}, { projection: { _id: 1 } })) === null
  );
}

/**
 * Renames within the destination; nothing happens when it was done before. By its UUID, so that a rename that arrives late,
 * from a run that is over, moves nothing else that bears the name by then; between databases servers do not take it.
 */
export async function renameCollection(
  { client, lease }: LeasedDestination,
  from: Namespace,
  to: Namespace,
): Promise<void> {
  if (isSameNamespace(from, to)) return;
  const rename = { renameCollection: `${from.db}.${from.coll}`, to: `${to.db}.${to.coll}`, ...majority };
  const collectionUUID = from.db === to.db ? await uuidOf(client, from) : undefined;
  lease.remainingMs();
  try {
    await client.db('admin').command(collectionUUID === undefined ? rename : { ...rename, collectionUUID });
  } catch (error) {
    const [there] = await listCollections(client, to.db, { name: to.coll });
    if (!isOtherCollection(error) || there === undefined) throw error;
  }
}

/**
 * Makes one database's views on the destination those of the source. A view whose name a collection still bears is left
 * for later: the collection's drop or rename is yet to come.
 *
 * What has to go goes first, all of it: a server refuses views that read each other in a circle, or one another's rows
 * under different collations, as old and new ones may together.
 * @param unlessTaken carries out a change, unless a collection has got the name meanwhile
 */
export async function syncViews(
  destination: LeasedDestination,
  db: string,
  wanted: readonly ListedCollection[],
  isOurs: (namespace: Namespace) => Promise<boolean>,
  unlessTaken: (namespace: Namespace, change: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const views = new Map(wanted.map((view) => [view.coll, view]));
  const kept = new Set<string>();
  for (const { coll, type, options } of await listCollections(destination.client, db)) {
    const namespace = { db, coll };
    const view = views.get(coll);
    const isLeftOver = type === 'view' && view === undefined && (await isOurs(namespace));
    const isOther = type === 'view' && view !== undefined && !encodeExact(options).equals(encodeExact(view.options));
    if (isLeftOver || isOther) await unlessTaken(namespace, async () => await dropCollection(destination, namespace));
    else kept.add(coll);
  }
  for (const { coll, options } of wanted) {
    if (kept.has(coll)) continue;
    await unlessTaken({ db, coll }, async () => await createCollection(destination, { db, coll }, options));
  }
}
