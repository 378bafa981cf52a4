/** What a server answered to insert, update or delete. */
import { findElement } from '../mongo/bson/walk.ts';
import { BSON, MongoServerError } from '../mongo/driver.ts';
import { isTransientCode } from '../mongo/failures.ts';

/** One statement that the server refused, by its place in the command. */
export interface WriteFailure {
  readonly index: number;
  readonly code: number;
  readonly message: string;
  /** The refused key is `_id` itself and no other unique index. */
  readonly isDuplicateId: boolean;
}

export interface WriteResult {
  /** Documents inserted, matched (upserts included) or deleted. */
  readonly n: number;
  readonly failures: readonly WriteFailure[];
}

/** @throws MongoServerError, a transient one, when the server refused statements for a reason that passes */
export function readWriteReply(reply: Buffer): WriteResult {
  const n = reply.readInt32LE(findElement(reply, 0, 'n')!.start);
  if (findElement(reply, 0, 'writeErrors') === undefined) return { n, failures: [] };
  // A server cuts its messages off at a number of bytes, which may be inside of a character.
  const { writeErrors } = BSON.deserialize(reply, { validation: { utf8: false } }) as { writeErrors: RawWriteError[] };
  // A primary that steps down refuses the statements that are left, one by one; so does an operation that is killed.
  const passing = writeErrors.find(({ code }) => isTransientCode(code));
  if (passing !== undefined)
    throw new MongoServerError({ message: passing.errmsg ?? `code ${passing.code}`, code: passing.code });
  return { n, failures: writeErrors.map(writeFailure) };
}

interface RawWriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg?: string;
  readonly keyPattern?: Record<string, unknown>;
}

/**
 * What 6.0.27 answers instead of 11000 where the `_id` of a clustered collection holds NaN: it fails at wording the error
 * ("KeyString format error: Invalid type bits for numeric NaN"). Only clustered collections have such a key.
 */
const duplicateNan = 50819;

function writeFailure({ index, code, errmsg = '', keyPattern }: RawWriteError): WriteFailure {
  if (code === duplicateNan) return { index, code, message: errmsg, isDuplicateId: true };
  const isDuplicate = code === 11000;
  // Servers before 4.4 leave out the pattern; their message names the index.
  const isIdPattern = keyPattern === undefined ? / index: _id_/.test(errmsg) : isOnlyId(keyPattern);
  return { index, code, message: errmsg, isDuplicateId: isDuplicate && isIdPattern };
}

function isOnlyId(keyPattern: Record<string, unknown>): boolean {
  const names = Object.keys(keyPattern);
  return names.length === 1 && names[0] === '_id';
}
