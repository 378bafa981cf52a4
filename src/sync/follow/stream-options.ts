/**
 * What is asked of the source's change stream beyond what is documented. Only `showExpandedEvents` is: the others are there
 * from 6.0 on, and a server may cease to take them. They are tried when the stream is opened; what it means when one is
 * refused is decided here.
 */
import { EngineError, messageOf } from '../../lib/errors.ts';
import { MongoServerError } from '../../mongo/driver.ts';
import { isCursorLost, isPermission, isResumePointLost, isTooLarge, isTransient } from '../../mongo/failures.ts';

/** Fields of the `$changeStream` stage. */
export interface StreamOptions {
  /** Changes of the catalogue. */
  readonly showExpandedEvents?: true;
  /** Views, and the buckets of time-series collections. */
  readonly showSystemEvents?: true;
  /** Updates as the oplog has them. */
  readonly showRawUpdateDescription?: true;
}

export const documentedOptions: StreamOptions = { showExpandedEvents: true };

/** Slower and no less exact: every document that is updated is fetched. */
export const withoutDeltas: StreamOptions = { ...documentedOptions, showSystemEvents: true };

export const allOptions: StreamOptions = { ...withoutDeltas, showRawUpdateDescription: true };

/** The server does not take the command as it is, and would not at another time. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return ![isTransient, isCursorLost, isResumePointLost, isTooLarge, isPermission].some((isKind) => isKind(error));
}

/** Without them changes of views and time-series collections would be missed without a word. */
export function optionsRefused(error: unknown): EngineError {
  return new EngineError('GW990', {
    summary: 'The source refuses to tell changes of views and time-series collections (showSystemEvents)',
    detail: messageOf(error),
    hint: 'Nothing was left out: the sync stopped before. Use another engine for a source of this version (`godwit engines`)',
    cause: error,
  });
}
