import { once } from 'node:events';

/**
 * Rejects with the signal's reason as soon as it is aborted; what was asked for ends by itself. Made to be called again and
 * again in a run of days: nothing of it stays with the signal.
 */
export async function orAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  // Nobody else may be listening when it fails behind the abort.
  promise.catch(() => {});
  signal.throwIfAborted();
  const done = new AbortController();
  const aborted = once(signal, 'abort', { signal: done.signal }).then(() => {
    throw signal.reason;
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    aborted.catch(() => {});
    done.abort();
  }
}
