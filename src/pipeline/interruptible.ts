import { once } from 'node:events';
import { EnvironmentError, exitCodes } from '../lib/errors.ts';

/**
 * What can be given up at any moment, since it changes nothing: gives up as soon as the signal is aborted.
 * @param discard closes what comes too late
 */
export async function interruptible<T>(
  signal: AbortSignal,
  begin: () => Promise<T>,
  discard: (late: T) => unknown = () => {},
): Promise<T> {
  if (signal.aborted) throw interruptedError();
  const work = begin();
  const done = new AbortController();
  const stopped = once(signal, 'abort', { signal: done.signal }).then(() => {
    work.then(discard).catch(() => {});
    throw interruptedError();
  });
  stopped.catch(() => {});
  try {
    return await Promise.race([work, stopped]);
  } finally {
    done.abort();
  }
}

function interruptedError(): EnvironmentError {
  return new EnvironmentError('GW843', {
    summary: 'Interrupted; nothing was changed',
    exitCode: exitCodes.interrupted,
  });
}
