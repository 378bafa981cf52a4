/**
 * A stand-in for applications that go on writing while their data are moved: random writes of every kind from a seed,
 * and an account of what the server acknowledged, to hold the destination against.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../src/lib/errors.ts';
import { type Db, MongoClient, MongoServerError } from '../driver.ts';
import { Lane } from './lane.ts';
import { type OperationKind, operationMakers } from './operations.ts';
import { Random } from './random.ts';
import { WriteRecord } from './write-record.ts';

/** How and where to write. */
export interface WriterOptions {
  readonly uri: string;
  readonly database: string;
  /** Nobody else may write to them. */
  readonly collections: readonly string[];
  readonly seed?: number;
  /** Writes that are under way at the same time. */
  readonly lanes?: number;
  /** Over all lanes; as fast as it goes when absent. */
  readonly operationsPerSecond?: number;
  readonly kinds?: readonly OperationKind[];
  /** Living documents of each lane, about. */
  readonly documentsPerLane?: number;
}

const allKinds = Object.keys(operationMakers) as OperationKind[];

/** What a lane needs to have alive for an operation on existing documents. */
const fewestDocuments = 10;

/** After a write that failed, so that a server that is down is not asked without a break. */
const pauseAfterErrorMs = 20;

/** Writes until it is stopped. */
export class RandomWriter implements AsyncDisposable {
  readonly record: WriteRecord;
  readonly #client: MongoClient;
  readonly #options: WriterOptions;
  readonly #lanes: Promise<void>[];
  readonly #errors = new Map<string, number>();
  readonly #startedAtMs = performance.now();
  #acknowledged = 0;
  #acknowledgedAtMs = performance.now();
  #longestPauseMs = 0;
  #isStopped = false;

  private constructor(client: MongoClient, options: WriterOptions) {
    this.#client = client;
    this.#options = options;
    this.record = new WriteRecord(options.database, options.collections);
    const database = client.db(options.database);
    const { lanes = 4, seed = 1 } = options;
    this.#lanes = Array.from({ length: lanes }, (_, index) => {
      const lane = new Lane(index, new Random(seed * 1000 + index), database, options.collections);
      return this.#run(lane, lanes);
    });
  }

  /** Makes the collections where they are missing, and begins to write. */
  static async start(options: WriterOptions): Promise<RandomWriter> {
    const client = await MongoClient.connect(options.uri, { writeConcern: { w: 'majority' } });
    for (const collection of options.collections) await ensureCollection(client.db(options.database), collection);
    return new RandomWriter(client, options);
  }

  /** Operations that the server acknowledged so far. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** The longest time in which nothing was acknowledged: how long writes were blocked, as an application sees it. */
  get longestPauseMs(): number {
    return Math.max(this.#longestPauseMs, this.#isStopped ? 0 : performance.now() - this.#acknowledgedAtMs);
  }

  /** How often which error came. */
  get errors(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#errors);
  }

  /** Returns when no write is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#lanes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#client.close();
  }

  async #run(lane: Lane, lanes: number): Promise<void> {
    const { operationsPerSecond } = this.#options;
    for (let count = 0; !this.#isStopped; count++) {
      if (operationsPerSecond) {
        const dueAtMs = this.#startedAtMs + (count * lanes * 1000) / operationsPerSecond;
        await sleep(Math.max(0, dueAtMs - performance.now()));
      }
      await this.#write(lane);
    }
  }

  async #write(lane: Lane): Promise<void> {
    const { touches, execute } = operationMakers[this.#pickKind(lane)](lane);
    try {
      await execute(this.#client);
    } catch (error) {
      this.record.doubt(touches);
      this.#count(error);
      await sleep(pauseAfterErrorMs);
      return;
    }
    this.record.acknowledge(touches);
    // After a failure nobody knows what its documents look like: they are left as they are, in the record too.
    lane.giveBack(touches.filter(({ after }) => after !== 'deleted'));
    this.#acknowledged += 1;
    const nowMs = performance.now();
    this.#longestPauseMs = Math.max(this.#longestPauseMs, nowMs - this.#acknowledgedAtMs);
    this.#acknowledgedAtMs = nowMs;
  }

  #pickKind(lane: Lane): OperationKind {
    const { kinds = allKinds, documentsPerLane = 500 } = this.#options;
    if (lane.livingCount < fewestDocuments) return 'insertMany';
    return lane.livingCount > documentsPerLane ? 'deleteMany' : lane.random.pick(kinds);
  }

  #count(error: unknown): void {
    const name = error instanceof MongoServerError && error.codeName ? error.codeName : messageOf(error);
    this.#errors.set(name, (this.#errors.get(name) ?? 0) + 1);
  }
}

async function ensureCollection(database: Db, collection: string): Promise<void> {
  const [existing] = await database.listCollections({ name: collection }, { nameOnly: true }).toArray();
  if (!existing) await database.createCollection(collection);
}
