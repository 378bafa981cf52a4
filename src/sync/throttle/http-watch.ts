/** Holds the copy while a service says so: anything but success does, no answer included. Changes are followed. */
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../lib/errors.ts';
import type { SyncContext } from '../sync-context.ts';

/** A request that decides whether the copy may go on. */
export interface LoadHttp {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The one status that is success; any from 200 to 299 when left out. */
  readonly expectStatus?: number | undefined;
  readonly timeoutSeconds: number;
}

const everyMs = 2_000;

export async function watchHttp({ limits, signal }: SyncContext): Promise<void> {
  while (!signal.aborted) {
    const { http } = limits.load;
    const reason = http && (await reasonOf(http, signal));
    if (signal.aborted) return;
    // Asked meanwhile for another one: its answer counts, not this one's.
    if (limits.load.http === http) limits.set('http', 'copy', reason);
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** What holds the copy until the service was asked for the first time. */
export function notAskedYet({ url }: LoadHttp): string {
  return `${addressOf(url)} was not asked yet whether the copy may go on`;
}

async function reasonOf(
  { url, method, headers = {}, expectStatus, timeoutSeconds }: LoadHttp,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      // Where it leads to, a page that asks for a login perhaps, nobody has asked whether the copy may go on.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]),
    });
    await response.body?.cancel();
    const isSuccess = expectStatus === undefined ? response.ok : response.status === expectStatus;
    return isSuccess ? undefined : `${addressOf(url)} holds the copy: status ${response.status}`;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return `${addressOf(url)} holds the copy: it does not answer (${messageOf(cause ?? error)})`;
  }
}

/** Without what a query may hold. */
function addressOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
