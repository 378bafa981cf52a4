import { Secret } from '../../../src/lib/secret.ts';
import type { BsonValue } from '../../../src/mongo/bson/value.ts';
import type { ClusterTime } from '../../../src/mongo/cluster-time.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import type { MongoClient } from '../../../src/mongo/driver.ts';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import type { VerifiableSync, VerificationStatus } from '../../../src/sync/verification-port.ts';
import { comparableCollections } from '../../../src/verify/comparable-collections.ts';
import { Verifier } from '../../../src/verify/verifier.ts';
import { waitFor } from '../wait-for.ts';

export interface RunningVerifierOptions {
  readonly sourceUri: string;
  readonly destinationUri: string;
  readonly database: string;
  /** Up to where the sync has come when it begins. */
  readonly appliedTime?: ClusterTime;
  /** What else the sync says of itself. */
  readonly sync?: Partial<VerifiableSync>;
}

/** The verifier beside a sync that has copied a database, and goes as far, and tells of what, a test says. */
export class RunningVerifier implements AsyncDisposable {
  readonly source: MongoClient;
  readonly #verifier: Verifier;
  readonly #idOf: (coll: string) => string;
  readonly #clock: { now: ClusterTime };
  readonly #close: () => Promise<void>;

  private constructor(own: {
    readonly source: MongoClient;
    readonly verifier: Verifier;
    readonly idOf: (coll: string) => string;
    readonly clock: { now: ClusterTime };
    readonly close: () => Promise<void>;
  }) {
    this.source = own.source;
    this.#verifier = own.verifier;
    this.#idOf = own.idOf;
    this.#clock = own.clock;
    this.#close = own.close;
  }

  /** It reads nothing before `start`. */
  static async open(options: RunningVerifierOptions): Promise<RunningVerifier> {
    const { sourceUri, destinationUri, database, appliedTime = 1n } = options;
    const connect = async (uri: string, role: string) => await connectCluster({ uri: new Secret(uri, role), role });
    const clusters = [await connect(sourceUri, 'source'), await connect(destinationUri, 'destination')] as const;
    const [source, destination] = clusters.map(({ client }) => client) as [MongoClient, MongoClient];
    const filter = new NamespaceFilter({ include: [{ database }], exclude: [] }, source);
    const collections = [...(await comparableCollections(source, filter)).values()];
    const clock = { now: appliedTime };
    const ended = new AbortController();
    const sync: VerifiableSync = {
      extent: { mode: 'full' },
      source,
      destination,
      // Many batches of few documents.
      memoryBytes: 800_000,
      collections: () => collections,
      isComplete: () => true,
      appliedTime: () => clock.now,
      whenApplied: async () => {},
      signal: ended.signal,
      ...options.sync,
    };
    const verifier = new Verifier(sync, { canCompareUuid: true });
    const idOf = (coll: string) => collections.find(({ source: { coll: of } }) => of === coll)!.id;
    const close = async () => {
      ended.abort();
      for (const cluster of clusters) await cluster[Symbol.asyncDispose]();
    };
    return new RunningVerifier({ source, verifier, idOf, clock, close });
  }

  /** Opens and starts one, and waits for its first result. */
  static async compareOnce(options: RunningVerifierOptions): Promise<VerificationStatus> {
    await using verifier = await RunningVerifier.open(options);
    verifier.start();
    return await verifier.whenCompared();
  }

  start(): void {
    this.#verifier.start();
  }

  status(): VerificationStatus {
    return this.#verifier.status();
  }

  /** Tells of changes that were sent, as the sync does; of its own time when none is given. */
  changed(coll: string, ids: readonly BsonValue[], time: ClusterTime = this.#clock.now): void {
    this.#verifier.changed(this.#idOf(coll), ids, time);
  }

  hurry(): void {
    this.#verifier.hurry();
  }

  /** The sync goes on, a little or up to a time. */
  goOn(to: ClusterTime = this.#clock.now + 1n): void {
    this.#clock.now = to;
  }

  /** Waits until everything is compared that the sync has come to by now. */
  async whenCompared(): Promise<VerificationStatus> {
    const from = this.#clock.now;
    return await waitFor('everything to be compared', async () => {
      await Promise.race([Promise.resolve(), this.#verifier.failure]);
      const status = this.#verifier.status();
      return (status.watermark ?? -1n) >= from && status;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
