/**
 * What was left out of the destination's catalogue while syncing, and is put back at the end: uniqueness of indexes, and
 * times to live. In two steps, because only the first has to be done before applications may write.
 *
 * The list is stored, so that it can be finished after a restart and without the source.
 */
import { EngineError, messageOf } from '../../lib/errors.ts';
import { Semaphore } from '../../lib/semaphore.ts';
import type { ExactDocument } from '../../mongo/bson/exact.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { isNoCollection, isNoIndex } from '../../mongo/failures.ts';
import { bucketsPrefix, formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { listIndexes } from '../catalog/source-catalog.ts';
import type { Metadata } from '../checkpoint/metadata.ts';
import { declaredFor } from '../sharding/shard-collection.ts';
import { isExactlyOn } from '../sharding/shard-key.ts';
import type { SyncContext } from '../sync-context.ts';
import { type IndexSpec, indexName, isInherent } from './index-spec.ts';

/** One thing to put back. */
export type Constraint =
  | { readonly kind: 'unique'; readonly namespace: Namespace; readonly index: string }
  | { readonly kind: 'prepareUnique'; readonly namespace: Namespace; readonly index: string }
  | { readonly kind: 'indexExpiry'; readonly namespace: Namespace; readonly index: string; readonly seconds: number }
  | { readonly kind: 'collectionExpiry'; readonly namespace: Namespace; readonly seconds: number };

const collectionName = 'constraints';
const majority = { writeConcern: { w: 'majority' } } as const;

/** Applications wait while a sync is committed: with thousands of collections one after the other would take long. */
const askedAtOnce = 16;

/** What the destination lacks of the source's catalogue, as it was when `catalogSync` looked last. */
export async function listConstraints(context: SyncContext): Promise<readonly Constraint[]> {
  const { catalog, catalogSync } = context;
  const failed = new Set(catalogSync.failedIndexes.map(({ namespace, indexName: name }) => `${namespace} ${name}`));
  const isBuilt = (one: Constraint) =>
    one.kind === 'collectionExpiry' || !failed.has(`${formatNamespace(one.namespace)} ${one.index}`);
  const slots = new Semaphore(askedAtOnce);
  const lists = await Promise.all(
    catalog.entries.map(async (entry) => {
      const constraints = catalogSync.constraintsOf(entry).filter(isBuilt);
      const ofKey = await slots.run(async () => await uniqueShardKey(context, entry));
      const isListed = constraints.some((one) => one.kind === 'unique' && one.index === ofKey);
      return ofKey === undefined || isListed
        ? constraints
        : [...constraints, { kind: 'unique', namespace: entry.destination, index: ofKey } as const];
    }),
  );
  return lists.flat();
}

/** What is held back of a collection with these options and indexes on the source. */
export function constraintsOf(
  namespace: Namespace,
  options: ExactDocument,
  specs: readonly IndexSpec[],
): readonly Constraint[] {
  const expiry = options.get('expireAfterSeconds');
  const ofOptions: readonly Constraint[] =
    expiry === undefined ? [] : [{ kind: 'collectionExpiry', namespace, seconds: Number(expiry) }];
  const ofIndexes = specs.filter((spec) => !isInherent(spec)).flatMap((spec) => constraintsOfIndex(namespace, spec));
  return [...ofOptions, ...ofIndexes];
}

/** The index of a shard key that was asked for as unique, which need not be so on the source. */
async function uniqueShardKey(
  { destination, settings }: SyncContext,
  entry: CollectionEntry,
): Promise<string | undefined> {
  const { shardKey } = entry;
  if (shardKey === undefined || declaredFor(settings, entry.destination)?.isUnique !== true) return undefined;
  const found = (await listIndexes(destination.client, entry.destination)).find((spec) => isExactlyOn(spec, shardKey));
  return found === undefined || isInherent(found) ? undefined : indexName(found);
}

function constraintsOfIndex(namespace: Namespace, spec: IndexSpec): readonly Constraint[] {
  const index = indexName(spec);
  const constraints: Constraint[] = [];
  if (spec.get('unique') === true) constraints.push({ kind: 'unique', namespace, index });
  else if (spec.get('prepareUnique') === true) constraints.push({ kind: 'prepareUnique', namespace, index });
  const expiry = spec.get('expireAfterSeconds');
  const seconds = Number(expiry);
  // Up to 4.4 NaN expires nothing, as the value does that the index has while syncing; collMod makes 0 of it (6.0.27).
  if (expiry !== undefined && !Number.isNaN(seconds)) {
    constraints.push({ kind: 'indexExpiry', namespace, index, seconds });
  }
  return constraints;
}

/** In place of what a commit that was taken back has stored: the source may have changed its mind about that since. */
export async function storeConstraints(
  metadata: Metadata,
  fence: number,
  constraints: readonly Constraint[],
): Promise<void> {
  const before = await metadata.readAll(collectionName);
  await metadata.remove(
    collectionName,
    fence,
    before.map(({ _id }) => _id),
  );
  const changes = constraints.map((constraint, index) => ({ id: String(index).padStart(6, '0'), fields: constraint }));
  await metadata.setMany(collectionName, fence, changes);
}

export async function loadConstraints(metadata: Metadata): Promise<readonly Constraint[]> {
  return await metadata.readAll<Constraint>(collectionName);
}

/**
 * From now on no write may break uniqueness on the destination, though what is there is not looked at yet.
 * @throws EngineError GW924 naming the index, after taking back what was done
 */
export async function prepareUniqueness(client: MongoClient, constraints: readonly Constraint[]): Promise<void> {
  const wanted = constraints.filter(isAboutUniqueness);
  const results = await setPrepareUnique(client, wanted, true);
  const failure = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
  if (failure === undefined) return;
  await releaseUniqueness(
    client,
    wanted.filter((_, index) => results[index]!.status === 'fulfilled'),
  );
  throw new EngineError('GW924', {
    summary: 'An index of the destination could not be prepared for uniqueness',
    detail: messageOf(failure.reason),
    hint: 'The sync follows on; see `godwit status`, remove the cause, and commit again',
    cause: failure.reason,
  });
}

/** Takes `prepareUniqueness` back; what was dropped meanwhile needs nothing. */
export async function releaseUniqueness(client: MongoClient, constraints: readonly Constraint[]): Promise<void> {
  const results = await setPrepareUnique(client, constraints.filter(isAboutUniqueness), false);
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  const failure = failures.find((reason) => !isNoIndex(reason));
  if (failure !== undefined) throw failure;
}

/** Like `releaseUniqueness`, where it is not known what was prepared. */
export async function releasePrepared(client: MongoClient, namespaces: readonly Namespace[]): Promise<void> {
  const slots = new Semaphore(askedAtOnce);
  await Promise.all(namespaces.map(async (namespace) => await slots.run(async () => await release(client, namespace))));
}

async function release(client: MongoClient, namespace: Namespace): Promise<void> {
  try {
    for (const spec of await listIndexes(client, namespace)) {
      const isPrepared = spec.get('prepareUnique') === true;
      if (isPrepared) await modifyIndex(client, namespace, { name: indexName(spec), prepareUnique: false });
    }
  } catch (error) {
    if (!isNoCollection(error)) throw error;
  }
}

type UniquenessConstraint = Extract<Constraint, { kind: 'unique' | 'prepareUnique' }>;

function isAboutUniqueness(constraint: Constraint): constraint is UniquenessConstraint {
  return constraint.kind === 'unique' || constraint.kind === 'prepareUnique';
}

async function setPrepareUnique(
  client: MongoClient,
  constraints: readonly UniquenessConstraint[],
  prepareUnique: boolean,
): Promise<readonly PromiseSettledResult<void>[]> {
  const slots = new Semaphore(askedAtOnce);
  return await Promise.allSettled(
    constraints.map(
      async ({ namespace, index: name }) =>
        await slots.run(async () => await modifyIndex(client, namespace, { name, prepareUnique })),
    ),
  );
}

/** A constraint that could not be put back, and why. */
export interface FailedConstraint {
  readonly constraint: Constraint;
  readonly reason: string;
}

/** Puts everything back; goes on after a failure, since the others are wanted all the more. */
export async function completeConstraints(
  client: MongoClient,
  constraints: readonly Constraint[],
  isTransient: (error: unknown) => boolean,
): Promise<readonly FailedConstraint[]> {
  const failed: FailedConstraint[] = [];
  for (const constraint of constraints) {
    try {
      await complete(client, constraint);
    } catch (error) {
      if (isTransient(error)) throw error;
      failed.push({ constraint, reason: messageOf(error) });
    }
  }
  return failed;
}

async function complete(client: MongoClient, constraint: Constraint): Promise<void> {
  const { namespace } = constraint;
  switch (constraint.kind) {
    case 'unique':
      return await modifyIndex(client, namespace, { name: constraint.index, unique: true });
    case 'indexExpiry':
      return await modifyIndex(client, namespace, { name: constraint.index, expireAfterSeconds: constraint.seconds });
    case 'collectionExpiry': {
      const coll = namespace.coll.startsWith(bucketsPrefix)
        ? namespace.coll.slice(bucketsPrefix.length)
        : namespace.coll;
      await client.db(namespace.db).command({ collMod: coll, expireAfterSeconds: constraint.seconds, ...majority });
      return;
    }
    case 'prepareUnique':
  }
}

async function modifyIndex(
  client: MongoClient,
  { db, coll }: Namespace,
  index: Record<string, unknown>,
): Promise<void> {
  await client.db(db).command({ collMod: coll, index, ...majority });
}
