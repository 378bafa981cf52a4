/**
 * The one place through which documents reach the destination. It sees to it that
 * - nothing is sent without the lease, nor runs longer than it (correctness rule 13), and changes that reach the server
 *   behind a successor are refused there;
 * - nothing is sent behind the end of its run, and what is under way then can be waited for;
 * - a change of the primary's term is noticed before anything is called durable (rule 12).
 *
 * Commands are sent once. Whoever sends them decides what a failure means.
 */

import { monotonicMs } from '../lib/monotonic.ts';
import { Semaphore } from '../lib/semaphore.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { formatNamespace, type Namespace } from '../mongo/namespace.ts';
import type { Activities } from './activities.ts';
import type { Lease } from './checkpoint/lease.ts';
import {
  type AnsweredWrite,
  type Numbering,
  sendWrite,
  termIn,
  type WriteKind,
  type WriteTarget,
} from './send-write.ts';
import type { Limits } from './throttle/limits.ts';
import type { WriteResult } from './write-reply.ts';
import { type SessionId, WriteSessions } from './write-sessions.ts';

/**
 * The destination's primary changed, so writes that only it had acknowledged may be rolled back:
 * everything since the last checkpoint has to be done again.
 */
export class TermChangedError extends Error {
  constructor(before: number, after: number) {
    super(`The destination elected a new primary (term ${before} became ${after}); going back to the last checkpoint`);
  }
}

export interface DestinationWriterOptions {
  readonly client: MongoClient;
  readonly lease: Lease;
  readonly activities: Activities;
  readonly limits: Limits;
  /** Commands under way at once. */
  readonly parallelism: number;
  readonly isSharded: boolean;
  /** Of the run: behind it nothing is begun. */
  readonly signal: AbortSignal;
}

export class DestinationWriter {
  readonly #options: DestinationWriterOptions;
  readonly #slots: Semaphore;
  readonly #underWay = new Set<Promise<unknown>>();
  /** How this thread writes. */
  readonly target: WriteTarget;
  readonly #sessionsElsewhere: SessionId[] = [];
  #term: number | undefined;

  constructor(options: DestinationWriterOptions) {
    const { client, parallelism, isSharded } = options;
    this.#options = options;
    this.#slots = new Semaphore(parallelism);
    this.target = { client, sessions: new WriteSessions(client, parallelism), isSharded };
  }

  /** The ids of all server sessions that the run writes under; see `settleWrites`. */
  get sessionIds(): readonly SessionId[] {
    return [...this.target.sessions.ids, ...this.#sessionsElsewhere];
  }

  /** Call before another thread writes under these. */
  addSessions(ids: readonly SessionId[]): void {
    this.#sessionsElsewhere.push(...ids);
  }

  /** The term that all acknowledged writes so far belong to. */
  get term(): number | undefined {
    return this.#term;
  }

  /**
   * Sends ready-made statements to one collection.
   * @param statements BSON documents one behind the other, as `StatementWriter` makes them
   */
  async write(
    kind: WriteKind,
    namespace: Namespace,
    statements: Buffer,
    numbering: Numbering = 'each',
  ): Promise<WriteResult> {
    return await this.passing(
      kind,
      namespace,
      statements.length,
      async (until) => await sendWrite(this.target, { kind, namespace, statements, numbering, until }),
    );
  }

  /**
   * Lets one command pass that is sent by whoever has its bytes, perhaps another thread.
   * @param send gets the end of the lease, for `sendWrite`
   */
  async passing<T extends Pick<AnsweredWrite, 'term'>>(
    kind: WriteKind,
    namespace: Namespace,
    sizeBytes: number,
    send: (until: number) => Promise<T>,
  ): Promise<T> {
    const { limits, lease, activities } = this.#options;
    await limits.beforeWriting(sizeBytes);
    return await this.#slots.run(async () => {
      const until = monotonicMs() + lease.remainingMs();
      const answered = await activities.during(
        'write',
        `the destination's answer to a write (${kind}) to ${formatNamespace(namespace)}`,
        async () => await this.during(async () => await send(until)),
      );
      this.#observe(answered.term);
      return answered;
    });
  }

  /**
   * Carries out what changes the destination, unless the run is over.
   * @throws the signal's reason when it is
   */
  async during<T>(change: () => Promise<T>): Promise<T> {
    this.#options.signal.throwIfAborted();
    const changed = change();
    this.#underWay.add(changed);
    try {
      return await changed;
    } finally {
      this.#underWay.delete(changed);
    }
  }

  /** Resolves when nothing is under way any more; behind the end of the run nothing is begun. */
  async whenSettled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /** Compares the term in a reply to a write with the one so far. */
  observeTerm(reply: Buffer): void {
    this.#observe(termIn(reply));
  }

  #observe(term: number | undefined): void {
    if (term === undefined) return;
    this.#term ??= term;
    if (term !== this.#term) throw new TermChangedError(this.#term, term);
  }
}
