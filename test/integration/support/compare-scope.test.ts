import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import type { ComparedScope } from '../../support/verify/compare-scope.ts';
import { ids, useTwoDatabases } from './two-databases.ts';

describe('the verifier of the tests, under a scope', await needs({ alikeServers: true }), async () => {
  const two = useTwoDatabases();

  const scope: ComparedScope = {
    covers: (_, coll) => coll !== 'out',
    target: (db, coll) => ({ db, coll: coll === 'a' ? 'b' : coll }),
    match: (_, coll) => (coll === 'a' ? { _id: { $lt: 5 } } : undefined),
  };
  const joined = { localField: 'n', foreignField: 'n', as: 'same' };
  const pipelineOver = (coll: string) => [{ $lookup: { from: coll, ...joined, pipeline: [{ $unionWith: coll }] } }];

  it('finds equal what has other names, and what is meant of it alone', async () => {
    await two.source.collection('a').insertMany(ids(10));
    await two.destination.collection('b').insertMany(ids(5));
    await two.source.collection('out').insertMany(ids(10));
    await two.source.createCollection('v', { viewOn: 'a', pipeline: pipelineOver('a') });
    await two.destination.createCollection('v', { viewOn: 'b', pipeline: pipelineOver('b') });
    await two.source.createCollection('t', { timeseries: { timeField: 'at' } });
    await two.destination.createCollection('t', { timeseries: { timeField: 'at' } });
    expect(await two.differences({ scope })).toEqual([]);
  });

  it('finds what lacks, what is too much, and a view that reads by the old name', async () => {
    await two.source.collection('a').insertMany(ids(4));
    await two.destination.collection('b').insertMany(ids(6));
    await two.source.collection('c').insertMany(ids(1));
    await two.destination.collection('out').insertMany(ids(1));
    await two.both(
      async (database) => await database.createCollection('v', { viewOn: 'a', pipeline: pipelineOver('a') }),
    );
    expect((await two.differences({ scope })).sort()).toEqual([
      'collection extra: collection',
      'collection missing: collection',
      'document extra: _id {"$numberInt":"4"}',
      'document extra: _id {"$numberInt":"5"}',
      'option different: pipeline',
      'option different: viewOn',
    ]);
  });

  it('leaves out what the destination may have beside it', async () => {
    const besides: ComparedScope = { ...scope, isBeside: (_, coll) => coll === 'out' };
    await two.both(async (database) => await database.collection('b').insertMany(ids(1)));
    await two.destination.createCollection('out', { timeseries: { timeField: 'at' } });
    await two.destination.collection('other').insertMany(ids(1));
    expect(await two.differences({ scope: besides })).toEqual(['collection extra: collection']);
  });
});
