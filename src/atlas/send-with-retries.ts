import { setTimeout as delay } from 'node:timers/promises';
import type { PlainRequest, Sender } from './authenticate.ts';

export interface RetryLimits {
  readonly attempts: number;
  /** Grows by half each time. */
  readonly firstPauseMs: number;
  /** What an answer may make us wait at most; a longer one is passed on as the error that it is. */
  readonly longestPauseMs: number;
  /** How long one attempt may take. */
  readonly attemptMs: number;
}

export const standardRetryLimits: RetryLimits = {
  attempts: 6,
  firstPauseMs: 1_000,
  longestPauseMs: 120_000,
  attemptMs: 60_000,
};

/** Methods that may be sent twice: what the first one did, the second finds done. */
const repeatable = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/**
 * Sends until there is an answer that another attempt would not change. A limit (429) was not carried out and is always
 * tried again; a failure of the server, or a lost connection, only for methods that may be sent twice.
 */
export function withRetries(send: Sender, limits: RetryLimits): Sender {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await tryOnce(send, request, limits);
      const pauseMs = pauseBefore(attempt, outcome, request, limits);
      if (pauseMs === undefined) {
        if (outcome instanceof Response) return outcome;
        throw outcome.error;
      }
      if (outcome instanceof Response) await outcome.body?.cancel();
      await delay(pauseMs, undefined, { signal: request.signal });
    }
  };
}

async function tryOnce(
  send: Sender,
  request: PlainRequest,
  { attemptMs }: RetryLimits,
): Promise<Response | { readonly error: unknown }> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(attemptMs)]);
    return await send({ ...request, signal });
  } catch (error) {
    request.signal.throwIfAborted();
    return { error };
  }
}

function pauseBefore(
  attempt: number,
  outcome: Response | { readonly error: unknown },
  { method }: PlainRequest,
  limits: RetryLimits,
): number | undefined {
  const status = outcome instanceof Response ? outcome.status : undefined;
  const isFleeting = status === undefined || status >= 500;
  const mayHelp = status === 429 || (isFleeting && repeatable.has(method));
  if (!mayHelp || attempt >= limits.attempts) return undefined;
  const ownPauseMs = limits.firstPauseMs * 1.5 ** (attempt - 1);
  const askedMs = outcome instanceof Response ? retryAfterMs(outcome) : undefined;
  if (askedMs !== undefined && askedMs > limits.longestPauseMs) return undefined;
  return Math.max(ownPauseMs, askedMs ?? 0);
}

/** RFC 9110: seconds, or a date. */
function retryAfterMs({ headers }: Response): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
