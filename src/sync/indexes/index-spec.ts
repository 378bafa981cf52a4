import { ExactDocument, encodeExact } from '../../mongo/bson/exact.ts';
import { Int32 } from '../../mongo/driver.ts';

/** An index as `listIndexes` shows it. */
export type IndexSpec = ExactDocument;

/**
 * A time to live that never comes while a sync lasts: 68 years. The largest value that `collMod` can change back from,
 * and the one that mongosync uses (contract: TTL indexes are set to MAX_INT while syncing).
 */
const neverExpires = 2_147_483_647;

export function indexName(spec: IndexSpec): string {
  return String(spec.get('name'));
}

/** Its fields, each with 1, -1 or the kind of index. */
export function indexKey(spec: IndexSpec): readonly (readonly [field: string, kind: unknown])[] {
  return [...(spec.get('key') as ExactDocument)];
}

/** Every collection has it, and nobody builds it: the `_id` index, or the key of a clustered collection. */
export function isInherent(spec: IndexSpec): boolean {
  if (spec.get('clustered') === true) return true;
  const key = spec.get('key') as ExactDocument;
  return key.size === 1 && key.has('_id') && indexName(spec) === '_id_';
}

export function isHashed(spec: IndexSpec): boolean {
  return indexKey(spec).some(([, kind]) => kind === 'hashed');
}

/**
 * The index as it is while syncing: documents come in another order than they did on the source, so uniqueness may be
 * broken for a moment, and nothing may expire here that is still wanted there.
 */
export function whileSyncing(spec: IndexSpec): IndexSpec {
  const changed = new ExactDocument();
  for (const [name, value] of spec) {
    if (name === 'unique' || name === 'prepareUnique' || name === 'background' || name === 'ns') continue;
    changed.append(name, name === 'expireAfterSeconds' ? new Int32(neverExpires) : value);
  }
  return changed;
}

/** Whether two specifications are the same index, in whatever order their options are listed. */
export function isSameIndex(a: IndexSpec, b: IndexSpec): boolean {
  return canonical(a).equals(canonical(b));
}

/** Whether two specifications differ in nothing but being hidden, which can be changed without building anew. */
export function differOnlyInHidden(a: IndexSpec, b: IndexSpec): boolean {
  return !isSameIndex(a, b) && canonical(a, 'hidden').equals(canonical(b, 'hidden'));
}

function canonical(spec: IndexSpec, ignored?: string): Buffer {
  const sorted = new ExactDocument();
  const fields = [...spec].filter(([name]) => name !== 'background' && name !== 'ns' && name !== ignored);
  for (const [name, value] of fields.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isNumber = typeof value === 'object' && value !== null && '_bsontype' in value && name !== 'key';
    // Servers store numeric options in whatever type they were given, and some change it.
    sorted.append(name, isNumber && !Number.isNaN(Number(value)) ? Number(value) : value);
  }
  return encodeExact(sorted);
}
