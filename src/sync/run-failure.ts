/** What the end of a run means: whether the next one may well succeed, and if not, what is told of it. */
import { EngineError, type GodwitError, isGodwitError, messageOf } from '../lib/errors.ts';
import { MongoError } from '../mongo/driver.ts';
import { explainFailure } from '../mongo/explain-failure.ts';
import { isCursorLost, isTransient } from '../mongo/failures.ts';
import { LeaseExpiredError } from './checkpoint/lease.ts';
import { WorkerEndedError } from './copy/workers/copy-worker.ts';
import { TermChangedError } from './destination-writer.ts';
import { RecordInDoubtError } from './leased-sync.ts';
import { SpoolError } from './spool/spool.ts';

/** The next run, from the last checkpoint, may well succeed. */
export function isRewind(error: unknown): boolean {
  const passes = [TermChangedError, LeaseExpiredError, SpoolError, WorkerEndedError, RecordInDoubtError];
  return passes.some((kind) => error instanceof kind) || isCursorLost(error) || isTransient(error);
}

/** What is told of a run that could not go on. */
export function asGodwitError(error: unknown): GodwitError {
  if (isGodwitError(error)) return error;
  if (error instanceof SpoolError) {
    return new EngineError('GW976', {
      summary: 'Changes of the source cannot be spooled',
      detail: error.message,
      hint: 'Mend disk and permissions, or name another directory in engine.builtin.spool (it holds for a process that is started anew), then `godwit resume`',
      cause: error,
    });
  }
  if (error instanceof MongoError) {
    return explainFailure(error, {
      code: 'GW931',
      summary: 'A server refused what the sync asked of it',
      role: 'readAnyDatabase on the source, readWriteAnyDatabase and dbAdminAnyDatabase on the destination',
      hint: 'Remove the cause; `godwit apply` goes on at the last checkpoint',
    });
  }
  return new EngineError('GW999', {
    summary: 'The sync engine met an error that it does not know',
    detail: messageOf(error),
    hint: 'Look at its log; `godwit resume` tries again',
    cause: error,
  });
}
