/**
 * What an error from the driver or a server means for whoever has to decide whether to go on.
 * Codes: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from './driver.ts';
import { NoOperationTimeError } from './operation-time.ts';

const transientCodes = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  46, // LockBusy
  50, // MaxTimeMSExpired: our own limit, tied to the lease
  64, // WriteConcernFailed
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  117, // ConflictingOperationInProgress
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  150, // StaleEpoch
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  234, // RetryChangeStream
  262, // ExceededTimeLimit
  290, // TransactionExceededLifetimeLimitSeconds
  317, // ConnectionPoolExpired
  358, // InternalTransactionNotSupported while an FCV changes
  365, // TemporarilyUnavailable: a server's cache was under pressure, for longer than it tries by itself
  384, // ConnectionError
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11601, // Interrupted (killOp, killSessions)
  11602, // InterruptedDueToReplStateChange
  13388, // StaleConfig
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

const cursorLostCodes = new Set([
  43, // CursorNotFound
  136, // CappedPositionLost
  175, // QueryPlanKilled: the collection was dropped or renamed, or its index dropped
  206, // NoSuchSession
  228, // ConflictingServerSession
  237, // CursorKilled
]);

const resumePointLostCodes = new Set([
  280, // ChangeStreamFatalError
  286, // ChangeStreamHistoryLost
  40576, // 4.2 and older: the resume point may no longer be in the oplog
  40615, // 4.2 and older: resume token not found
]);

/** Errors of a socket that the driver lets through as they are, when a connection breaks while it writes. */
const brokenConnection = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Trying again later can help: network, elections, shutdowns, time limits. */
export function isTransient(error: unknown): boolean {
  // The driver's bulk writes take the failure of a connection for a server's reply, and wrap it.
  if (error instanceof MongoBulkWriteError && isTransient(error.errorResponse)) return true;
  if (error instanceof Error && brokenConnection.has(String((error as NodeJS.ErrnoException).code))) return true;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof NoOperationTimeError) return true;
  if (!(error instanceof MongoError)) return false;
  if (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError')) return true;
  if (error.hasErrorLabel('SystemOverloadedError')) return true;
  const named = [
    'MongoPoolClearedError',
    'MongoNotConnectedError',
    'MongoTopologyClosedError',
    'PoolClearedOnNetworkError',
    'MongoServerClosedError',
    'MongoWaitQueueTimeoutError',
  ];
  return named.includes(error.name) || transientCodes.has(codeOf(error));
}

/** Like `isTransient`, for a statement that a server refused while it took others of the same command. */
export function isTransientCode(code: number): boolean {
  return transientCodes.has(code);
}

/** What the end of a transaction failed with says that nothing of it remains; any other failure leaves that open. */
export function isAborted(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return error.hasErrorLabel('TransientTransactionError') || !isTransient(error);
}

/** TransactionTooLargeForCache: what one statement writes, its records included, is more than the server's cache holds. */
export function isTooLargeForCacheCode(code: number): boolean {
  return code === 388;
}

/** TransactionTooOld: the session has been given a higher number meanwhile. */
export function isNumberTooLow(error: unknown): boolean {
  return codeOf(error) === 225;
}

/** The cursor is gone; the read can be started anew from where it was. */
export function isCursorLost(error: unknown): boolean {
  return cursorLostCodes.has(codeOf(error));
}

/**
 * A scan in natural order cannot go on from there: the document was deleted (KeyNotFound), or the token is of data that the
 * member has no more (BadValue, 8.0 and newer).
 */
export function isResumeTokenRefused(error: unknown): boolean {
  return [211, 2].includes(codeOf(error));
}

/** The oplog no longer holds the place where a change stream was to go on. */
export function isResumePointLost(error: unknown): boolean {
  return (
    resumePointLostCodes.has(codeOf(error)) &&
    !(error instanceof MongoError && error.hasErrorLabel('ResumableChangeStreamError'))
  );
}

/** The event or document is larger than a reply may be (BSONObjectTooLarge). */
export function isTooLarge(error: unknown): boolean {
  return codeOf(error) === 10334;
}

/** UserWritesBlocked: the cluster takes writes of nobody without `bypassWriteBlockingMode`. */
export function isWriteBlocked(error: unknown): boolean {
  return codeOf(error) === 371;
}

export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === 11000;
}

/**
 * No collection bears the name: nothing does (NamespaceNotFound; 40280 of `$collStats` before 5.0), or a view
 * (CommandNotSupportedOnView), which may have come in the place of a collection that was dropped or renamed.
 */
export function isNoCollection(error: unknown): boolean {
  return [26, 166, 40_280].includes(codeOf(error));
}

/** There is no such index (IndexNotFound), or no such collection. */
export function isNoIndex(error: unknown): boolean {
  return codeOf(error) === 27 || isNoCollection(error);
}

/** The collection that was meant does not bear the name, whether or not another does. */
export function isOtherCollection(error: unknown): boolean {
  return isNoCollection(error) || collectionUuidMismatch(error) !== undefined;
}

/** The user that we are could not log in (AuthenticationFailed): perhaps the password was changed. */
export function isLoginRefused(error: unknown): boolean {
  return codeOf(error) === 18;
}

/** The user that we are lacks a privilege (Unauthorized), or could not log in. */
export function isPermission(error: unknown): boolean {
  return codeOf(error) === 13 || isLoginRefused(error);
}

/**
 * A collection that has another UUID than expected: renamed (and then named here), dropped or replaced.
 * `undefined` when the error is something else.
 */
export function collectionUuidMismatch(error: unknown): { actualCollection: string | null } | undefined {
  if (!(error instanceof MongoServerError) || error.code !== 361) return undefined;
  const actual = error.errorResponse['actualCollection'];
  return { actualCollection: typeof actual === 'string' ? actual : null };
}

/** The server's error code, or -1. */
export function codeOf(error: unknown): number {
  // Of a command that was to keep numbers in their types, the code of a refusal is an object too.
  const code = error instanceof MongoError ? Number(error.code) : -1;
  return Number.isInteger(code) ? code : -1;
}
