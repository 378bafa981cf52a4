/**
 * Follows the source: reads the change stream, and carries out on the destination what it tells. Reading and parsing run
 * one batch ahead of applying; batches are applied one after the other, each as a whole.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import type { RawBatch } from '../../mongo/raw-cursor.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { SyncContext } from '../sync-context.ts';
import { applyBatches, applyTouches } from './apply-changes.ts';
import { applyInOrder } from './apply-in-order.ts';
import { type DataEvent, namespaceAt, type OtherEvent, parseChangeEvent, tokenOf } from './change-event.ts';
import type { EventStream, StreamPosition } from './change-stream.ts';
import { ChangesInScope } from './changes-in-scope.ts';
import { applyDdl } from './ddl.ts';
import { EventBatch } from './event-batch.ts';
import { discoverCollections } from './unseen-ddl.ts';

export class Follower {
  readonly #context: SyncContext;
  readonly #stream: EventStream;
  /** Everything before it is on the destination, though perhaps not on a majority yet. */
  #applied: StreamPosition;
  /** The source's committed time as last seen: what is read after it is at least as new as every event so far. */
  #sourceTime: ClusterTime;
  /** About documents or catalogue in scope, applied since the run began. */
  readonly changesInScope = new ChangesInScope();
  readonly #waiters = new Set<{ time: ClusterTime; resolve: () => void }>();

  /** @param now the source's clock as of this run's start */
  constructor(context: SyncContext, stream: EventStream, now: ClusterTime) {
    this.#context = context;
    this.#stream = stream;
    this.#applied = stream.position;
    stream.hurryWhile(() => this.#waiters.size > 0);
    this.#sourceTime = laterOf(stream.position.time, now);
  }

  get applied(): StreamPosition {
    return this.#applied;
  }

  /** At or after all events that were looked at, including those that were dropped. */
  get sourceTime(): ClusterTime {
    return this.#sourceTime;
  }

  /** Resolves once everything up to the time is applied. */
  async whenApplied(time: ClusterTime): Promise<void> {
    if (this.#applied.time >= time) return;
    await new Promise<void>((resolve) => this.#waiters.add({ time, resolve }));
  }

  /** Runs until the run's signal; throws what ends the run. */
  async run(): Promise<void> {
    const { signal, turns } = this.#context;
    let applying = Promise.resolve();
    let reading = this.#readAhead();
    try {
      while (!signal.aborted) {
        await this.#whenReadOrAsked(reading);
        await applying;
        await turns.settle(oneByOne);
        await this.#settleTouches();
        const segments = await settledOrUndefined(reading);
        if (segments === undefined) continue;
        reading = this.#readAhead();
        applying = this.#apply(segments);
        applying.catch(() => {});
      }
      await applying;
    } finally {
      await this.#stream.close();
    }
  }

  async #settleTouches(): Promise<void> {
    const { touches } = this.#context;
    await touches.settle(async (requests) => await applyTouches(this.#context, requests, this.#sourceTime));
  }

  async #whenReadOrAsked(reading: Promise<unknown>): Promise<void> {
    const { touches, turns } = this.#context;
    await new Promise<void>((resolve) => {
      touches.notify(resolve);
      turns.notify(resolve);
      reading.then(
        () => resolve(),
        () => resolve(),
      );
    });
  }

  /** What goes wrong is told when the batch is asked for, which may be a while after it went wrong. */
  #readAhead(): Promise<readonly Segment[]> {
    const reading = this.#read();
    reading.catch(() => {});
    return reading;
  }

  async #read(): Promise<readonly Segment[]> {
    const { activities } = this.#context;
    const batch = await activities.during('read', "the source's answer to getMore on its change stream", () =>
      this.#stream.next(),
    );
    if (batch.operationTime !== undefined) this.#sourceTime = laterOf(this.#sourceTime, batch.operationTime);
    return this.#segments(batch, this.#stream.position);
  }

  /** Cuts a batch at its DDL events; what lies between can be applied in any order. */
  #segments(batch: RawBatch, end: StreamPosition): readonly Segment[] {
    const segments: Segment[] = [];
    let current = new Segment();
    forEachDocument(batch.bytes, batch.arrayStart, (start, stop) => {
      const event = parseChangeEvent(batch.bytes, start, stop);
      if (event.kind === 'other') {
        current.finish(event);
        segments.push(current);
        current = new Segment();
      } else current.events.push(event);
    });
    current.end = end;
    return [...segments, current];
  }

  async #apply(segments: readonly Segment[]): Promise<void> {
    if (!this.#context.source.facts.canCompareUuid) await this.#discover(segments);
    for (const segment of segments) {
      await this.#context.limits.beforeApplying();
      await this.#applyEvents(segment.events);
      if (segment.ddl !== undefined) await this.#applyDdl(segment.ddl);
      this.#context.statistics.applied(segment.events.length);
      this.#moveTo(segment.position());
    }
  }

  async #applyDdl(ddl: OtherEvent): Promise<void> {
    const words = `a change of the catalogue (${ddl.operationType}) to be carried out on the destination`;
    const apply = async () => await this.#context.writer.during(async () => await applyDdl(this.#context, ddl));
    const isInScope = await this.#context.activities.during('write', words, apply);
    this.changesInScope.catalogue(ddl, isInScope);
    if (isInScope) this.#context.statistics.catalogueChanged();
  }

  async #applyEvents(events: readonly DataEvent[]): Promise<void> {
    const { catalog, horizon } = this.#context;
    const batches = new Map<CollectionEntry, EventBatch>();
    const inOrder = new Map<CollectionEntry, DataEvent[]>();
    for (const entry of catalog.entries) if (!entry.held.isEmpty) inOrder.set(entry, []);
    const counts = new Map<CollectionEntry, number>();
    let latest: ClusterTime = 0n;
    for (const event of events) {
      const entry = catalog.byKey(event.collectionKey);
      if (entry === undefined) continue;
      if (entry.state !== 'pending') counts.set(entry, (counts.get(entry) ?? 0) + 1);
      this.changesInScope.document(event, entry.source.coll);
      latest = laterOf(latest, event.time);
      if (entry.kind === 'capped') getOrCreate(inOrder, entry, () => []).push(event);
      else getOrCreate(batches, entry, () => new EventBatch(entry)).add(event);
    }
    await this.#whileTooMuchIsHeld([...inOrder.keys()]);
    await horizon.cover(latest);
    await Promise.all([
      applyBatches(this.#context, [...batches.values()], this.#sourceTime),
      ...[...inOrder].map(([entry, own]) => applyInOrder(this.#context, entry, own, this.#sourceTime)),
    ]);
    for (const [entry, count] of counts) this.#context.statistics.changesApplied(entry, count);
  }

  /** Whose name another one gives up within the batch is found by the next look at the catalogue. */
  async #discover(segments: readonly Segment[]): Promise<void> {
    const unknown = new Map<string, string>();
    for (const { collectionKey, buffer, namespaceStart } of segments.flatMap(({ events }) => events)) {
      if (this.#context.catalog.byKey(collectionKey) !== undefined) continue;
      unknown.set(collectionKey, namespaceAt(buffer, namespaceStart));
    }
    await discoverCollections(this.#context, unknown.values());
  }

  /** The copy of capped collections that takes long holds the stream up; the copier may be waiting for us meanwhile. */
  async #whileTooMuchIsHeld(entries: readonly CollectionEntry[]): Promise<void> {
    const { signal, memory, limits, activities } = this.#context;
    const held = () => entries.reduce((bytes, entry) => bytes + (entry.state === 'copying' ? entry.held.bytes : 0), 0);
    if (held() <= memory.heldBytes) return;
    const what = 'the end of the copy of capped collections, behind which alone their changes can be applied';
    limits.set('capped', 'told', `following waits for ${what}`);
    await activities.during('write', what, async () => {
      while (held() > memory.heldBytes) {
        await this.#settleTouches();
        await delay(50, undefined, { signal });
      }
    });
    limits.set('capped', 'told', undefined);
  }

  #moveTo(position: StreamPosition): void {
    this.#applied = position;
    for (const entry of this.#context.catalog.entries) entry.fetched.passed(position.time);
    for (const waiter of this.#waiters) {
      if (waiter.time > position.time) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}

/** Events that may be applied in any order, then at most one DDL event. */
class Segment {
  readonly events: DataEvent[] = [];
  ddl: OtherEvent | undefined;
  end: StreamPosition | undefined;

  finish(ddl: OtherEvent): void {
    this.ddl = ddl;
  }

  position(): StreamPosition {
    if (this.end !== undefined) return this.end;
    const { time } = this.ddl!;
    return { token: tokenOf(this.ddl!), time: time - 1n };
  }
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}

async function settledOrUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  return await Promise.race([promise, Promise.resolve(undefined)]);
}

async function oneByOne(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  for (const task of tasks) await task();
}
