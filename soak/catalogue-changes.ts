import { type Db, MongoClient } from '../test/support/driver.ts';
import { Random } from '../test/support/writer/random.ts';
import { changes, create } from './changes.ts';
import { catalogueDatabase, Names } from './names.ts';

const pauseMs = 150;

/** Creates, changes, renames and drops collections, indexes and views that hold documents, until it is stopped. */
export class CatalogueChanges implements AsyncDisposable {
  readonly #client: MongoClient;
  readonly #work: Promise<void>;
  #isStopped = false;
  #done = 0;

  private constructor(client: MongoClient, seed: number) {
    this.#client = client;
    this.#work = this.#run(client.db(catalogueDatabase), new Random(seed ^ 0x5eed));
  }

  static async start(uri: string, seed: number): Promise<CatalogueChanges> {
    return new CatalogueChanges(await MongoClient.connect(uri, { writeConcern: { w: 'majority' } }), seed);
  }

  /** Those that the server acknowledged. */
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

  async #run(db: Db, random: Random): Promise<void> {
    const names = new Names(random);
    while (!this.#isStopped) {
      const change = names.isEmpty ? create : random.pick(changes);
      try {
        await change(db, random, names);
        this.#done += 1;
      } catch {
        // What the server refuses, or did not answer in an election, is no change; what is there, is compared in the end.
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
