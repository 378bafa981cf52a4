/**
 * Copies the collections that are not live yet: several ranges at a time, of one collection or of many, largest first.
 * Collections that come into scope later are added while it runs.
 */
import { Semaphore } from '../../lib/semaphore.ts';
import { Together } from '../../lib/together.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import { type CollectionSize, collectionSize } from '../../mongo/collection-size.ts';
import { isCursorLost } from '../../mongo/failures.ts';
import type { Absence } from '../../mongo/natural-scan.ts';
import { hasLostOldest, makeRoom } from '../catalog/capped-limits.ts';
import { type CollectionEntry, type CopiedAmount, stateOf } from '../catalog/collection-entry.ts';
import { createCollection, dropCollection, leasedDestination } from '../catalog/destination-collections.ts';
import { copyBatchBytes, leastCopyBatchBytes, mostSpans } from '../memory.ts';
import { CollectionGoneError, isGone, readByUuid } from '../read-by-uuid.ts';
import type { SyncContext } from '../sync-context.ts';
import { buildsBeforeCopy } from '../sync-settings.ts';
import type { Carriers } from './carriers.ts';
import { type CopyRange, copyRange } from './copy-range.ts';
import { partition } from './partition.ts';
import type { RangeStore } from './range-store.ts';
import { ReadOrders } from './read-order.ts';
import { whenFilled } from './when-filled.ts';

/** A range is the unit of restart and of parallel work: small enough to be many, large enough to be worth its start. */
const targetRangeBytes = 64_000_000;
const maxRangesPerCollection = 2_000;
const preparedAtOnce = 8;
/** Collections below both are copied as one range, and get their indexes ahead of it. */
const smallDocuments = 1_000;
const smallBytes = 4_000_000;

/** What may go on at once. */
export interface CopyLimits {
  /** Of all collections together. */
  readonly ranges: number;
  readonly collections: number;
}

export class Copier {
  readonly #context: SyncContext;
  readonly #store: RangeStore;
  #limits: CopyLimits;
  readonly #collectionSlots: Semaphore;
  readonly #rangeSlots: Semaphore;
  readonly #preparing = new Semaphore(preparedAtOnce);
  readonly #carriers: Carriers;
  readonly #orders: ReadOrders;
  /** A time at or after everything that the follower has seen: what is read from then on needs none of it. */
  readonly #sourceTime: () => ClusterTime;
  readonly #onAbsence: (entry: CollectionEntry, absence: Absence) => void;
  readonly #onError: (error: unknown) => void;
  readonly #ranges = new Map<CollectionEntry, readonly CopyRange[]>();
  readonly #jobs = new Set<Promise<void>>();
  /** Thousands of small collections begin at the same time: what has to be durable first is written for all of them. */
  readonly #beginning = new Together(
    async (entries: readonly CollectionEntry[]) => await this.#writeBeginning(entries),
  );

  constructor(
    context: SyncContext,
    store: RangeStore,
    options: {
      readonly limits: CopyLimits;
      readonly carriers: Carriers;
      readonly sourceTime: () => ClusterTime;
      /** See `CopyManner`. */
      readonly onAbsence: (entry: CollectionEntry, absence: Absence) => void;
      /** Gets what goes wrong, to end the run. */
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.#context = context;
    this.#store = store;
    this.#limits = this.#withinMemory(options.limits);
    this.#collectionSlots = new Semaphore(this.#limits.collections);
    this.#rangeSlots = new Semaphore(this.#limits.ranges);
    this.#carriers = options.carriers;
    this.#orders = new ReadOrders(context.source.client, context.settings.naturalOrder);
    this.#sourceTime = options.sourceTime;
    this.#onAbsence = options.onAbsence;
    this.#onError = options.onError;
  }

  /** Ranges that are being copied or wait for it, for the checkpoint; of a collection that is gone none says anything. */
  get openRanges(): readonly CopyRange[] {
    return [...this.#ranges].flatMap(([entry, ranges]) => (entry.isGoneFromSource ? [] : ranges));
  }

  get isIdle(): boolean {
    return this.#jobs.size === 0;
  }

  /** What is being copied goes on; from then on so much runs at once. */
  change(wish: CopyLimits): void {
    const limits = this.#withinMemory(wish);
    this.#collectionSlots.adjustBy(limits.collections - this.#limits.collections);
    this.#rangeSlots.adjustBy(limits.ranges - this.#limits.ranges);
    this.#limits = limits;
  }

  /** Batches become smaller where more is copied at once; where they would be too small, fewer are. */
  #withinMemory({ ranges, collections }: CopyLimits): CopyLimits {
    return { ranges: Math.min(ranges, mostSpans(this.#context.memory)), collections };
  }

  /** Takes up what an earlier run left, and everything that is still pending. */
  async addAll(entries: readonly CollectionEntry[]): Promise<void> {
    const stored = await this.#store.load((uuid) => this.#context.catalog.byUuid(uuid));
    const open = entries.filter(({ state }) => state !== 'live');
    const sized = await Promise.all(open.map(async (entry) => ({ entry, size: await this.#sizeOf(entry) })));
    sized.sort((a, b) => b.size.bytes - a.size.bytes);
    // A pending one may have been here before under the same UUID, and was dropped with what was copied then.
    const begun = ({ uuid, state }: CollectionEntry) => (state === 'copying' ? stored.get(uuid) : undefined);
    for (const { entry, size } of sized) this.#start(entry, size, begun(entry));
  }

  /** Copies one more collection. */
  add(entry: CollectionEntry): void {
    const job = this.#sizeOf(entry)
      .then((size) => this.#start(entry, size, undefined))
      .catch(this.#onError)
      .finally(() => this.#jobs.delete(job));
    this.#jobs.add(job);
  }

  async whenIdle(): Promise<void> {
    while (this.#jobs.size > 0) await Promise.all(this.#jobs);
  }

  async #sizeOf(entry: CollectionEntry): Promise<CollectionSize> {
    const { source } = this.#context;
    const size = await this.#preparing.run(async () => await collectionSize(source.client, entry.source));
    this.#context.statistics.expect(entry, size);
    return size;
  }

  #start(entry: CollectionEntry, size: CollectionSize, stored: readonly CopyRange[] | undefined): void {
    const job = this.#collectionSlots
      .run(async () => await this.#copy(entry, size, stored))
      .catch((error: unknown) => {
        if (!this.#context.signal.aborted) this.#onError(error);
      })
      .finally(() => {
        this.#jobs.delete(job);
        if (this.isIdle) this.#carriers.rest();
      });
    this.#jobs.add(job);
  }

  async #copy(entry: CollectionEntry, size: CollectionSize, stored: readonly CopyRange[] | undefined): Promise<void> {
    const averageBytes = size.documents === 0 ? 1_000 : size.bytes / size.documents;
    const { signal, catalogSync } = this.#context;
    if (size.documents > 0) entry.documentBytes = averageBytes;
    signal.throwIfAborted();
    try {
      const ranges = await this.#rangesOf(entry, size, stored);
      this.#ranges.set(entry, ranges);
      if (entry.state === 'pending' && this.#isIndexedAhead(entry, size)) await catalogSync.buildAhead(entry);
      await this.#begin(entry);
      const filledAt = entry.kind === 'capped' ? await whenFilled(this.#context.source.client, entry.source) : 0n;
      // Each is read after everything that was dropped while the collection was pending.
      const sourceTime = () => laterOf(filledAt, this.#sourceTime());
      const times = await Promise.all(
        ranges.filter(({ isDone }) => !isDone).map((range) => this.#copyOne(range, averageBytes, sourceTime)),
      );
      await this.#finish(entry, times.reduce(laterOf, this.#sourceTime()));
    } catch (error) {
      if (!(error instanceof CollectionGoneError)) throw error;
      entry.isGoneFromSource = true;
      this.#ranges.delete(entry);
    }
  }

  async #copyOne(range: CopyRange, averageBytes: number, sourceTime: () => ClusterTime): Promise<ClusterTime> {
    return await this.#rangeSlots.run(async () => {
      this.#context.signal.throwIfAborted();
      let atLeast: CopiedAmount = { documents: 0, bytes: 0 };
      for (;;) {
        try {
          await this.#makeRoom(range, atLeast);
          const batchBytes = copyBatchBytes(this.#context.memory, this.#limits.ranges);
          const time = await copyRange(this.#context, this.#carriers.present, range, {
            sourceTime,
            averageBytes,
            batchBytes,
            parts: () => (range.order === 'placed' ? this.#partsOf(batchBytes) : 1),
            onAbsence: (absence) => this.#onAbsence(range.entry, absence),
          });
          const { entry, documents, bytes } = range;
          if (entry.kind !== 'capped' || !(await hasLostOldest(this.#context, entry, documents))) return time;
          atLeast = { documents: 2 * documents, bytes: 2 * bytes };
        } catch (error) {
          if (range.entry.kind !== 'capped' || !isCursorLost(error)) throw error;
        }
        await this.#emptyDestination(range);
      }
    });
  }

  async #makeRoom({ entry }: CopyRange, atLeast: CopiedAmount): Promise<void> {
    if (entry.kind !== 'capped') return;
    while (entry.isHeld) await entry.whenNotHeld();
    const made = this.#context.writer.during(async () => await makeRoom(this.#context, entry, atLeast));
    await entry.whileInserting(made);
  }

  /** A range that is read by one alone is written by as many as there is room for. */
  #partsOf(batchBytes: number): number {
    const { ranges } = this.#limits;
    const underWay = Math.max(1, ranges - this.#rangeSlots.free);
    return Math.max(1, Math.min(Math.floor(ranges / underWay), Math.floor(batchBytes / leastCopyBatchBytes)));
  }

  /** A capped collection holds its documents in the order of insertion, so its copy can only start over. */
  async #emptyDestination(range: CopyRange): Promise<void> {
    const { entry } = range;
    const { catalogSync, source, writer } = this.#context;
    const destination = leasedDestination(this.#context);
    let listed = await catalogSync.atSource(entry);
    while (listed === undefined && !(await isGone(source, entry))) listed = await catalogSync.atSource(entry);
    while (entry.isHeld) await entry.whenNotHeld();
    if (listed === undefined || entry.isGoneFromSource) throw new CollectionGoneError(entry.source);
    const { options } = listed;
    // Whoever renames or drops it waits for that, as for an insert.
    const emptied = writer.during(async () => {
      // Servers make one by themselves for an index that is asked for in between.
      for (let isMade = false; !isMade; ) {
        await dropCollection(destination, entry.destination);
        isMade = await createCollection(destination, entry.destination, options);
      }
    });
    await entry.whileInserting(emptied);
    range.last = undefined;
    range.documents = 0;
    range.bytes = 0;
    this.#context.statistics.standsAt(entry, range);
  }

  async #rangesOf(
    entry: CollectionEntry,
    size: CollectionSize,
    stored: readonly CopyRange[] | undefined,
  ): Promise<readonly CopyRange[]> {
    if (stored !== undefined && entry.kind !== 'capped') {
      this.#context.statistics.standsAt(entry, amountOf(stored));
      return stored;
    }
    const { source } = this.#context;
    const { order, spans } = await this.#preparing.run(
      async () =>
        await readByUuid(source, entry, async (namespace) => {
          const order = await this.#orders.of(entry, namespace, size, this.#jobs.size >= this.#limits.ranges);
          const count = order === 'id' ? this.#rangeCount(size) : 1;
          return { order, spans: await partition(source.client, namespace, count) };
        }),
    );
    const ranges = spans.map(({ min, max }, index) => ({
      id: `${entry.uuid}:${String(index).padStart(5, '0')}`,
      entry,
      order,
      min,
      max,
      last: undefined,
      place: undefined,
      isDone: false,
      documents: 0,
      bytes: 0,
    }));
    return ranges;
  }

  #rangeCount({ bytes, documents }: CollectionSize): number {
    if (documents < smallDocuments) return 1;
    const byBytes = Math.ceil(bytes / targetRangeBytes);
    const toShare = bytes > targetRangeBytes / 4 ? this.#limits.ranges : 1;
    return Math.min(maxRangesPerCollection, Math.max(byBytes, toShare));
  }

  /** What a build of an index takes by itself, twenty documents' keys and more, is nothing where there is no document. */
  #isIndexedAhead({ kind }: CollectionEntry, { documents, bytes }: CollectionSize): boolean {
    const { settings } = this.#context;
    if (settings.buildIndexes === 'never') return false;
    if (buildsBeforeCopy(settings)) return true;
    return kind === 'plain' && documents < smallDocuments && bytes < smallBytes;
  }

  /** From here on events are applied beside the copy; durable before the first insert (see `CopyState`). */
  async #begin(entry: CollectionEntry): Promise<void> {
    const [first] = this.#ranges.get(entry)!;
    if (entry.kind === 'capped' && entry.state === 'copying') await this.#emptyDestination(first!);
    await this.#beginning.add(entry);
  }

  async #writeBeginning(entries: readonly CollectionEntry[]): Promise<void> {
    await this.#store.save(entries.flatMap((entry) => this.#ranges.get(entry) ?? []));
    const pending = entries.filter(({ state }) => state === 'pending');
    for (const entry of pending) entry.state = 'copying';
    await this.#context.entries.saveStates(pending.map(stateOf));
  }

  async #finish(entry: CollectionEntry, readUntil: ClusterTime): Promise<void> {
    this.#ranges.delete(entry);
    if (entry.isGoneFromSource) return;
    entry.extendOverlap(readUntil);
    entry.copied = this.#context.statistics.finished(entry);
    entry.state = 'live';
    this.#context.catalogSync.copied(entry);
  }
}

function amountOf(ranges: readonly CopyRange[]): CopiedAmount {
  const sum = { documents: 0, bytes: 0 };
  for (const { documents, bytes } of ranges) {
    sum.documents += documents;
    sum.bytes += bytes;
  }
  return sum;
}
