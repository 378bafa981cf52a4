import type { Document } from '../test/support/driver.ts';

/** So late that nothing expires. */
export const farSeconds = 1_000_000_000;

export const indexes: readonly Document[] = [
  { key: { n: 1 } },
  { key: { n: -1, text: 1 }, sparse: true },
  { key: { at: 1 }, expireAfterSeconds: farSeconds },
  { key: { n: 'hashed' } },
  { key: { n: 'hashed', text: 1 } },
  { key: { '$**': 1 } },
  { key: { '$**': 1 }, name: 'projected', wildcardProjection: { text: 1 } },
  { key: { text: 1 }, partialFilterExpression: { n: { $gt: 5 } } },
  { key: { text: 1, at: 1 }, hidden: true },
  { key: { text: 'text' }, weights: { text: 3 }, default_language: 'german' },
  { key: { place: '2dsphere' } },
  { key: { text: -1 }, name: 'collated', collation: { locale: 'fr', strength: 1 } },
  { key: { serial: 1 }, unique: true },
  { key: { serial: 1 }, unique: true },
  { key: { serial: -1 }, name: 'serial_partial', unique: true, partialFilterExpression: { n: { $lt: 5 } } },
];
