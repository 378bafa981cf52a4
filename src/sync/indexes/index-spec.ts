import { ExactDocument, encodeExact } from '../../mongo/bson/exact.ts';
import { type Document, Double, Int32, Long } from '../../mongo/driver.ts';

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

/** Options that are on or off. Up to 4.4 servers keep whatever value they were given, `1` as well as `"yes"`. */
const flags: ReadonlySet<string> = new Set(['sparse', 'background']);

/** As servers take the value of an option that is on or off. */
function isOn(value: unknown): boolean {
  if (typeof value === 'boolean' || value === null || value === undefined) return value === true;
  const isNumber = value instanceof Int32 || value instanceof Double || value instanceof Long;
  return !isNumber || Number(value) !== 0;
}

/**
 * The index as it is while syncing: documents come in another order than they did on the source, so uniqueness may be
 * broken for a moment, and nothing may expire here that is still wanted there.
 */
export function whileSyncing(spec: IndexSpec): IndexSpec {
  const changed = new ExactDocument();
  for (const [name, value] of spec) {
    if (name === 'unique' || name === 'prepareUnique' || name === 'ns') continue;
    if (name === 'expireAfterSeconds') changed.append(name, new Int32(neverExpires));
    else changed.append(name, flags.has(name) ? isOn(value) : value);
  }
  return changed;
}

/** Whether two specifications are the same index, in whatever order their options are listed. */
export function isSameIndex(a: IndexSpec, b: IndexSpec): boolean {
  return canonical(a).equals(canonical(b));
}

/**
 * What `collMod` makes the one of the other by, without building anew or moving it behind other indexes: it hides and shows,
 * and has one expire that did not (https://www.mongodb.com/docs/manual/reference/command/collMod/, from 5.1 on).
 * @returns `undefined` where nothing differs, or more than that
 */
export function modification(present: IndexSpec, wanted: IndexSpec): Document | undefined {
  const [before, after] = [present, wanted].map((spec) => canonical(spec, modifiable));
  if (isSameIndex(present, wanted) || !before!.equals(after!)) return undefined;
  const isHidden = wanted.get('hidden') === true;
  const changes: Document = isHidden === (present.get('hidden') === true) ? {} : { hidden: isHidden };
  if (present.has('expireAfterSeconds') && !wanted.has('expireAfterSeconds')) return undefined;
  if (!present.has('expireAfterSeconds') && wanted.has('expireAfterSeconds')) {
    changes['expireAfterSeconds'] = wanted.get('expireAfterSeconds');
  }
  return Object.keys(changes).length === 0 ? undefined : changes;
}

const modifiable = ['hidden', 'expireAfterSeconds'];

function canonical(spec: IndexSpec, ignored: readonly string[] = []): Buffer {
  const sorted = new ExactDocument();
  const fields = [...spec].filter(([name]) => name !== 'background' && name !== 'ns' && !ignored.includes(name));
  for (const [name, value] of fields.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isNumber = typeof value === 'object' && value !== null && '_bsontype' in value && name !== 'key';
    // Servers store numeric options in whatever type they were given, and some change it.
    const plain = isNumber && !Number.isNaN(Number(value)) ? Number(value) : value;
    sorted.append(name, flags.has(name) ? isOn(value) : plain);
  }
  return encodeExact(sorted);
}
