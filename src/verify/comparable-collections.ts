import type { MongoClient } from '../mongo/driver.ts';
import { bucketsPrefix, formatNamespace, isInternalCollection } from '../mongo/namespace.ts';
import { userDatabases } from '../mongo/user-databases.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { listCollections } from '../sync/catalog/source-catalog.ts';
import type { VerifiableCollection, VerificationMismatch } from '../sync/verification-port.ts';

/** Collections of one cluster by their names. */
export type ComparableCollections = ReadonlyMap<string, VerifiableCollection>;

/** The collections in scope that hold documents of their own. */
export async function comparableCollections(
  client: MongoClient,
  filter: NamespaceFilter,
): Promise<ComparableCollections> {
  const found = new Map<string, VerifiableCollection>();
  for (const name of await userDatabases(client)) {
    if (!(await filter.mayCoverDatabase(name))) continue;
    for (const { db, coll, type, uuid, options } of await listCollections(client, name)) {
      if (type === 'view' || isInternalCollection(coll)) continue;
      // Of a time-series collection the buckets are compared, which are listed by themselves.
      if (type === 'timeseries' || !(await filter.covers({ db, coll }))) continue;
      const namespace = { db, coll };
      const isCapped = options.get('capped') === true;
      found.set(formatNamespace(namespace), { id: uuid, source: namespace, destination: namespace, isCapped });
    }
  }
  return found;
}

/** Whole collections that are on one side only. */
export function collectionsApart(
  source: ComparableCollections,
  destination: ComparableCollections,
): readonly VerificationMismatch[] {
  return [...missing(source, destination, 'missing'), ...missing(destination, source, 'extra')];
}

function missing(
  of: ComparableCollections,
  on: ComparableCollections,
  kind: VerificationMismatch['kind'],
): readonly VerificationMismatch[] {
  return [...of.keys()]
    .filter((name) => !on.has(name))
    .map((name) => ({ namespace: name.replace(`.${bucketsPrefix}`, '.'), kind, id: 'the whole collection' }));
}
