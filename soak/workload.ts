import { RandomWriter } from '../test/support/writer/random-writer.ts';
import { CatalogueChanges } from './catalogue-changes.ts';
import { KnownTraps } from './known-traps.ts';
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
  /** How the names of databases begin that every sync of the round has in scope, for changes that are known to be hard. */
  readonly trapDatabases: string | undefined;
}

/** What applications do on one side of a sync. */
export class Workload implements AsyncDisposable {
  readonly #writer: RandomWriter;
  readonly #changes: CatalogueChanges;
  readonly #traps: KnownTraps | undefined;

  private constructor(writer: RandomWriter, changes: CatalogueChanges, traps: KnownTraps | undefined) {
    this.#writer = writer;
    this.#changes = changes;
    this.#traps = traps;
  }

  static async start(options: WorkloadOptions): Promise<Workload> {
    const { uri, seed, collections, scope, trapDatabases } = options;
    // Slow enough for the copy to go on under most of the faults, and for the engine to keep up between them.
    const rate = { lanes: 4, operationsPerSecond: 100 };
    const writer = await RandomWriter.start({ uri, seed, database: scope.databases.written, collections, ...rate });
    const traps =
      trapDatabases === undefined ? undefined : await KnownTraps.start({ uri, seed, databases: trapDatabases });
    return new Workload(writer, await CatalogueChanges.start(options), traps);
  }

  get told(): string {
    const traps = this.#traps === undefined ? '' : `, ${this.#traps.done} known traps`;
    return `${this.#writer.acknowledged} writes, ${this.#changes.done} changes of the catalogue${traps}`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#writer.stop(), this.#changes.stop(), this.#traps?.stop()]);
  }

  /** @throws when something that was acknowledged is not there */
  async expectAll(uri: string): Promise<void> {
    const lost = await this.#writer.record.findLost(uri);
    if (lost.length > 0) throw new Error(`Acknowledged writes were lost: ${JSON.stringify(lost.slice(0, 10))}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#traps?.[Symbol.asyncDispose]();
    await this.#changes[Symbol.asyncDispose]();
    await this.#writer[Symbol.asyncDispose]();
  }
}
