import { type Document, Double, Int32, Long } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';

interface IndexSet {
  readonly versions?: string;
  readonly documents?: readonly Document[];
  readonly indexes: readonly Document[];
}

const places: readonly Document[] = [
  { _id: 1, at: [13.4, 52.5], where: { type: 'Point', coordinates: [13.4, 52.5] } },
  {
    _id: 2,
    at: [-0.1, 51.5],
    where: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    },
  },
];

const articles: readonly Document[] = [
  { _id: 1, title: 'Der Zug der Pfuhlschnepfe', language: 'german', body: 'acht Tage', sprache: 'german' },
  { _id: 2, title: 'The flight of the godwit', language: 'english', body: 'eight days', sprache: 'english' },
];

/** Sets of indexes, each on a collection of its own. */
const indexSets: Readonly<Record<string, IndexSet>> = {
  plain: {
    indexes: [
      { key: { a: 1 }, name: 'a_1' },
      { key: { a: -1, 'b.c': 1 }, name: 'a name of its own' },
      { key: { a: new Double(1.5), b: Long.fromNumber(-1) }, name: 'odd directions' },
      { key: { u: 1 }, name: 'unique', unique: true },
      { key: { s: 1 }, name: 'sparse', sparse: true },
      { key: { us: 1 }, name: 'unique and sparse', unique: true, sparse: true },
      { key: { a: 1, p: 1 }, name: 'partial', partialFilterExpression: { p: { $gt: 5 }, q: { $exists: true } } },
      { key: { at: 1 }, name: 'ttl', expireAfterSeconds: 3600 },
      { key: { at: -1 }, name: 'ttl as long', expireAfterSeconds: Long.fromNumber(1_000_000_000) },
      { key: { c: 1 }, name: 'collation', collation: { locale: 'en', strength: 2 } },
      { key: { h: 'hashed' }, name: 'hashed' },
      { key: { old: 1 }, name: 'of version 1', v: 1 },
    ],
  },
  hidden: {
    versions: '>=4.4',
    indexes: [
      { key: { a: 1 }, name: 'hidden', hidden: true },
      { key: { b: 1, h: 'hashed', c: 1 }, name: 'compound hashed' },
    ],
  },
  wildcard: {
    indexes: [
      { key: { '$**': 1 }, name: 'all' },
      { key: { 'o.$**': 1 }, name: 'below o' },
    ],
  },
  // Older servers hold two wildcard indexes for the same if only the projection differs.
  wildcard_of_some: { indexes: [{ key: { '$**': 1 }, name: 'some', wildcardProjection: { a: 1, 'b.c': 1 } }] },
  wildcard_of_others: { indexes: [{ key: { '$**': 1 }, name: 'others', wildcardProjection: { a: 0, _id: 1 } }] },
  text: {
    documents: articles,
    indexes: [
      {
        ...{ key: { lead: 1, _fts: 'text', _ftsx: 1, trail: 1 }, name: 'text', weights: { title: 10, body: 2 } },
        ...{ default_language: 'german', language_override: 'sprache', textIndexVersion: 3 },
      },
    ],
  },
  text_everywhere: {
    documents: articles,
    indexes: [{ key: { '$**': 'text' }, name: 'text', weights: { title: 3, '$**': 1 } }],
  },
  geo: {
    documents: places,
    indexes: [
      { key: { at: '2d' }, name: '2d' },
      { key: { at: '2d', a: 1 }, name: '2d with bounds', min: -500, max: 500, bits: 20 },
      { key: { where: '2dsphere', a: 1 }, name: '2dsphere' },
      { key: { where: '2dsphere' }, name: '2dsphere of version 2', '2dsphereIndexVersion': new Int32(2) },
    ],
  },
  haystack: {
    versions: '<5.0',
    documents: places,
    indexes: [{ key: { at: 'geoHaystack', a: 1 }, name: 'haystack', bucketSize: 1 }],
  },
  // Later servers store another number.
  ttl_not_a_number: {
    versions: '<5.0',
    documents: [{ _id: 1, at: new Date(0) }],
    indexes: [{ key: { at: 1 }, name: 'never', expireAfterSeconds: Number.NaN }],
  },
  many: { indexes: Array.from({ length: 62 }, (_, index) => ({ key: { [`f${index}`]: 1 }, name: `f${index}_1` })) },
  compound_wildcard: { versions: '>=7.0', indexes: [{ key: { a: 1, 'b.$**': 1 }, name: 'compound wildcard' }] },
};

/** Every kind of index. */
export const indexExhibits: readonly Exhibit[] = [
  ...Object.entries(indexSets).map(([name, { versions, documents, indexes }]): Exhibit => {
    const collection = `indexes_${name}`;
    return {
      name: collection,
      ...(versions && { versions }),
      async create(database) {
        await database.collection(collection).insertMany([...(documents ?? [{ _id: 1, u: 1 } as Document])]);
        await database.command({ createIndexes: collection, indexes });
      },
    };
  }),
  {
    name: 'indexes_prepared_for_unique',
    versions: '>=6.0',
    async create(database) {
      const collection = 'indexes_prepared_for_unique';
      await database.collection(collection).insertMany([
        { _id: 1, u: 1 },
        { _id: 2, u: 1 },
      ] as Document[]);
      await database.collection(collection).createIndex({ u: 1 });
      await database.command({ collMod: collection, index: { name: 'u_1', prepareUnique: true } });
    },
  },
];
