import { monotonicMs } from '../lib/monotonic.ts';
import { bsonType, findElement } from '../mongo/bson/walk.ts';
import type { MongoClient } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { documentSequence, runRaw } from '../mongo/raw.ts';
import { LeaseExpiredError } from './checkpoint/lease.ts';
import { readWriteReply, type WriteResult } from './write-reply.ts';
import type { WriteSessions } from './write-sessions.ts';

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
  readonly isOrdered: boolean;
  /** The end of the lease by `monotonicMs`: nothing is sent behind it, nor runs longer. */
  readonly until: number;
}

export interface AnsweredWrite extends WriteResult {
  /** Of the primary that answered; see `DestinationWriter`. */
  readonly term: number | undefined;
}

const sequenceField = { insert: 'documents', update: 'updates', delete: 'deletes' } as const;

/** Sends one command, once. Only what has passed through `DestinationWriter.passing` may be sent, from whatever thread. */
export async function sendWrite(target: WriteTarget, command: WriteCommand): Promise<AnsweredWrite> {
  const { kind, namespace, statements, isOrdered, until } = command;
  return await target.sessions.use(async (session) => {
    const body = {
      [kind]: namespace.coll,
      ordered: isOrdered,
      ...(kind === 'delete' ? {} : { bypassDocumentValidation: true }),
      [sequenceField[kind]]: documentSequence(sequenceField[kind], statements),
      writeConcern: target.isSharded ? { w: 'majority' } : { w: 1 },
    };
    // Counted from when it is sent: a command that waits for a connection first must not outlive the lease.
    const whenSent = () => ({ maxTimeMS: Math.max(1, Math.floor(leftUntil(until))) });
    const { bytes } = await runRaw(target.client, namespace.db, body, { session, whenSent });
    return { ...readWriteReply(bytes), term: termIn(bytes) };
  });
}

function leftUntil(until: number): number {
  const left = until - monotonicMs();
  if (left <= 0) throw new LeaseExpiredError();
  return left;
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
