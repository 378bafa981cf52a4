import { describe, expect, it } from 'vitest';
import { observedQuery, shapeOf } from '../../../src/queries/observed-query.ts';
import { BSON, type Document } from '../../support/driver.ts';

const find = (command: Document, ns = 'shop.orders') => observedQuery(ns, command)?.find;

describe('a query that was observed', () => {
  it('is the find behind whatever command an application sent', () => {
    const filter = { customer: 7 };
    expect(find({ find: 'orders', filter, sort: { at: -1 }, limit: 5, lsid: {}, $db: 'shop' })).toEqual({
      filter,
      sort: { at: -1 },
      limit: 5,
    });
    expect(find({ count: 'orders', query: filter })).toEqual({ filter });
    expect(find({ distinct: 'orders', key: 'city', query: filter })).toEqual({ filter });
    expect(find({ findAndModify: 'orders', query: filter, sort: { at: 1 }, update: { $set: { paid: true } } })).toEqual(
      {
        filter,
        sort: { at: 1 },
        limit: 1,
      },
    );
    expect(find({ q: filter, u: { $set: { paid: true } }, multi: false, upsert: false })).toEqual({ filter, limit: 1 });
    expect(find({ q: filter, u: {}, multi: true })).toEqual({ filter });
    expect(find({ q: filter, limit: 0 })).toEqual({ filter });
    expect(find({ update: 'orders', updates: [{ q: filter, u: {} }] })).toEqual({ filter, limit: 1 });
    expect(find({ delete: 'orders', deletes: [{ q: filter, limit: 1 }] })).toEqual({ filter, limit: 1 });
  });

  it('is what a pipeline begins with', () => {
    const match = (filter: Document) => ({ $match: filter });
    const pipeline = [match({ a: 1 }), match({ b: 2 }), { $sort: { at: 1 } }, { $limit: 3 }, { $group: { _id: '$a' } }];
    expect(find({ aggregate: 'orders', pipeline })).toEqual({
      filter: { $and: [{ a: 1 }, { b: 2 }] },
      sort: { at: 1 },
      limit: 3,
    });
    expect(find({ aggregate: 'orders', pipeline: [match({ a: 1 }), { $group: { _id: 1 } }, match({ n: 3 })] })).toEqual(
      {
        filter: { a: 1 },
      },
    );
    expect(find({ aggregate: 'orders', pipeline: [{ $group: { _id: '$a' } }] })).toBeUndefined();
    expect(find({ aggregate: 1, pipeline: [{ $currentOp: {} }] })).toBeUndefined();
  });

  it('is nothing where a command finds nothing, or was cut short', () => {
    expect(find({ insert: 'orders', documents: [] })).toBeUndefined();
    expect(find({ hello: 1 })).toBeUndefined();
    expect(find({ $truncated: "{ find: 'orders', filter: { a:" })).toBeUndefined();
  });

  it('is of the collection that the command names, and else of the namespace beside it', () => {
    const of = (command: Document, ns: string) => observedQuery(ns, command)?.namespace;
    expect(of({ find: 'orders.new', filter: {}, $db: 'shop' }, 'shop.$cmd')).toEqual({
      db: 'shop',
      coll: 'orders.new',
    });
    expect(of({ q: {}, u: {} }, 'shop.orders.new')).toEqual({ db: 'shop', coll: 'orders.new' });
  });
});

describe('the shape of a query', () => {
  const shape = (command: Document) => shapeOf(observedQuery('shop.orders', { find: 'orders', ...command })!);

  it('tells every operator and no value', () => {
    const filter = {
      _id: new BSON.ObjectId(),
      at: { $gte: new Date(), $lt: new Date() },
      status: { $in: ['paid', 'sent'] },
      $or: [{ 'address.city': 'Oslo' }, { name: /secret/ }],
    };
    const told = shape({ filter, sort: { at: -1 }, projection: { name: 1 } });
    expect(told).toBe(
      'shop.orders {_id: ?, at: {$gte: ?, $lt: ?}, status: {$in: [?]}, $or: [{address.city: ?}, {name: ?}]} sort {"at":-1} fields name',
    );
  });

  it('is the same for other values, and another for other fields', () => {
    expect(shape({ filter: { a: 1, b: { $in: [1] } } })).toBe(shape({ filter: { a: 'x', b: { $in: [2, 3, 4] } } }));
    expect(shape({ filter: { a: 1 } })).not.toBe(shape({ filter: { b: 1 } }));
    expect(shape({ filter: { a: 1 } })).not.toBe(shape({ filter: { a: 1 }, sort: { b: 1 } }));
  });
});
