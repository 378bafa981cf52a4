import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Deferred, deferred } from '../../../lib/deferred.ts';
import { EngineError, messageOf } from '../../../lib/errors.ts';
import type { IdKey } from '../../../mongo/bson/id-key.ts';
import { UUID } from '../../../mongo/driver.ts';
import { unpackError } from '../../../mongo/error-parcel.ts';
import type { Absence } from '../../../mongo/natural-scan.ts';
import { LeaseExpiredError } from '../../checkpoint/lease.ts';
import type { SessionId } from '../../write-sessions.ts';
import type { CarriedSpan, ReadBatch, SpanRead } from '../carrier.ts';
import {
  type Answer,
  farewell,
  packSpan,
  type Ready,
  type ReportParcel,
  type Request,
  type SelectionParcel,
  unpackReport,
  unpackSelection,
  type WorkerTask,
} from './messages.ts';

/** Of a worker's heap, in MB; documents lie outside of it. Ample for the keys of the largest batch. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };
const farewellMs = 2_000;

/** A thread ended by itself: whatever it had been told is in doubt. The next run begins with new ones. */
export class WorkerEndedError extends EngineError {
  constructor(detail: string) {
    super('GW995', {
      summary: 'A thread that carries the documents of the copy ended unexpectedly',
      detail,
      hint: 'Where that happens again and again, run the engine with fewer of them (engine.builtin.workers, `godwit sync --workers`; 0 for none)',
    });
  }
}

type Asked = Request extends infer Each ? (Each extends Request ? Omit<Each, 'call'> : never) : never;

/** One worker thread, as the main thread sees it. */
export class CopyWorker {
  readonly #worker: Worker;
  readonly #exited: Promise<unknown>;
  readonly #ready = deferred();
  readonly #onSessions: (ids: readonly SessionId[]) => Promise<void>;
  readonly #calls = new Map<number, Deferred<unknown>>();
  #lastNumber = 0;
  #ended: Error | undefined;
  /** Spans that it has been given and that are not closed. */
  openSpans = 0;

  /** @param onSessions gets the sessions that it writes under, before it is told to write anything */
  constructor(program: URL, task: WorkerTask, onSessions: (ids: readonly SessionId[]) => Promise<void>) {
    this.#onSessions = onSessions;
    this.#worker = new Worker(program, { workerData: task, resourceLimits, name: 'godwit copy' });
    this.#exited = once(this.#worker, 'exit').catch(() => {});
    this.#ready.promise.catch(() => {});
    this.#worker.on('message', (message: Ready | Answer) => this.#take(message));
    this.#worker.on('error', (error) => this.#end(new WorkerEndedError(messageOf(error))));
    this.#worker.on('exit', (code) => this.#end(new WorkerEndedError(`Its exit code is ${code}`)));
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** @param gossip the cluster time that the source has to be told, as of the moment when the worker is ready */
  async open(read: SpanRead, gossip: () => Uint8Array | undefined): Promise<CarriedSpan | Absence> {
    await this.#ready.promise;
    const span = this.#number();
    const absence = await this.#ask({ verb: 'open', span, read: packSpan(read), gossip: gossip() });
    if (absence !== undefined) return absence as Absence;
    return {
      next: async () => (await this.#ask({ verb: 'next', span })) as ReadBatch | undefined,
      idKeys: async (hasCollation) => (await this.#ask({ verb: 'idKeys', span, hasCollation })) as IdKey[],
      select: async (choice) => unpackSelection((await this.#ask({ verb: 'select', span, choice })) as SelectionParcel),
      insert: async (order) => unpackReport((await this.#ask({ verb: 'insert', span, order })) as ReportParcel),
      close: async () => {
        await this.#ask({ verb: 'close', span }).catch(() => {});
      },
    };
  }

  /** Ends it in order; nothing may be under way. */
  async dismiss(): Promise<void> {
    this.#worker.postMessage(farewell);
    const patience = setTimeout(() => void this.#worker.terminate(), farewellMs);
    await this.#exited;
    clearTimeout(patience);
  }

  /** Ends it at once: from then on it sends nothing, whatever it had been told. */
  async terminate(): Promise<void> {
    this.#end(new WorkerEndedError('It was told to'));
    await this.#worker.terminate();
  }

  #number(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  async #ask(asked: Asked): Promise<unknown> {
    if (this.#ended !== undefined) throw this.#ended;
    const call = this.#number();
    const answered = deferred<unknown>();
    this.#calls.set(call, answered);
    this.#worker.postMessage({ ...asked, call });
    return await answered.promise;
  }

  #take(message: Ready | Answer): void {
    if ('sessions' in message) {
      const known = this.#onSessions(message.sessions.map((bytes) => new UUID(bytes)));
      known.then(this.#ready.resolve, this.#ready.reject);
      return;
    }
    const call = this.#calls.get(message.call);
    this.#calls.delete(message.call);
    if ('value' in message) call?.resolve(message.value);
    else if ('isLate' in message) call?.reject(new LeaseExpiredError());
    // Number 0 is nobody's: it could not connect.
    else (call ?? this.#ready).reject(unpackError(message.error));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#ready.reject(this.#ended);
    for (const { reject } of this.#calls.values()) reject(this.#ended);
    this.#calls.clear();
  }
}
