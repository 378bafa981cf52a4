import { MongoClient } from '../test/support/driver.ts';
import { type LiveChange, liveChanges } from '../test/support/sync/live-changes.ts';
import { Random } from '../test/support/writer/random.ts';
import { pause } from './pause.ts';

/** That wait for their change from before the sync begins. */
const fewestReady = 4;
const longestPauseMs = 6_000;

export interface KnownTrapsOptions {
  readonly uri: string;
  readonly seed: number;
  /** How the names of their databases begin. */
  readonly databases: string;
}

interface Ready {
  readonly database: string;
  readonly trap: LiveChange;
}

/** The changes that sync engines are known to get wrong, at random and each in a database of its own, until it is stopped. */
export class KnownTraps implements AsyncDisposable {
  readonly #client: MongoClient;
  readonly #random: Random;
  readonly #databases: string;
  readonly #ready: Ready[] = [];
  #work = Promise.resolve();
  #isStopped = false;
  #made = 0;
  #done = 0;

  private constructor(client: MongoClient, { seed, databases }: KnownTrapsOptions) {
    this.#client = client;
    this.#random = new Random(seed ^ 0x7a95);
    this.#databases = databases;
  }

  static async start(options: KnownTrapsOptions): Promise<KnownTraps> {
    const client = await MongoClient.connect(options.uri, { writeConcern: { w: 'majority' } });
    const traps = new KnownTraps(client, options);
    while (traps.#ready.length < fewestReady) await traps.#prepare();
    traps.#work = traps.#run();
    return traps;
  }

  /** Those that were carried out to their end. */
  get done(): number {
    return this.#done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#client.close();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      await pause(this.#random.below(longestPauseMs));
      try {
        if (this.#ready.length < fewestReady) await this.#prepare();
        await this.#change();
        this.#done += 1;
      } catch {
        // What an election broke off is compared as far as it has come.
      }
    }
  }

  async #prepare(): Promise<void> {
    const trap = this.#random.pick(liveChanges);
    const database = `${this.#databases}${this.#made}`;
    this.#made += 1;
    await trap.before?.(this.#client.db(database), this.#client);
    this.#ready.push({ database, trap });
  }

  async #change(): Promise<void> {
    const { database, trap } = this.#ready.splice(this.#random.below(this.#ready.length), 1)[0]!;
    await trap.change(this.#client.db(database), this.#client);
  }
}
