/** What can become of a step, as errors. */
import { BugError, EnvironmentError, exitCodes, type GodwitError, isGodwitError, messageOf } from '../lib/errors.ts';
import { MongoError } from '../mongo/driver.ts';
import { explainFailure } from '../mongo/explain-failure.ts';

/** Whatever was thrown, as an error of ours. */
export function asFailure(error: unknown): GodwitError {
  if (isGodwitError(error)) return error;
  if (error instanceof MongoError) {
    return explainFailure(error, {
      code: 'GW825',
      summary: 'A server did not do what a step asked of it',
      role: 'see the privileges that godwit needs on source and destination',
      hint: 'Remove the cause, then run `godwit apply` again: it goes on where it stopped',
    });
  }
  return new BugError('GW999', {
    summary: 'A step met an error that it does not know',
    detail: messageOf(error),
    cause: error,
  });
}

/** The user asked to stop, and could be obeyed. */
export function interrupted(): GodwitError {
  return new EnvironmentError('GW843', {
    summary: 'Interrupted',
    hint: 'The sync engine goes on by itself; run `godwit apply` again to take this run up where it stopped',
    exitCode: exitCodes.interrupted,
  });
}

/** Neither going on nor taking back is safe before the ledger has told. */
export function switchUnknown(cause: unknown): GodwitError {
  return new EnvironmentError('GW845', {
    summary:
      'The ledger did not confirm that the switch was written down, so that nothing is switched and nothing is undone',
    detail: messageOf(cause),
    hint: 'Writes stay blocked on the source. Run `godwit apply` as soon as the ledger answers: it goes on or takes the cutover back',
    cause,
  });
}

export const undoFailedCode = 'GW844';

/** @param failure for which it was to be taken back; none when an earlier run left it open */
export function notTakenBack(failure: GodwitError | undefined, left: readonly string[]): GodwitError {
  return new EnvironmentError(undoFailedCode, {
    summary: `The interrupted transaction could not be taken back completely: ${left.join('; ')}`,
    detail: failure && `It was to be taken back because of [${failure.code}] ${failure.summary}`,
    hint: 'Remove the cause and run `godwit apply` again: it tries what is left. `godwit status` tells whether writes are blocked',
    cause: failure,
  });
}
