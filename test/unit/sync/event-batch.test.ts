import { describe, expect, it } from 'vitest';
import { idKey } from '../../../src/mongo/bson/id-key.ts';
import { documentId } from '../../../src/mongo/bson/value.ts';
import { boundFetched, CollectionEntry, type CopyState } from '../../../src/sync/catalog/collection-entry.ts';
import type { DataEvent } from '../../../src/sync/follow/change-event.ts';
import { EventBatch, exactKey } from '../../../src/sync/follow/event-batch.ts';
import type { ShardKey } from '../../../src/sync/sharding/shard-key.ts';
import { BSON, Decimal128, Double, Int32, Long, Timestamp } from '../../support/driver.ts';

function idOf(value: unknown) {
  return documentId(Buffer.from(BSON.serialize({ _id: value })), 0)!;
}

/** An event with a document or a delta, unless it is `bare`: what that holds does not matter here. */
function event(kind: DataEvent['kind'], id: unknown, time = 100n, isBare = false): DataEvent {
  const span = kind === 'delete' || isBare ? { start: -1, end: -1 } : { start: 0, end: 5 };
  const buffer = Buffer.from(BSON.serialize({}));
  return {
    kind,
    id: idOf(id),
    time,
    buffer,
    tokenStart: 0,
    tokenEnd: 0,
    collectionKey: '',
    namespaceStart: 0,
    hasShardKey: false,
    ...span,
  };
}

interface EntryOptions {
  readonly state?: CopyState;
  readonly overlapUntil?: bigint;
  readonly hasCollation?: boolean;
  readonly shardKey?: ShardKey;
}

function entryWith(options: EntryOptions = {}) {
  const { state = 'live', overlapUntil = 0n, hasCollation = false, shardKey } = options;
  const namespace = { db: 'shop', coll: 'orders' };
  return new CollectionEntry('00', {
    source: namespace,
    destination: namespace,
    kind: 'plain',
    hasCollation,
    state,
    overlapUntil,
    match: null,
    shardKey,
  });
}

/** What a batch of these events comes down to, as `action` and how many `_id`s it is about. */
function resolved(entry: CollectionEntry, ...events: readonly DataEvent[]): readonly string[] {
  const batch = new EventBatch(entry);
  for (const one of events) batch.add(one);
  return [...batch.resolve()].map(({ action, ids }) => (ids.length === 1 ? action : `${action} of ${ids.length}`));
}

describe('the changes of one document in a batch', () => {
  const one = (...kinds: readonly DataEvent['kind'][]) => resolved(entryWith(), ...kinds.map((kind) => event(kind, 1)));

  it.each([
    [['insert'], 'insert'],
    [['update'], 'delta'],
    [['replace'], 'replace'],
    [['delete'], 'delete'],
    // A delta has no exact base on the destination once there is another change before it.
    [['update', 'update'], 'touch'],
    [['insert', 'update'], 'touch'],
    [['replace', 'update'], 'touch'],
    [['delete', 'insert', 'update'], 'touch'],
    // An image or a delete at the end is right whatever was before.
    [['update', 'replace'], 'replace'],
    [['update', 'update', 'delete'], 'delete'],
    [['insert', 'delete'], 'delete'],
    [['delete', 'insert'], 'replace'],
  ] as const)('%j come down to %s', (kinds, action) => {
    expect(one(...kinds)).toEqual([action]);
  });

  it('are fetched where the event does not show them', () => {
    expect(resolved(entryWith(), event('update', 1, 100n, true))).toEqual(['touch']);
    expect(resolved(entryWith(), event('insert', 1, 100n, true))).toEqual(['touch']);
  });
});

describe('changes of several documents', () => {
  it('stay apart', () => {
    expect(resolved(entryWith(), event('insert', 1), event('delete', 2), event('update', 'a'))).toEqual([
      'insert',
      'delete',
      'delta',
    ]);
  });

  it('are one matter where a server may hold their _ids equal', () => {
    const numbers = [new Int32(1), new Double(1), Long.fromNumber(1), Decimal128.fromString('1.00')];
    expect(resolved(entryWith(), ...numbers.map((id) => event('insert', id)))).toEqual(['touch of 4']);
    expect(resolved(entryWith(), event('delete', new Int32(1)), event('insert', new Double(1)))).toEqual([
      'touch of 2',
    ]);
    expect(resolved(entryWith(), event('insert', { a: new Int32(1) }), event('delete', { a: new Double(1) }))).toEqual([
      'touch of 2',
    ]);
  });

  it('are one matter for strings under a collation, and not without', () => {
    const events = [event('insert', 'straße'), event('delete', 'STRASSE')];
    expect(resolved(entryWith({ hasCollation: true }), ...events)).toEqual(['touch of 2']);
    expect(resolved(entryWith(), ...events)).toEqual(['insert', 'delete']);
  });
});

describe('a change that the destination may hold already', () => {
  it('is fetched where it is a delta, and carried out where it is right anyway', () => {
    const entry = entryWith({ overlapUntil: 100n });
    expect(resolved(entry, event('update', 1, 100n))).toEqual(['touch']);
    expect(resolved(entry, event('update', 1, 101n))).toEqual(['delta']);
    expect(resolved(entry, event('replace', 1, 100n), event('delete', 2, 100n))).toEqual(['replace', 'delete']);
  });

  it('is fetched while the collection is copied', () => {
    expect(resolved(entryWith({ state: 'copying' }), event('update', 1), event('insert', 2))).toEqual([
      'touch',
      'insert',
    ]);
  });

  it('is left out before the collection is copied: the copy reads at a later time', () => {
    expect(resolved(entryWith({ state: 'pending' }), event('update', 1), event('insert', 2))).toEqual([]);
  });

  it('is left out, or fetched again, where the document was fetched ahead of the stream', () => {
    const entry = entryWith();
    entry.fetched.set(exactKey(idOf(1)), idKey(idOf(1), false), 50n, 60n);
    expect(resolved(entry, event('update', 1, 50n))).toEqual([]);
    expect(resolved(entry, event('delete', 1, 50n))).toEqual([]);
    expect(resolved(entry, event('update', 1, 60n))).toEqual(['touch']);
    expect(resolved(entry, event('replace', 1, 60n))).toEqual(['replace']);
    expect(resolved(entry, event('update', 1, 61n))).toEqual(['delta']);
    expect(resolved(entry, event('update', 2, 50n))).toEqual(['delta']);
  });

  it('is fetched again where too much was fetched ahead, of all collections together, to be remembered', () => {
    const [some, most] = [entryWith(), entryWith()];
    for (const id of [1, 2]) some.fetched.set(exactKey(idOf(id)), idKey(idOf(id), false), 50n, 60n);
    for (const id of [1, 2, 3]) most.fetched.set(exactKey(idOf(id)), idKey(idOf(id), false), 50n, 60n + BigInt(id));
    boundFetched([some, most], 5);
    expect([some.fetched.size, most.fetched.size]).toEqual([2, 3]);
    boundFetched([some, most], 4);
    expect([some.fetched.size, most.fetched.size]).toEqual([2, 0]);
    expect(resolved(most, event('update', 1, 63n))).toEqual(['touch']);
    expect(resolved(most, event('update', 1, 64n))).toEqual(['delta']);
    expect(resolved(some, event('update', 3, 55n))).toEqual(['delta']);
  });

  it('is fetched where a document with an equal _id was fetched ahead: a query for the one finds the other', () => {
    const entry = entryWith();
    const double = idOf(new Double(1));
    entry.fetched.set(exactKey(double), idKey(double, false), 50n, 60n);
    const int = new Int32(1);
    // The deletion would take the other document away, and its insertion is not carried out again.
    expect(resolved(entry, event('delete', int, 40n))).toEqual(['touch']);
    expect(resolved(entry, event('insert', new Double(1), 45n))).toEqual([]);
    expect(resolved(entry, event('delete', int, 60n))).toEqual(['touch']);
    expect(resolved(entry, event('delete', int, 61n))).toEqual(['delete']);
    entry.fetched.passed(61n);
    expect(entry.fetched.isBehindEqual(idKey(double, false), 60n)).toBe(false);
  });
});

describe('a change that has to do with shards', () => {
  const customer = [{ field: 'customer.id', kind: 1 }] as const;
  const shown = (kind: DataEvent['kind'], fields: object): DataEvent => {
    const buffer = Buffer.from(BSON.serialize(fields));
    return { ...event(kind, 1), buffer, start: 0, end: buffer.length };
  };
  const delta = (diff: object) => shown('update', { $v: 2, diff });

  it('is fetched where a document of the destination may have to move', () => {
    const entry = entryWith({ shardKey: customer });
    const touches = [
      delta({ u: { customer: 1 } }),
      delta({ scustomer: { u: { id: 1 } } }),
      delta({ d: { total: false } }),
      shown('replace', { total: 1 }),
      shown('insert', { at: new Timestamp(0n) }),
    ];
    for (const one of touches) expect(resolved(entry, one)).toEqual(['touch']);
    expect(resolved(entry, delta({ u: { total: 1 }, scart: { i: { customer: 1 } } }))).toEqual(['delta']);
    expect(resolved(entry, shown('insert', { total: 1 }))).toEqual(['insert']);
    expect(resolved(entry, event('delete', 1))).toEqual(['delete']);
  });

  it('is carried out where the _id alone says on which shard the document is', () => {
    const entry = entryWith({ shardKey: [{ field: '_id', kind: 'hashed' }] });
    expect(resolved(entry, delta({ d: { total: false } }))).toEqual(['delta']);
    expect(resolved(entry, event('replace', 1))).toEqual(['replace']);
  });

  it('is fetched where the source may have moved the document, told as a delete here and an insert there', () => {
    const gone = { ...event('delete', 1), hasShardKey: true };
    const here = { ...event('insert', 1), hasShardKey: true };
    expect(resolved(entryWith(), gone)).toEqual(['touch']);
    expect(resolved(entryWith(), here, gone)).toEqual(['touch']);
    expect(resolved(entryWith(), gone, here)).toEqual(['replace']);
  });
});

describe('the key of a long _id', () => {
  it('is short, and no other has it', () => {
    const long = (end: string) => idOf({ page: `${'x'.repeat(10_000)}${end}`, n: 1 });
    for (const keyOf of [exactKey, (id: ReturnType<typeof idOf>) => String(idKey(id, false))]) {
      expect(keyOf(long('a')).length).toBeLessThan(100);
      expect(keyOf(long('a'))).toBe(keyOf(long('a')));
      expect(keyOf(long('a'))).not.toBe(keyOf(long('b')));
    }
    const twin = idOf({ page: 'x'.repeat(10_000), n: new Double(1) });
    expect(idKey(twin, false)).toBe(idKey(idOf({ page: 'x'.repeat(10_000), n: 1 }), false));
  });
});
