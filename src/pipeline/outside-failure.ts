import { EnvironmentError, messageOf } from '../lib/errors.ts';
import { isNodeError } from '../lib/node-error.ts';
import { MongoError } from '../mongo/driver.ts';
import { explainFailure } from '../mongo/explain-failure.ts';

/** What a server or this machine refused and nobody explained nearer to where it happened; everything else is given back. */
export function outsideFailure(error: unknown): unknown {
  if (error instanceof MongoError) {
    return explainFailure(error, {
      code: 'GW825',
      summary: 'A server did not do what was asked of it',
      role: 'see the privileges that godwit needs on source and destination',
      hint: 'Remove the cause, then run the same command again: it goes on where it stopped',
    });
  }
  if (!isNodeError(error)) return error;
  return new EnvironmentError('GW826', {
    summary: `This machine refused what the command needs${error.path === undefined ? '' : `: ${error.path}`}`,
    detail: messageOf(error),
    hint: 'Check permissions, disk and limits, then run the same command again',
    cause: error,
  });
}
