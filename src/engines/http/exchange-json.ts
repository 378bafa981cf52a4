/** One question to an engine's HTTP API. Nothing that comes back is believed before it is a JSON object. */
import { EngineError, messageOf } from '../../lib/errors.ts';

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Integers beyond 2^53, which JSON.parse would round, come as the text of their digits. */
  readonly wideIntegers?: 'text';
  /** Who should be there, for messages: `mongosync`. */
  readonly speaks: string;
}

/** An answer that is longer is none of an engine's; it is not read to its end. */
const maxAnswerBytes = 4_000_000;

/** @throws EngineError GW906 when nobody answers, GW908 when the answer is no JSON object */
export async function exchangeJson(url: string, exchange: Exchange): Promise<Record<string, unknown>> {
  const text = await textOf(url, exchange);
  try {
    const answer: unknown = JSON.parse(exchange.wideIntegers === 'text' ? withWideIntegersQuoted(text) : text);
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) {
      return answer as Record<string, unknown>;
    }
  } catch {
    // Told below, with what came.
  }
  throw nonsense(url, exchange, text);
}

function withWideIntegersQuoted(text: string): string {
  return text.replaceAll(/(:\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"$2"');
}

async function textOf(url: string, { method, path, body, signal }: Exchange): Promise<string> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal === undefined ? {} : { signal }),
    });
    return await limitedText(response);
  } catch (error) {
    throw unreachable(url, error);
  }
}

async function limitedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    text += decoder.decode(chunk, { stream: true });
    if (bytes > maxAnswerBytes) break;
  }
  return text + decoder.decode();
}

/** @param answer what came, of which the beginning is shown */
export function nonsense(
  url: string,
  { method, path, speaks }: Pick<Exchange, 'method' | 'path' | 'speaks'>,
  answer: string,
): EngineError {
  return new EngineError('GW908', {
    summary: `${url} answered ${method} ${path} with something that no ${speaks} says`,
    detail: answer.slice(0, 300),
    hint: 'Check that the address is that of the sync engine and not of something else on that port',
  });
}

function unreachable(url: string, cause: unknown): EngineError {
  const { cause: inner } = cause as { cause?: unknown };
  return new EngineError('GW906', {
    summary: `The sync engine at ${url} does not answer`,
    detail: messageOf(inner ?? cause),
    hint: 'See whether its process runs; `godwit apply` starts an engine again that it started itself',
    cause,
  });
}
