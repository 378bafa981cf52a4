import type { Db, Document } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';

const startMs = Date.parse('2024-02-29T12:00:00Z');

/** Time-series of every granularity, with what lies under and around them. */
export const timeSeriesExhibits: readonly Exhibit[] = [
  {
    name: 'time_series',
    versions: '>=5.0',
    async create(database) {
      for (const granularity of ['seconds', 'minutes', 'hours']) {
        const timeseries = { timeField: 'at', metaField: 'sensor', granularity };
        await createSeries(database, `time_series_${granularity}`, { timeseries });
      }
      await createSeries(database, 'time_series_plain', { timeseries: { timeField: 'at' } });
    },
  },
  {
    name: 'time_series_expiring',
    versions: '>=5.0',
    async create(database) {
      const timeseries = { timeField: 'at', metaField: 'sensor' };
      // Long enough that nothing expires before the tests do.
      await createSeries(database, 'time_series_expiring', { timeseries, expireAfterSeconds: 1_000_000_000 });
    },
  },
  {
    name: 'time_series_indexed',
    versions: '>=5.0',
    async create(database) {
      await createSeries(database, 'time_series_indexed', { timeseries: { timeField: 'at', metaField: 'sensor' } });
      await database.collection('time_series_indexed').createIndex({ 'sensor.name': 1, at: -1 });
      const pipeline = [{ $match: { 'sensor.name': 'a' } }, { $project: { at: 1, value: 1 } }];
      await database.createCollection('time_series_indexed_view', { viewOn: 'time_series_indexed', pipeline });
    },
  },
  {
    name: 'time_series_bucketed',
    versions: '>=6.3',
    async create(database) {
      const timeseries = { timeField: 'at', bucketMaxSpanSeconds: 900, bucketRoundingSeconds: 900 };
      await createSeries(database, 'time_series_bucketed', { timeseries });
    },
  },
];

/** Measurements in order, late ones that open buckets of their own, and one with fields that the others lack. */
async function createSeries(database: Db, name: string, options: Document): Promise<void> {
  await database.createCollection(name, options);
  const measure = (minutes: number, extra: Document = {}): Document => ({
    _id: minutes,
    at: new Date(startMs + minutes * 60_000),
    ...(options['timeseries'].metaField && { sensor: { name: 'abc'[Math.abs(minutes) % 3], floor: 1 } }),
    ...{ value: minutes / 3, ...extra },
  });
  const ordered = Array.from({ length: 200 }, (_, index) => measure(index));
  await database.collection(name).insertMany(ordered);
  await database
    .collection(name)
    .insertMany([measure(-100_000), measure(100_000, { note: 'late' }), measure(0, { _id: 'other', tags: ['x'] })]);
}
