/**
 * What happens at the source while nobody follows: 50 % inserts, 35 % updates of two fields (one of them with $inc) and
 * 15 % deletes of the oldest, over four collections, in rounds. Within a round no two operations are about one document,
 * so the order inside of it is free; the next round builds on it.
 */
import { BSON, type Document } from '../../test/support/driver.ts';
import type { CollectionData, Dataset } from './dataset.ts';
import { documentBatches } from './document-batches.ts';
import { smallDocument, smallIndexes } from './documents.ts';
import { Random } from './random.ts';

export type OperationKind = 'insert' | 'update' | 'delete';

/** One write command with ready-made statements. */
export interface WriteCommand {
  readonly collection: string;
  readonly kind: OperationKind;
  readonly statements: Buffer;
}

/** What has to be in a collection in the end. */
export interface ExpectedState {
  readonly collection: string;
  readonly documents: number;
  /** The sum of the counters that updates increase. */
  readonly updates: number;
}

export interface Backlog extends Writes {
  /** What is there before. */
  readonly seed: Dataset;
}

/** Some of the operations of an application, and what is there behind them. */
export interface Writes {
  readonly operations: number;
  /** In commands so small that the kinds and collections are interleaved, in random order. */
  readonly rounds: readonly (readonly WriteCommand[])[];
  /** The same in as few commands as servers like. */
  readonly bulkRounds: readonly (readonly WriteCommand[])[];
  readonly expected: readonly ExpectedState[];
}

/** Where a last write shows that everything before it was read. */
export const markCollection = 'marks';

const collectionCount = 4;
const seedDocuments = 20_000;
const roundOperations = 8_000;
const interleavedOperations = 3;
const bulkOperations = 1_000;

export function makeBacklog(operations: number): Backlog {
  const application = new Application();
  return { seed: application.seed, ...application.next(operations) };
}

/** What writes to the source: the same operations in every run. */
export class Application {
  readonly seed: Dataset;
  readonly #random = new Random(7);
  readonly #collections = Array.from(
    { length: collectionCount },
    (_, number) => new History(`orders${number}`, this.#random),
  );

  constructor() {
    const seeds = this.#collections.map((history) => history.seed());
    this.seed = { collections: [...seeds, { name: markCollection, batches: [], indexes: [] }] };
  }

  next(wanted: number): Writes {
    const rounds: WriteCommand[][] = [];
    const bulkRounds: WriteCommand[][] = [];
    let operations = 0;
    for (let left = wanted; left > 0; left -= roundOperations) {
      const share = Math.ceil(Math.min(left, roundOperations) / collectionCount);
      const made = this.#collections.map((history) => ({ collection: history.name, operations: history.round(share) }));
      operations += share * collectionCount;
      rounds.push(this.#random.shuffle(made.flatMap((one) => inCommands(one, interleavedOperations))));
      bulkRounds.push(made.flatMap((one) => inCommands(one, bulkOperations)));
    }
    return { operations, rounds, bulkRounds, expected: this.#collections.map((history) => history.state()) };
  }
}

type Operations = Readonly<Record<OperationKind, readonly Uint8Array[]>>;

/** One collection as its writes change it: `_id`s are numbers, from the oldest document to the newest. */
class History {
  readonly name: string;
  readonly #random: Random;
  readonly #updates: number[] = [];
  #oldest = 0;

  constructor(name: string, random: Random) {
    this.name = name;
    this.#random = random;
  }

  seed(): CollectionData {
    return { name: this.name, batches: documentBatches(seedDocuments, () => this.#next()), indexes: smallIndexes };
  }

  round(count: number): Operations {
    const deletes = Math.floor(count * 0.15);
    const updates = Math.floor(count * 0.35);
    const inserts = count - deletes - updates;
    const newest = this.#updates.length;
    const operations = {
      delete: Array.from({ length: deletes }, () => BSON.serialize({ q: { _id: this.#oldest++ }, limit: 1 })),
      update: this.#someOf(updates, this.#oldest, newest).map((id) => this.#update(id)),
      insert: Array.from({ length: inserts }, () => BSON.serialize(this.#next())),
    };
    return operations;
  }

  state(): ExpectedState {
    const present = this.#updates.slice(this.#oldest);
    const updates = present.reduce((sum, number) => sum + number, 0);
    return { collection: this.name, documents: present.length, updates };
  }

  #next(): Document {
    const id = this.#updates.push(0) - 1;
    return smallDocument(id, id, this.#random);
  }

  #update(id: number): Uint8Array {
    this.#updates[id]! += 1;
    const status = `changed ${this.#random.below(1000)}`;
    return BSON.serialize({ q: { _id: id }, u: { $set: { status }, $inc: { n: 1 } } });
  }

  /** Different numbers from `first` to `end`, exclusive. */
  #someOf(count: number, first: number, end: number): readonly number[] {
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(first + this.#random.below(end - first));
    return [...chosen];
  }
}

function inCommands(
  { collection, operations }: { readonly collection: string; readonly operations: Operations },
  size: number,
): readonly WriteCommand[] {
  return (['insert', 'update', 'delete'] as const).flatMap((kind) => {
    const commands: WriteCommand[] = [];
    for (let at = 0; at < operations[kind].length; at += size) {
      commands.push({ collection, kind, statements: Buffer.concat(operations[kind].slice(at, at + size)) });
    }
    return commands;
  });
}
