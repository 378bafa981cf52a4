import { describe, expect, it } from 'vitest';
import { ExactDocument } from '../../../src/mongo/bson/exact.ts';
import { documentId } from '../../../src/mongo/bson/value.ts';
import type { ClusterFacts } from '../../../src/mongo/cluster-facts.ts';
import { parseChangeEvent } from '../../../src/sync/follow/change-event.ts';
import { readStartRequest } from '../../../src/sync/request/start-request.ts';
import { pointOf, quantiles } from '../../../src/sync/sharding/presplit.ts';
import {
  canBeUnique,
  formatShardKey,
  isExactlyOn,
  supportingIndex,
  supports,
} from '../../../src/sync/sharding/shard-key.ts';
import { refuseImpossible } from '../../../src/sync/start-checks.ts';
import type { SyncCluster } from '../../../src/sync/sync-context.ts';
import { BSON, MinKey } from '../../support/driver.ts';

const key = [
  { field: 'customer', kind: 1 },
  { field: '_id', kind: 'hashed' },
] as const;

function index(fields: readonly (readonly [string, unknown])[], options: Record<string, unknown> = {}): ExactDocument {
  const spec = new ExactDocument();
  const pattern = new ExactDocument();
  for (const [name, kind] of fields) pattern.append(name, kind);
  spec.append('key', pattern);
  spec.append('name', 'its_name');
  for (const [name, value] of Object.entries(options)) spec.append(name, value);
  return spec;
}

describe('the index of a shard key', () => {
  const fields = [
    ['customer', 1],
    ['_id', 'hashed'],
    ['n', -1],
  ] as const;

  it('begins with the key, in its order, and leaves out no document', () => {
    expect(supports(index(fields), key)).toBe(true);
    expect(supports(index(fields.slice(0, 2), { unique: false, sparse: false }), key)).toBe(true);
    expect(supports(supportingIndex(key), key)).toBe(true);
    expect(supports(index(fields.slice(0, 1)), key)).toBe(false);
    expect(supports(index([fields[1], fields[0]]), key)).toBe(false);
    expect(supports(index([['customer', -1], fields[1]]), key)).toBe(false);
    for (const option of [{ sparse: true }, { partialFilterExpression: {} }, { collation: { locale: 'de' } }]) {
      expect(supports(index(fields, option), key)).toBe(false);
    }
    expect(isExactlyOn(index(fields), key)).toBe(false);
    expect(isExactlyOn(index(fields.slice(0, 2)), key)).toBe(true);
  });

  it('has company of unique ones only that begin with the key as well', () => {
    expect(
      canBeUnique(
        index([
          ['customer', -1],
          ['_id', 1],
          ['n', 1],
        ]),
        key,
      ),
    ).toBe(true);
    expect(
      canBeUnique(
        index([
          ['_id', 1],
          ['customer', 1],
        ]),
        key,
      ),
    ).toBe(false);
    expect(canBeUnique(index([['customer', 1]]), key)).toBe(false);
  });

  it('is named as drivers name it', () => {
    expect(supportingIndex(key).get('name')).toBe('customer_1__id_hashed');
    expect(formatShardKey(key)).toBe('{customer: 1, _id: "hashed"}');
  });
});

describe('where an empty collection is cut', () => {
  const cuts = (values: readonly number[], parts: number) => quantiles(values, parts, String);

  it('is where its documents lie, once at each value', () => {
    expect(cuts([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([3, 5, 7]);
    expect(cuts([1, 1, 1, 1, 9, 9, 9, 9], 4)).toEqual([9]);
    expect(cuts([1, 1, 1], 3)).toEqual([]);
    expect(cuts([], 3)).toEqual([]);
  });

  it('is before every hash of a value', () => {
    expect([...pointOf(key, [5, 'not used'])]).toEqual([
      ['customer', 5],
      ['_id', new MinKey()],
    ]);
  });
});

describe('an event of a change stream', () => {
  const eventWith = (documentKey: object) => {
    const bytes = Buffer.from(BSON.serialize({ _id: { _data: '82' }, operationType: 'delete', ns: {}, documentKey }));
    const event = parseChangeEvent(bytes, 0, bytes.length);
    return event.kind === 'other' ? undefined : event;
  };

  it('tells the _id beside the shard key, wherever it comes', () => {
    const id = documentId(Buffer.from(BSON.serialize({ _id: 7 })), 0)!;
    for (const documentKey of [{ _id: 7 }, { customer: 1, _id: 7 }, { _id: 7, customer: 1 }]) {
      const event = eventWith(documentKey)!;
      expect(event.id.buffer.subarray(event.id.start, event.id.end)).toEqual(id.buffer.subarray(id.start, id.end));
      expect(event.hasShardKey).toBe('customer' in documentKey);
    }
  });
});

describe('sharding in a start request', () => {
  it.each([
    ['replicaSet', 'sharded', undefined, 'does not say which'],
    ['replicaSet', 'sharded', { shardingEntries: [] }, undefined],
    ['sharded', 'sharded', undefined, undefined],
    ['replicaSet', 'replicaSet', undefined, undefined],
    [
      'replicaSet',
      'replicaSet',
      { shardingEntries: [{ database: 'a', collection: 'b', shardCollection: { key: [{ n: 1 }] } }] },
      'is a replica set',
    ],
  ] as const)('from %s to %s as %j', async (from, to, sharding, refused) => {
    const request = readStartRequest({ source: 'cluster0', destination: 'cluster1', sharding });
    const sides = [from, to].map((topology) => ({ facts: { topology } as ClusterFacts }) as SyncCluster);
    const looked = refuseImpossible(request, sides[0]!, sides[1]!);
    // Without clients the next thing that is looked at fails.
    if (refused === undefined) await expect(looked).rejects.not.toMatchObject({ code: 'GW948' });
    else await expect(looked).rejects.toMatchObject({ code: 'GW948', message: expect.stringContaining(refused) });
  });

  const request = (sharding: unknown) =>
    readStartRequest({ source: 'cluster0', destination: 'cluster1', sharding }).settings.sharding;
  const entry = (shardCollection: unknown) => ({
    shardingEntries: [{ database: 'shop', collection: 'orders.old', shardCollection }],
  });

  it('is read as mongosync has it, with the order of the key', () => {
    expect(request(undefined)).toBeUndefined();
    expect(request({ shardingEntries: [] })).toBeUndefined();
    const shardCollection = { key: [{ customer: 1 }, { 1: 'hashed' }], unique: false, chunksPerShard: 3 };
    expect(request({ ...entry(shardCollection), createSupportingIndexes: true })).toEqual({
      createSupportingIndexes: true,
      entries: [
        {
          namespace: 'shop.orders.old',
          key: [
            { field: 'customer', kind: 1 },
            { field: '1', kind: 'hashed' },
          ],
          isUnique: false,
          chunksPerShard: 3,
        },
      ],
    });
  });

  it.each([
    ['no list', {}, 'sharding.shardingEntries'],
    ['one document as key', entry({ key: { a: 1 } }), 'key'],
    ['two fields in one', entry({ key: [{ a: 1, b: 1 }] }), 'key'],
    ['another direction', entry({ key: [{ a: -1 }] }), 'key[0].a'],
    ['half a chunk', entry({ key: [{ a: 1 }], chunksPerShard: 0.5 }), 'chunksPerShard'],
    ['no collection', { shardingEntries: [{ database: 'shop' }] }, 'shardingEntries[0]'],
  ])('is refused with %s', (_, sharding, field) => {
    expect(() => request(sharding)).toThrow(field);
  });
});
