import { describe, expect, it } from 'vitest';
import { type OtherEvent, parseChangeEvent } from '../../../src/sync/follow/change-event.ts';
import { applyDdl } from '../../../src/sync/follow/ddl.ts';
import type { SyncContext } from '../../../src/sync/sync-context.ts';
import { BSON, type Document, Timestamp, UUID } from '../../support/driver.ts';

/** Nothing of the run is looked at. */
const context = {} as SyncContext;

function eventOf(operationType: string, fields: Document): OtherEvent {
  const clusterTime = new Timestamp({ t: 9, i: 1 });
  const bytes = Buffer.from(BSON.serialize({ _id: { _data: '00' }, operationType, clusterTime, ...fields }));
  return parseChangeEvent(bytes, 0, bytes.length) as OtherEvent;
}

describe('an event that servers tell which are newer than 6.0', () => {
  const build = {
    collectionUUID: new UUID(),
    ns: { db: 'shop', coll: 'orders' },
    operationDescription: { indexes: [{ v: 2, key: { n: 1 }, name: 'n_1' }] },
  };

  it.each([
    ['startIndexBuild', build],
    ['abortIndexBuild', build],
    ['endOfTransaction', { operationDescription: { lsid: { id: new UUID() }, txnNumber: 1 } }],
  ])('is no change in scope and stops nothing: %s', async (operationType, fields) => {
    await expect(applyDdl(context, eventOf(operationType, fields))).resolves.toBe(false);
  });
});
