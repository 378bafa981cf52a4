/**
 * The one place through which documents reach the destination. It sees to it that
 * - nothing is sent without the lease, nor runs longer than it (correctness rule 13);
 * - nothing is sent behind the end of its run, and what is under way then can be waited for;
 * - a change of the primary's term is noticed before anything is called durable (rule 12).
 *
 * Commands are sent once. Whoever sends them decides what a failure means.
 */

import { Semaphore } from '../lib/semaphore.ts';
import { bsonType, findElement } from '../mongo/bson/walk.ts';
import type { ClientSession, MongoClient } from '../mongo/driver.ts';
import { formatNamespace, type Namespace } from '../mongo/namespace.ts';
import { documentSequence, runRaw } from '../mongo/raw.ts';
import type { Activities } from './activities.ts';
import type { Lease } from './checkpoint/lease.ts';
import type { Limits } from './throttle/limits.ts';
import { readWriteReply, type WriteResult } from './write-reply.ts';

export type WriteKind = 'insert' | 'update' | 'delete';

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
  /** Behind a mongos replies carry no term: each command then waits for a majority itself. */
  readonly isSharded: boolean;
  /** Of the run: behind it nothing is begun. */
  readonly signal: AbortSignal;
}

const sequenceField = { insert: 'documents', update: 'updates', delete: 'deletes' } as const;

export class DestinationWriter {
  readonly #options: DestinationWriterOptions;
  readonly #slots: Semaphore;
  readonly #idleSessions: ClientSession[];
  readonly #sessions: readonly ClientSession[];
  readonly #underWay = new Set<Promise<unknown>>();
  #term: number | undefined;

  constructor(options: DestinationWriterOptions) {
    this.#options = options;
    this.#slots = new Semaphore(options.parallelism);
    this.#sessions = Array.from({ length: options.parallelism }, () =>
      options.client.startSession({ causalConsistency: false }),
    );
    this.#idleSessions = [...this.#sessions];
  }

  /**
   * The ids of the server sessions that writes run under, so that what is left of them can be found and killed. They are
   * not ended with the run: the driver would use them for something else.
   */
  get sessionIds(): readonly unknown[] {
    return this.#sessions.map((session) => session.id!.id);
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
    { db, coll }: Namespace,
    statements: Buffer,
    options: { readonly ordered?: boolean } = {},
  ): Promise<WriteResult> {
    await this.#options.limits.beforeWriting(statements.length);
    return await this.#slots.run(async () => {
      const session = this.#idleSessions.pop()!;
      try {
        const command = {
          [kind]: coll,
          ordered: options.ordered ?? false,
          ...(kind === 'delete' ? {} : { bypassDocumentValidation: true }),
          [sequenceField[kind]]: documentSequence(sequenceField[kind], statements),
          writeConcern: this.#options.isSharded ? { w: 'majority' } : { w: 1 },
          maxTimeMS: Math.max(1, Math.floor(this.#options.lease.remainingMs())),
        };
        const { bytes } = await this.#options.activities.during(
          'write',
          `the destination's answer to a write (${kind}) to ${formatNamespace({ db, coll })}`,
          async () => await this.during(() => runRaw(this.#options.client, db, command, { session })),
        );
        this.observeTerm(bytes);
        return readWriteReply(bytes);
      } finally {
        this.#idleSessions.push(session);
      }
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
    const opTime = findElement(reply, 0, 'opTime');
    if (opTime?.type !== bsonType.object) return;
    const element = findElement(reply, opTime.start, 't');
    if (element === undefined) return;
    const term =
      element.type === bsonType.int64 ? Number(reply.readBigInt64LE(element.start)) : reply.readInt32LE(element.start);
    this.#term ??= term;
    if (term !== this.#term) throw new TermChangedError(this.#term, term);
  }
}
