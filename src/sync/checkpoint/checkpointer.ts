/**
 * Writes down, about once a second, how far the sync has come, so that a restarted engine goes on from there.
 *
 * Documents are written with `w: 1`, so what is claimed must first be known to be on a majority (correctness rule 12).
 * Replication is in order: one majority write that the same primary acknowledges in the same term as all writes before
 * proves it for all of them. Only then is the claim stored.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterTime } from '../../mongo/cluster-time.ts';
import { BSON } from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';
import { documentSequence, runRaw } from '../../mongo/raw.ts';
import { type CollectionEntry, stateOf } from '../catalog/collection-entry.ts';
import type { CopyRange } from '../copy/copy-range.ts';
import type { RangeStore } from '../copy/range-store.ts';
import type { StreamPosition } from '../follow/change-stream.ts';
import type { SyncContext } from '../sync-context.ts';
import type { CheckpointStore } from './checkpoint-store.ts';

const everyMs = 1_000;

/** What a checkpoint is made of; asked for at the moment of writing. */
export interface CheckpointSources {
  readonly position: () => StreamPosition;
  readonly ranges: () => readonly CopyRange[];
}

export class Checkpointer {
  readonly #context: SyncContext;
  readonly #store: CheckpointStore;
  readonly #rangeStore: RangeStore;
  readonly #sources: CheckpointSources;
  readonly #storedRanges = new WeakMap<CopyRange, number>();
  readonly #storedAsLive = new WeakSet<CollectionEntry>();
  #durable: StreamPosition | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: SyncContext, store: CheckpointStore, rangeStore: RangeStore, sources: CheckpointSources) {
    this.#context = context;
    this.#store = store;
    this.#rangeStore = rangeStore;
    this.#sources = sources;
  }

  /** Everything at the source up to this time is on a majority of the destination. */
  get durableTime(): ClusterTime {
    return this.#durable?.time ?? 0n;
  }

  /** Where a run would go on; `undefined` before this one has written a checkpoint. */
  get durablePosition(): StreamPosition | undefined {
    return this.#durable;
  }

  async run(): Promise<void> {
    const { signal } = this.#context;
    while (!signal.aborted) {
      await delay(everyMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.write();
    }
  }

  /** Writes a checkpoint now; when it returns, what was applied before the call is durable. */
  async write(): Promise<void> {
    const before = this.#writing;
    this.#writing = before.catch(() => {}).then(async () => await this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    const position = this.#sources.position();
    // What is untouched was stored when its copy began.
    const ranges = this.#sources.ranges().filter((range) => (this.#storedRanges.get(range) ?? 0) !== range.documents);
    const rangeCopies = ranges.map((range) => ({ ...range }));
    // Other states are stored by those who set them. Held events are behind the position already: until they are applied
    // the collection has to count as being copied.
    const live = this.#context.catalog.entries.filter(
      (entry) => entry.state === 'live' && entry.held.isEmpty && !this.#storedAsLive.has(entry),
    );
    // As of before the proof: what becomes live behind it is not proven.
    const states = live.map(stateOf);
    await this.#proveMajority();
    // The next run may have begun by now, with what it found: copies that had come less far.
    this.#context.signal.throwIfAborted();
    // One that was dropped meanwhile may be copied anew under the same UUID, and so under the same names of its ranges.
    await this.#rangeStore.save(rangeCopies.filter(({ entry }) => !entry.isGoneFromSource));
    for (const [index, { documents }] of rangeCopies.entries()) this.#storedRanges.set(ranges[index]!, documents);
    this.#context.signal.throwIfAborted();
    await this.#context.entries.saveStates(states);
    for (const entry of live) this.#storedAsLive.add(entry);
    const horizon = this.#context.horizon.ahead(position.time);
    await this.#store.save(position, horizon);
    this.#context.horizon.reached(horizon);
    this.#durable = position;
  }

  /** Fails with `TermChangedError` when writes so far may have been acknowledged by a primary that is no longer one. */
  async #proveMajority(): Promise<void> {
    const { destination, writer, lease, activities } = this.#context;
    const statement = BSON.serialize({ q: { _id: 'barrier' }, u: { $inc: { count: 1 } }, upsert: true });
    const command = {
      update: 'engine',
      updates: documentSequence('updates', Buffer.from(statement)),
      writeConcern: { w: 'majority', j: true },
    };
    const whenSent = () => ({ maxTimeMS: Math.max(1, Math.floor(lease.remainingMs())) });
    const { bytes } = await activities.during(
      'checkpoint',
      'a majority of the destination to acknowledge the checkpoint',
      async () => await runRaw(destination.client, metadataDatabase, command, { whenSent }),
    );
    writer.observeTerm(bytes);
  }
}
