import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { idKey } from '../../src/mongo/bson/id-key.ts';
import { documentId } from '../../src/mongo/bson/value.ts';
import { CollectionEntry } from '../../src/sync/catalog/collection-entry.ts';
import { Horizon } from '../../src/sync/checkpoint/horizon.ts';
import type { DataEvent } from '../../src/sync/follow/change-event.ts';
import { EventBatch, exactKey } from '../../src/sync/follow/event-batch.ts';
import { BSON } from '../support/driver.ts';
import { fc } from '../support/fast-check.ts';

/**
 * A model of following with a journal: documents are lists of fields in their order, a delta is blind to the state that it
 * was made from, writes are rolled back unless a majority is proven, and the process dies between any two steps. What
 * decides (`Horizon`, `EventBatch`, `FetchedTimes`) is the real thing.
 */

type Fields = readonly (readonly [name: string, value: number])[];
type Change =
  | { readonly kind: 'insert' | 'replace'; readonly id: number; readonly fields: Fields }
  | { readonly kind: 'update'; readonly id: number; readonly set?: string; readonly unset?: string }
  | { readonly kind: 'delete'; readonly id: number };
type State = ReadonlyMap<number, Fields>;

/** A second apart, so that a step of the horizon is several changes long, and a run is several steps long. */
const timeOf = (index: number): bigint => BigInt(index + 1) << 32n;

function updated(fields: Fields, { set, unset }: { readonly set?: string; readonly unset?: string }, value: number) {
  const kept = fields.filter(([name]) => name !== unset);
  if (set === undefined) return kept;
  const isThere = kept.some(([name]) => name === set);
  return isThere
    ? kept.map(([name, old]) => [name, name === set ? value : old] as const)
    : [...kept, [set, value] as const];
}

/** The source: all states that it ever had. */
class Source {
  readonly changes: Change[] = [];
  readonly states: State[] = [new Map()];
  /** How many changes there are by now; a fetch reads what the stream has yet to tell. */
  seen = 0;

  constructor(wishes: readonly Wish[]) {
    for (const { id, action, name } of wishes) {
      const before = this.states.at(-1)!;
      const value = this.changes.length;
      const fields = before.get(id);
      const after = new Map(before);
      if (fields === undefined || action === 'replace') {
        const own = [[name, value] as const];
        after.set(id, own);
        this.changes.push({ kind: fields === undefined ? 'insert' : 'replace', id, fields: own });
      } else if (action === 'delete') {
        after.delete(id);
        this.changes.push({ kind: 'delete', id });
      } else {
        const update = action === 'set' ? { set: name } : { unset: name };
        after.set(id, updated(fields, update, value));
        this.changes.push({ kind: 'update', id, ...update });
      }
      this.states.push(after);
    }
  }

  before(index: number): State {
    return this.states[index]!;
  }

  get present(): State {
    return this.states[this.seen]!;
  }

  get time(): bigint {
    return timeOf(this.seen - 1);
  }

  goOnTo(count: number): void {
    this.seen = Math.min(this.changes.length, Math.max(this.seen, count));
  }

  event(index: number): DataEvent {
    const { kind, id } = this.changes[index]!;
    const key = Buffer.from(BSON.serialize({ _id: id }));
    const span = kind === 'delete' ? { start: -1, end: -1 } : { start: 0, end: 5 };
    const place = { buffer: key, tokenStart: 0, tokenEnd: 0, collectionKey: '', namespaceStart: 0, hasShardKey: false };
    return { kind, id: documentId(key, 0)!, time: timeOf(index), ...place, ...span };
  }
}

class Death extends Error {}

/** A delta was about to be applied to another state than the one that it was made from. */
class WrongBase extends Error {}

interface Stored {
  readonly position: number;
  readonly horizon: bigint | undefined;
}

/** The destination with its journal; dies with the process when its luck runs out, before or behind a step. */
class Destination {
  readonly #states: State[] = [new Map()];
  #proven = 0;
  stored: Stored = { position: 0, horizon: undefined };
  stepsToDeath = Number.POSITIVE_INFINITY;

  get state(): State {
    return this.#states.at(-1)!;
  }

  #step(act: () => void): void {
    this.stepsToDeath -= 1;
    if (this.stepsToDeath === 0) throw new Death();
    act();
    if (this.stepsToDeath === 0.5) throw new Death();
  }

  write(id: number, fields: Fields | undefined): void {
    this.#step(() => {
      const after = new Map(this.state);
      if (fields === undefined) after.delete(id);
      else after.set(id, fields);
      this.#states.push(after);
    });
  }

  /** Replication is in order: what is durable on a majority proves everything written before it. */
  store(stored: Partial<Stored>): void {
    this.#step(() => {
      this.#proven = this.#states.length - 1;
      this.stored = { ...this.stored, ...stored };
    });
  }

  /** An election: of what was not proven, only this much stays. */
  rollBack(share: number): void {
    const kept = this.#proven + Math.floor((this.#states.length - 1 - this.#proven) * share);
    this.#states.length = kept + 1;
  }
}

/** One run, from the journal to the end of the source or to its death. */
async function run(source: Source, destination: Destination, { batchSize, ahead, lapse }: Life): Promise<void> {
  const end = source.changes.length;
  const { horizon: durable, position: start } = destination.stored;
  source.goOnTo(start + ahead);
  const overlap = durable ?? source.time;
  const horizon = new Horizon({
    overlap,
    durable,
    sourceTime: () => source.time,
    raiseTo: async (time) => destination.store({ horizon: time }),
  });
  const namespace = { db: 'shop', coll: 'orders' };
  const kept = { kind: 'plain', hasCollation: false, state: 'live', match: null } as const;
  const entry = new CollectionEntry('00', {
    source: namespace,
    destination: namespace,
    overlapUntil: overlap,
    ...kept,
  });
  let batches = 0;
  for (let position = start; position < end; ) {
    const stop = Math.min(end, position + batchSize);
    source.goOnTo(stop + ahead);
    const batch = new EventBatch(entry);
    for (let index = position; index < stop; index += 1) batch.add(source.event(index));
    await horizon.cover(timeOf(stop - 1));
    for (const { action, event } of [...batch.resolve()].reverse()) {
      const index = Number(event.time >> 32n) - 1;
      const change = source.changes[index]!;
      const there = destination.state.get(change.id);
      if (action === 'touch' || (change.kind === 'update' && there === undefined)) {
        await horizon.cover(source.time);
        destination.write(change.id, source.present.get(change.id));
        entry.fetched.set(exactKey(event.id), idKey(event.id, false), source.time, source.time);
      } else if (change.kind === 'update') {
        if (!isDeepStrictEqual(there, source.before(index).get(change.id))) throw new WrongBase(`change ${index}`);
        destination.write(change.id, updated(there!, change, index));
      } else destination.write(change.id, change.kind === 'delete' ? undefined : change.fields);
    }
    position = stop;
    entry.fetched.passed(timeOf(position - 1));
    batches += 1;
    if (batches % lapse !== 0) continue;
    const next = horizon.ahead(timeOf(position - 1));
    destination.store({ position, horizon: next });
    horizon.reached(next);
  }
  destination.store({ position: end });
  destination.store({ horizon: horizon.close() });
}

interface Wish {
  readonly id: number;
  readonly action: 'set' | 'unset' | 'replace' | 'delete';
  readonly name: string;
}

interface Life {
  /** Steps that the process lives for; a half dies behind the step instead of before it. */
  readonly steps: number;
  readonly batchSize: number;
  /** Changes by which the source is ahead of the stream. */
  readonly ahead: number;
  /** Batches from checkpoint to checkpoint. */
  readonly lapse: number;
  /** How much stays of what was not proven. */
  readonly kept: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  id: fc.constantFrom(1, 1, 1, 2),
  action: fc.constantFrom(...Array(9).fill('set'), ...Array(7).fill('unset'), 'replace', 'delete'),
  name: fc.constantFrom('a', 'b', 'c'),
});
const life: fc.Arbitrary<Life> = fc.record({
  steps: fc.integer({ min: 10, max: 90 }).map((half) => half / 2),
  batchSize: fc.constantFrom(1, 1, 1, 1, 2, 4),
  ahead: fc.constantFrom(0, 0, 1, 2, 12),
  lapse: fc.integer({ min: 1, max: 20 }),
  kept: fc.constantFrom(0, 0.5, 1, 1, 1, 1),
});

describe('following with a horizon', () => {
  it('applies each delta to the state that it was made from, wherever it dies and whatever is rolled back', async () => {
    let certain = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { minLength: 5, maxLength: 120, size: 'max' }),
        fc.array(life, { minLength: 1, maxLength: 6, size: 'max' }),
        async (wishes, lives) => {
          const source = new Source(wishes);
          const destination = new Destination();
          for (const one of lives) {
            destination.stepsToDeath = one.steps;
            await run(source, destination, one).catch((error: unknown) => {
              if (!(error instanceof Death)) throw error;
            });
            destination.rollBack(one.kept);
          }
          destination.stepsToDeath = Number.POSITIVE_INFINITY;
          const { horizon = 0n, position } = destination.stored;
          if (position < wishes.length && horizon < timeOf(wishes.length - 1)) certain += 1;
          await run(source, destination, lives[0]!);
          expect([...destination.state].sort()).toEqual([...source.present].sort());
        },
      ),
      { numRuns: 2_000 },
    );
    // Else every delta was fetched, which is right and tests nothing.
    expect(certain).toBeGreaterThan(100);
  });

  it('lets nothing pass before it is durable, nor anything once it is closed', async () => {
    const asked: bigint[] = [];
    let answer = (): void => {};
    const raiseTo = async (time: bigint): Promise<void> => {
      asked.push(time);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
    };
    const horizon = new Horizon({ overlap: 5n, durable: 5n, sourceTime: () => timeOf(100), raiseTo });
    await horizon.cover(5n);
    expect(asked).toEqual([]);
    let passed = 0;
    const passing = [timeOf(1), timeOf(2)].map(async (time) => {
      await horizon.cover(time);
      passed += 1;
    });
    await new Promise(setImmediate);
    expect([passed, asked.length]).toEqual([0, 1]);
    answer();
    await Promise.all(passing);
    expect(asked[0]).toBeGreaterThan(timeOf(2));
    expect(horizon.close()).toBe(timeOf(2));
    await expect(horizon.cover(1n)).rejects.toThrow('ended');
  });
});
