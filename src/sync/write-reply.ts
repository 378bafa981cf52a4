/** What a server answered to insert, update or delete. */
import { decodeExact } from '../mongo/bson/exact.ts';
import { findElement, forEachDocument } from '../mongo/bson/walk.ts';
import { MongoServerError } from '../mongo/driver.ts';
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
  const list = findElement(reply, 0, 'writeErrors');
  if (list === undefined) return { n, failures: [] };
  const writeErrors: WriteError[] = [];
  forEachDocument(reply, list.start, (start) => writeErrors.push(writeErrorAt(reply, start)));
  // A primary that steps down refuses the statements that are left, one by one; so does an operation that is killed.
  const passing = writeErrors.find(({ code }) => isTransientCode(code));
  if (passing !== undefined)
    throw new MongoServerError({ message: passing.errmsg || `code ${passing.code}`, code: passing.code });
  return { n, failures: writeErrors.map(writeFailure) };
}

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
  /** The names of the refused key's fields. */
  readonly keyNames: readonly string[] | undefined;
}

/** The rest is not decoded: it holds values of documents, which the driver may not take, as it may not take a message. */
function writeErrorAt(reply: Buffer, start: number): WriteError {
  const numberOf = (name: string) => reply.readInt32LE(findElement(reply, start, name)!.start);
  const message = findElement(reply, start, 'errmsg');
  const pattern = findElement(reply, start, 'keyPattern');
  return {
    index: numberOf('index'),
    code: numberOf('code'),
    // A server cuts it off at a number of bytes, which may be inside of a character.
    errmsg: message === undefined ? '' : reply.toString('utf8', message.start + 4, message.end - 1),
    keyNames: pattern && [...decodeExact(reply, pattern.start).keys()],
  };
}

/**
 * What 6.0.27 answers instead of 11000 where the `_id` of a clustered collection holds NaN: it fails at wording the error
 * ("KeyString format error: Invalid type bits for numeric NaN"). Only clustered collections have such a key.
 */
const duplicateNan = 50819;

function writeFailure({ index, code, errmsg, keyNames }: WriteError): WriteFailure {
  if (code === duplicateNan) return { index, code, message: errmsg, isDuplicateId: true };
  const isDuplicate = code === 11000;
  // Servers before 4.4 leave out the pattern; their message names the index.
  const isOfId = keyNames === undefined ? / index: _id_/.test(errmsg) : keyNames.length === 1 && keyNames[0] === '_id';
  return { index, code, message: errmsg, isDuplicateId: isDuplicate && isOfId };
}
