import type { DestinationWriter } from '../destination-writer.ts';
import type { SyncCluster } from '../sync-context.ts';
import type { Carrier } from './carrier.ts';
import { CarrierHere } from './carrier-here.ts';
import { CopyWorkers, type CopyWorkersTuning } from './workers/copy-workers.ts';
import type { WorkerConnection } from './workers/messages.ts';

export interface CarriersOptions {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  readonly writer: DestinationWriter;
  /** Inserts under way at once, at most. */
  readonly parallelism: number;
  readonly workers: CopyWorkersTuning | undefined;
  /** Called when there are more sessions that are written under, before they are. */
  readonly storeSessions: () => Promise<void>;
}

/** Who carries the documents of a run's copy: this thread, or worker threads where there are any. */
export class Carriers {
  readonly #here: Carrier;
  readonly #workers: CopyWorkers | undefined;
  /** One after the other, so that the longest list is the last. */
  #stored: Promise<void> = Promise.resolve();

  constructor({ source, destination, writer, parallelism, workers, storeSessions }: CarriersOptions) {
    this.#here = new CarrierHere(source.client, writer.target);
    if (workers === undefined || source.connection === undefined || destination.connection === undefined) return;
    this.#workers = new CopyWorkers({
      ...workers,
      source: source.client,
      onSessions: async (ids) => {
        writer.addSessions(ids);
        this.#stored = this.#stored.then(storeSessions);
        await this.#stored;
      },
      task: {
        source: revealed(source.connection),
        destination: revealed(destination.connection),
        parallelism,
        isSharded: writer.target.isSharded,
      },
    });
  }

  get present(): Carrier {
    return this.#workers ?? this.#here;
  }

  /** Nothing is being copied. */
  rest(): void {
    void this.#workers?.rest();
  }

  /** At the end of the run: afterwards no worker sends anything any more. */
  async close(): Promise<void> {
    await this.#workers?.close();
  }
}

function revealed({ uri, ...options }: NonNullable<SyncCluster['connection']>): WorkerConnection {
  return { ...options, uri: uri.reveal() };
}
