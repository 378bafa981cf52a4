/** One question to an engine's HTTP API. Nothing that comes back is believed before it is a JSON object. */
import { EngineError, EnvironmentError, messageOf } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import { requestWithCa } from './request-with-ca.ts';

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Integers beyond 2^53, which JSON.parse would round, come as the text of their digits. */
  readonly wideIntegers?: 'text';
  /** Who should be there, for messages: `mongosync`. */
  readonly speaks: string;
  readonly access?: ApiAccess | undefined;
}

/** How to be let in where not everybody is. */
export interface ApiAccess {
  /** Sent as a bearer token. */
  readonly token?: Secret | undefined;
  /** Certificates in PEM, instead of those that Node trusts. */
  readonly ca?: string | undefined;
}

/** An answer that is longer is none of an engine's; it is not read to its end. */
const maxAnswerBytes = 4_000_000;

/**
 * @throws EngineError GW906 when nobody answers, GW908 when the answer is no JSON object; EnvironmentError GW968 when the
 *   certificate of whoever answers is not trusted
 */
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

async function textOf(url: string, { method, path, body, signal, access }: Exchange): Promise<string> {
  const { token, ca } = access ?? {};
  const request = {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    if (ca !== undefined) return await limitedText(await requestWithCa(`${url}${path}`, request, ca));
    const { body: answer } = await fetch(`${url}${path}`, request);
    return await limitedText(answer ?? []);
  } catch (error) {
    throw unreachable(url, error);
  }
}

async function limitedText(answer: AsyncIterable<Uint8Array> | readonly Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of answer) {
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

function unreachable(url: string, cause: unknown): EngineError | EnvironmentError {
  const { cause: inner } = cause as { cause?: unknown };
  if (isCertificateTrouble(inner ?? cause)) {
    return new EnvironmentError('GW968', {
      summary: `The certificate of the sync engine at ${url} is not trusted here`,
      detail: messageOf(inner ?? cause),
      hint: 'Name the authority that signed it (engine.builtin.tls.caFile), and address it by a name in its certificate',
      cause,
    });
  }
  return new EngineError('GW906', {
    summary: `The sync engine at ${url} does not answer`,
    detail: messageOf(inner ?? cause),
    hint: 'See whether its process runs; `godwit apply` starts an engine again that it started itself',
    cause,
  });
}

/** By the codes of OpenSSL and Node: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function isCertificateTrouble(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_PURPOSE/.test(code);
}
