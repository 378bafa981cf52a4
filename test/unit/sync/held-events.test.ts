import { describe, expect, it } from 'vitest';
import { documentId } from '../../../src/mongo/bson/value.ts';
import { CollectionEntry } from '../../../src/sync/catalog/collection-entry.ts';
import { applyInOrder } from '../../../src/sync/follow/apply-in-order.ts';
import type { DataEvent } from '../../../src/sync/follow/change-event.ts';
import { HeldEvents } from '../../../src/sync/follow/held-events.ts';
import type { SyncContext } from '../../../src/sync/sync-context.ts';
import { BSON } from '../../support/driver.ts';

function inserted(_id: number): DataEvent {
  const buffer = Buffer.from(BSON.serialize({ _id }));
  const span = { start: 0, end: buffer.length, tokenStart: 0, tokenEnd: 0 };
  const id = documentId(buffer, 0)!;
  return { kind: 'insert', id, time: 9n, buffer, collectionKey: '', namespaceStart: 0, hasShardKey: false, ...span };
}

/** Of a run what events need that nobody doubts. */
function contextOf(write: () => Promise<unknown>): SyncContext {
  return { writer: { write } } as unknown as SyncContext;
}

const names = { db: 'shop', coll: 'log' };

describe('events that were held while a capped collection was copied', () => {
  it('are held until they are on the destination: a checkpoint that took them for applied would lose them', async () => {
    const state = { kind: 'capped', hasCollation: false, state: 'copying', overlapUntil: 0n, match: null } as const;
    const entry = new CollectionEntry('00', { source: names, destination: names, ...state });
    const seen: boolean[] = [];
    const context = contextOf(async () => {
      seen.push(entry.held.isEmpty);
      return { n: 1, failures: [] };
    });
    await applyInOrder(context, entry, [inserted(1), inserted(2)], 0n);
    expect([seen, entry.held.isEmpty]).toEqual([[], false]);
    entry.state = 'live';
    const failing = contextOf(async () => await Promise.reject(new Error('a cut connection')));
    await expect(applyInOrder(failing, entry, [], 0n)).rejects.toThrow('a cut connection');
    expect(entry.held.isEmpty).toBe(false);
    await applyInOrder(context, entry, [inserted(3)], 0n);
    expect([seen, entry.held.isEmpty, entry.held.bytes]).toEqual([[false], true, 0]);
  });

  it('are counted as what they take, which of small ones is more than their bytes', () => {
    const held = new HeldEvents();
    held.add([inserted(1), inserted(2)]);
    expect(held.bytes).toBeGreaterThan(2 * 500);
  });
});
