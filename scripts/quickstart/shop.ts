/**
 * The application of the quickstart: it inserts, updates and deletes all the time, and knows nothing of the migration but
 * the file that its connection string is in. When the server refuses its writes, it looks there until there is another one.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred } from '../../src/lib/deferred.ts';
import { messageOf } from '../../src/lib/errors.ts';
import { MongoClient, MongoServerError } from '../../test/support/driver.ts';
import { OutageClock } from './outage-clock.ts';
import { ShopDesk, type WriteKind } from './shop-desk.ts';

export interface ShopOptions {
  /** Holds the connection string. */
  readonly connectionFile: string;
  readonly writesPerSecond: number;
  /** How many there were to begin with. */
  readonly documents: number;
}

/** Acknowledged writes, by kind. */
export type WriteCounts = Record<WriteKind, number>;

const desks = 4;
const lookEveryMs = 10;
/** UserWritesBlocked */
const writesBlockedCode = 371;

export class Shop implements AsyncDisposable {
  readonly outage = new OutageClock();
  readonly #options: ShopOptions;
  readonly #before: WriteCounts = { insert: 0, update: 0, delete: 0 };
  readonly #after: WriteCounts = { insert: 0, update: 0, delete: 0 };
  readonly #errors = new Map<string, number>();
  readonly #moved = deferred();
  readonly #reopened = deferred();
  readonly #desks: Promise<void>[];
  #client: MongoClient;
  #uri: string;
  #move: Promise<void> | undefined;
  #isStopped = false;

  private constructor(client: MongoClient, uri: string, options: ShopOptions) {
    this.#client = client;
    this.#uri = uri;
    this.#options = options;
    // Whoever waits for it gets the error; nobody may do so yet.
    this.#moved.promise.catch(() => {});
    this.#desks = Array.from({ length: desks }, (_, number) => this.#work(number));
  }

  /** Opens the shop: from now on it writes. */
  static async open(options: ShopOptions): Promise<Shop> {
    const uri = await readFile(options.connectionFile, 'utf8');
    return new Shop(await connect(uri), uri, options);
  }

  /** Resolves when the first write was acknowledged under another connection string. */
  get moved(): Promise<void> {
    return this.#moved.promise;
  }

  /** What was written under the first connection string, and under the next one. */
  get counts(): { readonly before: Readonly<WriteCounts>; readonly after: Readonly<WriteCounts> } {
    return { before: this.#before, after: this.#after };
  }

  /** What no shop should have to meet, and how often it did. */
  get errors(): ReadonlyMap<string, number> {
    return this.#errors;
  }

  /** After the move the shop waits, so that both sides can be compared while they stand still. */
  reopen(): void {
    this.#reopened.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#reopened.resolve();
    await Promise.all(this.#desks);
    await this.#client.close();
  }

  async #work(number: number): Promise<void> {
    const desk = new ShopDesk(number, this.#options.documents);
    const everyMs = (desks * 1000) / this.#options.writesPerSecond;
    let dueAt = performance.now();
    while (!this.#isStopped) {
      // Behind schedule it goes on at its pace, and does not make up for it.
      dueAt = Math.max(dueAt + everyMs, performance.now() - everyMs);
      await sleep(Math.max(0, dueAt - performance.now()));
      await this.#write(desk);
    }
  }

  async #write(desk: ShopDesk): Promise<void> {
    await this.#move;
    const counts = this.#move === undefined ? this.#before : this.#after;
    const { kind, execute } = desk.next();
    const startedAt = performance.now();
    try {
      await execute(this.#client);
      this.outage.acknowledged(startedAt, performance.now());
      counts[kind] += 1;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === writesBlockedCode) {
        this.outage.refuse(startedAt);
        this.#move ??= this.#moveOver().catch(this.#moved.reject);
      } else this.#countError(error);
    }
  }

  async #moveOver(): Promise<void> {
    const old = this.#client;
    this.#uri = await this.#nextConnectionString();
    if (this.#isStopped) return;
    this.#client = await connect(this.#uri);
    await this.#tryOut();
    this.outage.end(performance.now());
    this.#moved.resolve();
    await old.close();
    await this.#reopened.promise;
  }

  async #nextConnectionString(): Promise<string> {
    for (;;) {
      const uri = await readFile(this.#options.connectionFile, 'utf8');
      if (uri !== this.#uri || this.#isStopped) return uri;
      await sleep(lookEveryMs);
    }
  }

  /** An order that is cancelled at once: whether writes go through, without leaving a trace. */
  async #tryOut(): Promise<void> {
    const orders = this.#client.db('shop').collection<{ _id: string }>('orders');
    for (;;) {
      try {
        await orders.insertOne({ _id: 'the first order after the move' });
        break;
      } catch (error) {
        if (this.#isStopped) throw error;
        this.#countError(error);
        await sleep(lookEveryMs);
      }
    }
    await orders.deleteOne({ _id: 'the first order after the move' });
  }

  #countError(error: unknown): void {
    const message = messageOf(error);
    this.#errors.set(message, (this.#errors.get(message) ?? 0) + 1);
  }
}

function connect(uri: string): Promise<MongoClient> {
  return MongoClient.connect(uri, {
    appName: 'shop',
    writeConcern: { w: 'majority' },
    serverSelectionTimeoutMS: 10_000,
  });
}
