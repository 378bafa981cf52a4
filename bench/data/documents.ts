import { type Document, ObjectId } from '../../test/support/driver.ts';
import type { CollectionData, Dataset, IndexData } from './dataset.ts';
import { documentBatches } from './document-batches.ts';
import { Random } from './random.ts';

const statuses = ['new', 'paid', 'packed', 'sent', 'returned'];
const firstMoment = Date.UTC(2024, 0, 1);

/** An order of about 268 B of BSON. */
export function smallDocument(id: unknown, index: number, random: Random): Document {
  return {
    _id: id,
    customer: random.below(50_000),
    at: new Date(firstMoment + index * 1000),
    status: random.pick(statuses),
    total: random.below(100_000) / 100,
    n: 0,
    note: random.text(169),
  };
}

/** The two secondary indexes that a collection of small documents has. */
export const smallIndexes: readonly IndexData[] = [
  { name: 'customer_1_at_-1', key: { customer: 1, at: -1 } },
  { name: 'at_1', key: { at: 1 } },
];

/** Eight of the kinds that applications have. */
const manyIndexes: readonly IndexData[] = [
  ...smallIndexes,
  { name: 'status_1_total_-1', key: { status: 1, total: -1 } },
  { name: 'total_1', key: { total: 1 } },
  { name: 'customer_hashed', key: { customer: 'hashed' } },
  { name: 'status_1_customer_1_at_1', key: { status: 1, customer: 1, at: 1 } },
  { name: 'note_1', key: { note: 1 } },
  { name: 'note_text', key: { note: 'text' } },
];

const collectionsOfSmall = 4;

/** Four collections with eight secondary indexes each, one of them a text index. */
export function indexedDocuments(count: number): Dataset {
  return smallDocuments(count, manyIndexes);
}

/** Four collections with eight secondary indexes in all, unless others are asked for. */
export function smallDocuments(count: number, indexes = smallIndexes): Dataset {
  return {
    collections: Array.from({ length: collectionsOfSmall }, (_, number) => {
      const share = Math.floor((count + number) / collectionsOfSmall);
      return smallCollection(`orders${number}`, share, number + 1, indexes);
    }),
  };
}

/** One collection of documents of about 17.6 kB with two secondary indexes. */
export function largeDocuments(count: number): Dataset {
  const random = new Random(17);
  const documentAt = (index: number): Document => ({
    ...smallDocument(objectId(9, index), index, random),
    lines: Array.from({ length: 80 }, (_, line) => ({
      line,
      article: `A-${random.below(100_000)}`,
      price: random.below(10_000) / 100,
      text: random.text(151),
    })),
  });
  return { collections: [{ name: 'large', batches: documentBatches(count, documentAt), indexes: smallIndexes }] };
}

const documentsOfEach = 50;

/** Many collections of few documents: what costs is opening, creating and indexing them. */
export function manyCollections(count: number): Dataset {
  return {
    collections: Array.from({ length: count }, (_, number) =>
      smallCollection(`tenant${String(number).padStart(5, '0')}`, documentsOfEach, number + 1, smallIndexes),
    ),
  };
}

function smallCollection(name: string, count: number, seed: number, indexes: readonly IndexData[]): CollectionData {
  const random = new Random(seed);
  const batches = documentBatches(count, (index) => smallDocument(objectId(seed, index), index, random));
  return { name, batches, indexes };
}

/** In order, as applications make them. */
function objectId(seed: number, index: number): ObjectId {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const seconds = Math.floor(firstMoment / 1000) + Math.floor(index / 100);
  return new ObjectId(`${hex(seconds, 8)}${hex(seed, 10)}${hex(index % 0xffffff, 6)}`);
}
