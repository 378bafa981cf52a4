import { RandomWriter } from '../test/support/writer/random-writer.ts';
import { CatalogueChanges } from './catalogue-changes.ts';
import type { Scope } from './scope/scope.ts';

export interface WorkloadOptions {
  readonly uri: string;
  readonly seed: number;
  /** Of the direction that begins where this is written. */
  readonly scope: Scope;
  /** That nobody else writes to. */
  readonly collections: readonly string[];
  /** Of those who have changed the same catalogue before. */
  readonly lastSerial: number;
}

/** What applications do on one side of a sync. */
export class Workload implements AsyncDisposable {
  readonly #writer: RandomWriter;
  readonly #changes: CatalogueChanges;

  private constructor(writer: RandomWriter, changes: CatalogueChanges) {
    this.#writer = writer;
    this.#changes = changes;
  }

  static async start(options: WorkloadOptions): Promise<Workload> {
    const { uri, seed, collections, scope } = options;
    // Slow enough for the copy to go on under most of the faults, and for the engine to keep up between them.
    const rate = { lanes: 4, operationsPerSecond: 100 };
    const writer = await RandomWriter.start({ uri, seed, database: scope.databases.written, collections, ...rate });
    return new Workload(writer, await CatalogueChanges.start(options));
  }

  get told(): string {
    return `${this.#writer.acknowledged} writes, ${this.#changes.done} changes of the catalogue`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#writer.stop(), this.#changes.stop()]);
  }

  /** @throws when something that was acknowledged is not there */
  async expectAll(uri: string): Promise<void> {
    const lost = await this.#writer.record.findLost(uri);
    if (lost.length > 0) throw new Error(`Acknowledged writes were lost: ${JSON.stringify(lost.slice(0, 10))}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#changes[Symbol.asyncDispose]();
    await this.#writer[Symbol.asyncDispose]();
  }
}
