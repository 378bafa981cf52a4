import type { Collection, Db } from '../driver.ts';
import type { Difference, DifferenceList } from './difference.ts';
import { describeValue, fieldOf, fieldsOf, type RawField } from './raw-document.ts';

/** A collection or view, as one server lists it. */
export interface CatalogEntry {
  readonly name: string;
  readonly type: 'collection' | 'view' | 'timeseries';
  readonly options: readonly RawField[];
  readonly isCapped: boolean;
  /** Whether strings order and compare by their bytes. */
  readonly isSimpleCollation: boolean;
}

/** What is left out of the comparison of catalogues. */
export interface CatalogExceptions {
  readonly collectionOptions?: readonly string[];
  readonly indexOptions?: readonly string[];
  readonly indexOrder?: boolean;
}

/** What servers write down by themselves: views, profiles. Views are compared as views. */
const ownCollections = new Set(['system.views', 'system.profile']);

/** All collections and views of a database, by name. */
export async function readCatalog(database: Db): Promise<Map<string, CatalogEntry>> {
  const entries = await database.listCollections({}, { raw: true }).toArray();
  const catalog = entries.map((entry) => parseEntry(entry as unknown as Uint8Array));
  return new Map(catalog.filter(({ name }) => !ownCollections.has(name)).map((entry) => [entry.name, entry]));
}

function parseEntry(entry: Uint8Array): CatalogEntry {
  const options = fieldsOf(fieldOf(entry, 'options')!.subarray(1));
  const option = (name: string) => options.find((field) => field.name === name)?.value;
  return {
    name: textOf(fieldOf(entry, 'name')!),
    type: textOf(fieldOf(entry, 'type')!) as CatalogEntry['type'],
    options,
    isCapped: option('capped')?.[1] === 1,
    isSimpleCollation: option('collation') === undefined,
  };
}

/** Compares the type and every option of a collection or view. */
export function compareOptions(
  namespace: string,
  source: CatalogEntry,
  destination: CatalogEntry,
  differences: DifferenceList,
  exceptions: CatalogExceptions,
): void {
  if (source.type !== destination.type) {
    const types = { source: source.type, destination: destination.type };
    differences.add({ namespace, subject: 'collection', kind: 'different', what: 'type', ...types });
  }
  const ignored = exceptions.collectionOptions ?? [];
  for (const difference of compareFields(source.options, destination.options, ignored)) {
    differences.add({ namespace, subject: 'option', ...difference });
  }
}

/** Compares the indexes by name: every option of each, key order included, and the order in which they are listed. */
export async function compareIndexes(
  namespace: string,
  source: Collection,
  destination: Collection,
  differences: DifferenceList,
  exceptions: CatalogExceptions,
): Promise<void> {
  const [ours, theirs] = await Promise.all([readIndexes(source), readIndexes(destination)]);
  for (const [name, index] of ours) {
    const twin = theirs.get(name);
    if (!twin) {
      differences.add({ namespace, subject: 'index', kind: 'missing', what: name, source: describeFields(index) });
      continue;
    }
    // Servers before 4.4 repeat the namespace in every index.
    for (const difference of compareFields(index, twin, ['ns', ...(exceptions.indexOptions ?? [])])) {
      differences.add({ namespace, subject: 'index option', ...difference, what: `${name}.${difference.what}` });
    }
  }
  for (const [name, index] of theirs) {
    if (ours.has(name)) continue;
    differences.add({ namespace, subject: 'index', kind: 'extra', what: name, destination: describeFields(index) });
  }
  const [ourOrder, theirOrder] = [[...ours.keys()].join(' '), [...theirs.keys()].join(' ')];
  const isSameSet = ours.size === theirs.size && [...ours.keys()].every((name) => theirs.has(name));
  if (exceptions.indexOrder || !isSameSet || ourOrder === theirOrder) return;
  const orders = { source: ourOrder, destination: theirOrder };
  differences.add({ namespace, subject: 'index order', kind: 'different', what: 'of listIndexes', ...orders });
}

async function readIndexes(collection: Collection): Promise<Map<string, RawField[]>> {
  const indexes = await collection.listIndexes({ raw: true }).toArray();
  return new Map(
    indexes.map((index) => {
      const bytes = index as unknown as Uint8Array;
      return [textOf(fieldOf(bytes, 'name')!), fieldsOf(bytes)];
    }),
  );
}

type FieldDifference = Pick<Difference, 'kind' | 'what' | 'source' | 'destination'>;

/** Compares top-level fields by name; below them the order counts, as everything else does. */
function compareFields(
  source: readonly RawField[],
  destination: readonly RawField[],
  ignored: readonly string[],
): FieldDifference[] {
  const [ours, theirs] = [source, destination].map((fields) => new Map(fields.map(({ name, value }) => [name, value])));
  const names = [...new Set([...ours!.keys(), ...theirs!.keys()])].filter((name) => !ignored.includes(name));
  return names.flatMap((what): FieldDifference[] => {
    const [our, their] = [ours!.get(what), theirs!.get(what)];
    if (our && their) {
      if (our.equals(their)) return [];
      return [{ kind: 'different', what, source: describeValue(our), destination: describeValue(their) }];
    }
    return [
      our
        ? { kind: 'missing', what, source: describeValue(our) }
        : { kind: 'extra', what, destination: describeValue(their) },
    ];
  });
}

function describeFields(fields: readonly RawField[]): string {
  return fields.map(({ name, value }) => `${name}: ${describeValue(value)}`).join(', ');
}

/** The text in a raw string value: type, length, bytes, zero. */
function textOf(value: Buffer): string {
  return value.toString('utf8', 5, value.length - 1);
}
