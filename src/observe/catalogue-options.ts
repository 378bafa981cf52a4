import { type ExactDocument, encodeExact } from '../mongo/bson/exact.ts';
import { BSON } from '../mongo/driver.ts';
import type { CollectionOptions, IndexOptions } from './observation.ts';

/** What the checks want to know of a collection's options. */
export function collectionOptions(options: ExactDocument): CollectionOptions {
  const expiry = options.get('expireAfterSeconds');
  return withoutAbsent({
    viewOn: options.get('viewOn') as string | undefined,
    hasValidator: options.has('validator') || undefined,
    hasCollation: options.has('collation') || undefined,
    isEncrypted: options.has('encryptedFields') || undefined,
    expireAfterSeconds: expiry === undefined ? undefined : Number(expiry),
  });
}

/**
 * What `createIndexes` takes on servers of today, and what `listIndexes` shows beside
 * (https://www.mongodb.com/docs/manual/reference/command/createIndexes/); others are left from servers that did not look.
 */
const takenOptions: ReadonlySet<string> = new Set([
  ...['v', 'key', 'name', 'ns', 'background', 'unique', 'sparse', 'hidden', 'expireAfterSeconds', 'storageEngine'],
  ...['partialFilterExpression', 'collation', 'wildcardProjection', 'prepareUnique', 'clustered', 'dropDups'],
  ...['weights', 'default_language', 'language_override', 'textIndexVersion', '2dsphereIndexVersion', 'bits', 'min'],
  ...['max', 'bucketSize', 'coarsestIndexedLevel', 'finestIndexedLevel', 'originalSpec', 'columnstoreProjection'],
  ...['disallowNewDuplicateKeys', 'buildUUID', '_id'],
]);

export function indexOptions(spec: ExactDocument): IndexOptions {
  const unknown = [...spec.keys()].filter((name) => !takenOptions.has(name));
  return withoutAbsent({
    version: spec.has('v') ? Number(spec.get('v')) : undefined,
    isSparse: spec.get('sparse') === true || undefined,
    isHidden: spec.get('hidden') === true || undefined,
    partialFilter: jsonOf(spec.get('partialFilterExpression')),
    collation: jsonOf(spec.get('collation')),
    unknownOptions: unknown.length === 0 ? undefined : unknown,
  });
}

function jsonOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return BSON.EJSON.stringify(BSON.deserialize(encodeExact(value as ExactDocument), { promoteValues: false }));
}

function withoutAbsent<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
