import { setTimeout as delay } from 'node:timers/promises';

/** Waits for something, and not for longer than so many milliseconds. */
export async function atMost(ms: number, something: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const limit = delay(ms, undefined, { signal: over.signal }).catch(() => {});
  try {
    await Promise.race([something, limit]);
  } finally {
    over.abort();
  }
}
