import { describe, expect, it } from 'vitest';
import { namespaceAt, parseChangeEvent } from '../../../src/sync/follow/change-event.ts';
import { Binary, BSON, Timestamp, UUID } from '../../support/driver.ts';
import { fc } from '../../support/fast-check.ts';

function parsed(event: object) {
  const bytes = Buffer.from(BSON.serialize(event));
  return { bytes, event: parseChangeEvent(bytes, 0, bytes.length) };
}

const insert = {
  _id: { _data: '82' },
  operationType: 'insert',
  clusterTime: new Timestamp({ t: 7, i: 3 }),
  collectionUUID: new UUID(),
  ns: { db: 'shop', coll: 'orders' },
  documentKey: { _id: 1 },
  fullDocument: { _id: 1, ns: 'a name of the event too' },
};

describe('a change event', () => {
  it('tells where everything lies', () => {
    const { bytes, event } = parsed(insert);

    if (event.kind !== 'insert') throw new Error(event.kind);
    expect(event.time).toBe((7n << 32n) | 3n);
    expect(BSON.deserialize(bytes.subarray(event.tokenStart, event.tokenEnd))).toEqual({ _data: '82' });
    expect(BSON.deserialize(bytes.subarray(event.start, event.end))).toEqual(insert.fullDocument);
    expect(bytes.readInt32LE(event.id.start)).toBe(1);
    expect(event.hasShardKey).toBe(false);
  });

  it('has the time that the server wrote, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }), (time) => {
        expect(parsed({ ...insert, clusterTime: new Timestamp(time) }).event.time).toBe(time);
      }),
    );
  });

  it('is of its own collection, however alike the UUIDs are', () => {
    const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(uuid, uuid, (one, other) => {
        // The same beginning, as the text of a UUID that was seen before is looked for by that.
        const alike = Buffer.concat([one.subarray(0, 4), other.subarray(4)]);
        for (const bytes of [one, alike, one]) {
          const { event } = parsed({ ...insert, collectionUUID: new Binary(Buffer.from(bytes), 4) });
          expect(event.collectionKey).toBe(Buffer.from(bytes).toString('latin1'));
        }
      }),
    );
  });

  it('of a server that tells the UUID in the token alone is of that collection', () => {
    const { collectionUUID: _, ...older } = insert;
    const uuid = '4ffafa0f839f4258bb5a0b7508a2c97d';
    const behind = `6E5A1004${uuid.toUpperCase()}461E5F6964002B020004`;
    // The first of a transaction of 4.4, and the seventieth.
    for (const indexes of ['2B022C010029', '2B022C01002B8C']) {
      const _data = `826B0379A900000002${indexes}${behind}`;
      const { event } = parsed({ ...older, _id: { _data } });
      expect(Buffer.from(event.collectionKey, 'latin1').toString('hex')).toBe(uuid);
    }
  });

  it('of a server that tells no UUID is of the collection that it names', () => {
    const { collectionUUID: _, ...older } = insert;
    const { bytes, event } = parsed(older);
    expect([event.collectionKey, namespaceAt(bytes, event.namespaceStart)]).toEqual(['shop.orders', 'shop.orders']);
  });

  it('of the catalogue keeps its whole extent', () => {
    const { bytes, event } = parsed({ ...insert, operationType: 'dropIndexes' });
    expect(event).toMatchObject({
      kind: 'other',
      operationType: 'dropIndexes',
      eventStart: 0,
      eventEnd: bytes.length,
    });
  });
});
