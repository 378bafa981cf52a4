import { type Db, MongoClient } from '../test/support/driver.ts';
import { Random } from '../test/support/writer/random.ts';
import { changes, create } from './changes.ts';
import { Names } from './names.ts';
import { pause } from './pause.ts';
import type { WorkloadOptions } from './workload.ts';

/** Often one comes upon the other, so that a sync meets several at once. */
const pausesMs = [0, 0, 50, 300, 700];

/** Creates, changes, renames and drops collections, indexes and views that hold documents, until it is stopped. */
export class CatalogueChanges implements AsyncDisposable {
  readonly #client: MongoClient;
  readonly #work: Promise<void>;
  #isStopped = false;
  #done = 0;

  private constructor(client: MongoClient, { scope, seed, lastSerial }: WorkloadOptions) {
    const names = new Names(new Random(seed ^ 0x5eed), scope, lastSerial);
    this.#client = client;
    this.#work = this.#run(client.db(scope.databases.changed), names, new Random(seed ^ 0xca7a));
  }

  static async start(options: WorkloadOptions): Promise<CatalogueChanges> {
    return new CatalogueChanges(await MongoClient.connect(options.uri, { writeConcern: { w: 'majority' } }), options);
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

  async #run(db: Db, names: Names, random: Random): Promise<void> {
    while (!this.#isStopped) {
      const change = names.isEmpty ? create : random.pick(changes);
      try {
        await change(db, random, names);
        this.#done += 1;
      } catch {
        // What the server refuses, or did not answer in an election, is no change; what is there, is compared in the end.
      }
      await pause(random.pick(pausesMs));
    }
  }
}
