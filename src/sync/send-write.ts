import { monotonicMs } from '../lib/monotonic.ts';
import { bsonType, documentsIn, findElement } from '../mongo/bson/walk.ts';
import { bypassValidation } from '../mongo/bypass-validation.ts';
import { type Document, type MongoClient, MongoServerError } from '../mongo/driver.ts';
import { isAborted, isNumberTooLow, isTooLargeForCacheCode } from '../mongo/failures.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { documentSequence, runRaw } from '../mongo/raw.ts';
import { LeaseExpiredError } from './checkpoint/lease.ts';
import { readWriteReply, type WriteResult } from './write-reply.ts';
import type { WriteSession, WriteSessions } from './write-sessions.ts';

export type WriteKind = 'insert' | 'update' | 'delete';

/** Where documents are written, and how; the same for all that a run writes. */
export interface WriteTarget {
  readonly client: MongoClient;
  readonly sessions: WriteSessions;
  /** Behind a mongos replies carry no term: each command then waits for a majority itself. */
  readonly isSharded: boolean;
}

/** Ready-made statements for one collection. */
export interface WriteCommand {
  readonly kind: WriteKind;
  readonly namespace: Namespace;
  /** BSON documents one behind the other, as `StatementWriter` makes them. */
  readonly statements: Buffer;
  readonly numbering: Numbering;
  /** The end of the lease by `monotonicMs`: nothing is sent behind it, nor runs longer. */
  readonly until: number;
}

/**
 * How the server tells that a command comes behind a successor, and refuses it: by the record that it keeps of each
 * statement that may be retried, or by that of a transaction of all of them.
 */
export type Numbering = 'each' | 'together';

export interface AnsweredWrite extends WriteResult {
  /** Of the primary that answered; see `DestinationWriter`. */
  readonly term: number | undefined;
  /** It was to be one transaction, and the server took it only as single statements. */
  readonly refusedTogether: boolean;
}

type Answer = Omit<AnsweredWrite, 'refusedTogether'>;

const sequenceField = { insert: 'documents', update: 'updates', delete: 'deletes' } as const;

/**
 * Sends one command, once. Only what has passed through `DestinationWriter.passing` may be sent, from whatever thread.
 *
 * What is numbered bears the next number of its session: see `settleWrites` and docs/decisions/0015. The shards that a number
 * would have to be raised on are not known, so that behind a mongos there is none.
 */
export async function sendWrite(target: WriteTarget, command: WriteCommand): Promise<AnsweredWrite> {
  const { numbering, statements } = command;
  return await target.sessions.use(async (session) => {
    if (target.isSharded) {
      const answer = await sendPlain(target, command, session, { writeConcern: { w: 'majority' } });
      return { ...answer, refusedTogether: false };
    }
    const isAlone = statements.readInt32LE(0) === statements.length;
    const goesTogether = numbering === 'together' && !isAlone;
    const done = goesTogether ? await sendAsTransaction(target, command, session) : undefined;
    const answer = done ?? (await sendRetryable(target, command, session));
    return { ...answer, refusedTogether: goesTogether && done === undefined };
  });
}

const w1 = { w: 1 } as const;

async function sendPlain(
  target: WriteTarget,
  command: WriteCommand,
  session: WriteSession,
  options: Document,
): Promise<Answer> {
  const reply = await send(target, command.namespace.db, { ...bodyOf(command), ...options }, session, command.until);
  return { ...readWriteReply(reply), term: termIn(reply) };
}

/** One that together with its record does not fit into a small cache is written without: for it the lease has to do. */
async function sendRetryable(target: WriteTarget, command: WriteCommand, session: WriteSession): Promise<Answer> {
  const numbered = { txnNumber: session.nextNumber(), writeConcern: w1 };
  const { n, failures, term } = await sendPlain(target, command, session, numbered);
  const tooLarge = failures.filter(({ code }) => isTooLargeForCacheCode(code));
  if (tooLarge.length === 0) return { n, failures, term };
  const left = failures.filter((failure) => !tooLarge.includes(failure));
  const all = documentsIn(command.statements);
  const statements = Buffer.concat(tooLarge.map(({ index }) => all[index]!));
  const again = await sendPlain(target, { ...command, statements }, session, { writeConcern: w1 });
  const refused = again.failures.map((failure) => ({ ...failure, index: tooLarge[failure.index]!.index }));
  return { n: n + again.n, failures: [...left, ...refused], term: again.term };
}

/**
 * All of the statements or none.
 * @returns nothing where the server carried out none: it refused one of them, a document was being written by somebody else
 *   at that moment, or it takes none of the collection in a transaction (capped ones, `system.js`)
 */
async function sendAsTransaction(
  target: WriteTarget,
  command: WriteCommand,
  session: WriteSession,
): Promise<Answer | undefined> {
  const { namespace, until } = command;
  const first = { txnNumber: session.nextNumber(), startTransaction: true, autocommit: false, readConcern: local };
  const reply = await unless(
    isServerError,
    send(target, namespace.db, { ...bodyOf(command), ...first }, session, until),
  );
  if (reply === undefined || findElement(reply, 0, 'writeErrors') !== undefined) return undefined;
  const commit = { commitTransaction: 1, writeConcern: w1 };
  const committed = await unless(isAborted, send(target, 'admin', commit, session, until));
  if (committed === undefined) return undefined;
  // The time in the reply may be that of the connection's last write; a transaction does not outlive a primary's term.
  return { ...readWriteReply(reply), term: electionIn(reply) };
}

/** The latest that is there, whatever the cluster's default: a snapshot of the past would conflict with what was just written. */
const local = { level: 'local' } as const;

function bodyOf({ kind, namespace, statements }: WriteCommand): Document {
  return {
    [kind]: namespace.coll,
    ordered: false,
    ...(kind === 'delete' ? {} : bypassValidation(namespace)),
    [sequenceField[kind]]: documentSequence(sequenceField[kind], statements),
  };
}

/** @throws LeaseExpiredError also where the server says so, having met a successor's number for the session */
async function send(
  { client }: WriteTarget,
  database: string,
  body: Document,
  { session }: WriteSession,
  until: number,
): Promise<Buffer> {
  // Counted from when it is sent: a command that waits for a connection first must not outlive the lease.
  const whenSent = () => ({ maxTimeMS: Math.max(1, Math.floor(leftUntil(until))) });
  try {
    return (await runRaw(client, database, body, { session, whenSent })).bytes;
  } catch (error) {
    throw isNumberTooLow(error) ? new LeaseExpiredError() : error;
  }
}

async function unless<T>(isForgiven: (error: unknown) => boolean, reply: Promise<T>): Promise<T | undefined> {
  return await reply.catch((error: unknown) => {
    if (!isForgiven(error)) throw error;
    return undefined;
  });
}

/** A server ends a transaction with whatever it refuses in it. */
const isServerError = (error: unknown) => error instanceof MongoServerError;

function leftUntil(until: number): number {
  const left = until - monotonicMs();
  if (left <= 0) throw new LeaseExpiredError();
  return left;
}

/** The term of the primary that replied: its election's id ends with it (`OID::fromTerm` of the server's source). */
function electionIn(reply: Buffer): number | undefined {
  const election = findElement(reply, 0, 'electionId');
  return election === undefined ? undefined : Number(reply.readBigInt64BE(election.start + 4));
}

/** The term that a reply to a write tells. */
export function termIn(reply: Buffer): number | undefined {
  const opTime = findElement(reply, 0, 'opTime');
  if (opTime?.type !== bsonType.object) return undefined;
  const element = findElement(reply, opTime.start, 't');
  if (element === undefined) return undefined;
  return element.type === bsonType.int64
    ? Number(reply.readBigInt64LE(element.start))
    : reply.readInt32LE(element.start);
}
