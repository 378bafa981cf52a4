/**
 * Worker threads that carry the bytes of the copy (docs/decisions/0013-worker-threads-for-the-copy.md).
 * They are started when there is something for them to do, and ended when the copy is over or the run ends.
 */
import { BSON, type MongoClient } from '../../../mongo/driver.ts';
import type { Absence } from '../../../mongo/natural-scan.ts';
import type { SessionId } from '../../write-sessions.ts';
import type { CarriedSpan, Carrier, SpanRead } from '../carrier.ts';
import { CopyWorker } from './copy-worker.ts';
import type { WorkerTask } from './messages.ts';

/** How many threads carry documents. */
export interface CopyWorkersTuning {
  readonly count: number;
  /** What a worker runs: `thread.ts`, as JavaScript. */
  readonly program: URL;
}

export interface CopyWorkersOptions extends CopyWorkersTuning {
  readonly task: WorkerTask;
  /** Knows the source's clock as of all that was decided on here. */
  readonly source: MongoClient;
  /** Called before anything is written under them, which waits for it. */
  readonly onSessions: (ids: readonly SessionId[]) => Promise<void>;
}

export class CopyWorkers implements Carrier {
  readonly #options: CopyWorkersOptions;
  #workers: CopyWorker[] = [];
  /** Those that were started and have not gone, the ones at rest included. */
  readonly #alive = new Set<CopyWorker>();
  #isClosed = false;

  constructor(options: CopyWorkersOptions) {
    this.#options = options;
  }

  async open(read: SpanRead): Promise<CarriedSpan | Absence> {
    const worker = this.#leastBusy();
    worker.openSpans += 1;
    let isOpen = false;
    try {
      const span = await worker.open(read, () => this.#gossip());
      if (typeof span === 'string') return span;
      isOpen = true;
      const close = async () => {
        await span.close();
        worker.openSpans -= 1;
      };
      return { ...span, close };
    } finally {
      if (!isOpen) worker.openSpans -= 1;
    }
  }

  /** Ends them all while there is nothing to do; the next span starts new ones. */
  async rest(): Promise<void> {
    const idle = this.#workers.filter(({ openSpans }) => openSpans === 0);
    this.#workers = this.#workers.filter((worker) => !idle.includes(worker));
    await Promise.all(idle.map(async (worker) => await worker.dismiss()));
    for (const worker of idle) this.#alive.delete(worker);
  }

  /** Ends them all at once, for good: afterwards nothing of theirs is sent any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#alive].map(async (worker) => await worker.terminate()));
  }

  #leastBusy(): CopyWorker {
    if (this.#isClosed) throw new Error('The run has ended, and its workers with it');
    this.#workers = this.#workers.filter(({ hasEnded }) => !hasEnded);
    const [least] = this.#workers.toSorted((a, b) => a.openSpans - b.openSpans);
    const { count, program, task, onSessions } = this.#options;
    if (least !== undefined && (least.openSpans === 0 || this.#workers.length >= count)) return least;
    const worker = new CopyWorker(program, task, onSessions);
    this.#workers.push(worker);
    this.#alive.add(worker);
    return worker;
  }

  /** A client tells servers the latest time that it has met; that of a worker has met less, and would ask too early. */
  #gossip(): Uint8Array | undefined {
    const session = this.#options.source.startSession();
    const { clusterTime } = session;
    void session.endSession();
    // Without a signature the driver does not take it from us.
    return clusterTime?.signature === undefined ? undefined : BSON.serialize(clusterTime);
  }
}
