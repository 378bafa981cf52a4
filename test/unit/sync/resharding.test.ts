import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/sync/catalog/catalog.ts';
import { CollectionEntry } from '../../../src/sync/catalog/collection-entry.ts';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import { type OtherEvent, parseChangeEvent } from '../../../src/sync/follow/change-event.ts';
import { applyDdl } from '../../../src/sync/follow/ddl.ts';
import type { SyncContext } from '../../../src/sync/sync-context.ts';
import { BSON, type Document, MongoClient, Timestamp, UUID } from '../../support/driver.ts';

const uuid = new UUID();
const namespace = { db: 'shop', coll: 'orders' };

/** As 6.0.14 tells it; before that a server says nothing (see `refuseReplaced`). */
function eventOf(operationType: string, fields: Document = {}): OtherEvent {
  const event = {
    _id: { _data: '00' },
    operationType,
    clusterTime: new Timestamp({ t: 9, i: 1 }),
    collectionUUID: uuid,
    ns: namespace,
    operationDescription: { shardKey: { customer: 1 }, oldShardKey: { _id: 1 }, unique: false },
    ...fields,
  };
  const bytes = Buffer.from(BSON.serialize(event));
  return parseChangeEvent(bytes, 0, bytes.length) as OtherEvent;
}

/** Of a run what these events look at. */
function contextOf(include: readonly { database: string }[], ...entries: CollectionEntry[]): SyncContext {
  const catalog = new Catalog();
  for (const entry of entries) catalog.add(entry);
  const filter = new NamespaceFilter({ include, exclude: [] }, new MongoClient('mongodb://localhost'));
  return { catalog, filter, source: { facts: { canCompareUuid: true } } } as unknown as SyncContext;
}

const known = new CollectionEntry(uuid.toHexString(false), {
  source: namespace,
  destination: namespace,
  ...{ kind: 'plain', hasCollation: false, state: 'live', overlapUntil: 0n, match: null },
});

describe('resharding of a collection of the source', () => {
  it.each([
    ['that is synced', contextOf([{ database: 'elsewhere' }], known), eventOf('reshardCollection')],
    ['that the filters name', contextOf([{ database: 'shop' }]), eventOf('reshardCollection')],
  ])('stops the sync for one %s', async (_, context, event) => {
    await expect(applyDdl(context, event)).rejects.toMatchObject({
      code: 'GW951',
      message: expect.stringContaining('shop.orders was resharded'),
    });
  });

  it('is of no account for one that is out of scope', async () => {
    await expect(applyDdl(contextOf([{ database: 'elsewhere' }]), eventOf('reshardCollection'))).resolves.toBe(false);
  });

  it.each([
    'migrateChunkToNewShard',
    'migrateLastChunkFromShard',
    'reshardBegin',
    'reshardBlockingWrites',
    'reshardDoneCatchUp',
  ])('is not yet what %s tells', async (operationType) => {
    await expect(applyDdl(contextOf([{ database: 'shop' }], known), eventOf(operationType))).resolves.toBe(true);
  });

  it('does not pass for something that this version knows nothing of', async () => {
    const context = contextOf([{ database: 'shop' }], known);
    await expect(applyDdl(context, eventOf('moveCollection'))).rejects.toMatchObject({ code: 'GW921' });
  });
});
