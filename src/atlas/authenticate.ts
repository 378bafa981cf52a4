import { DigestClient } from 'digest-fetch';
import { defined } from '../lib/defined.ts';
import type { ResolvedCredentials } from './credentials.ts';

/** One request, which can be sent again. */
export interface PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

/** Sends a request with what it takes to be let in. */
export type Sender = (request: PlainRequest) => Promise<Response>;

export function authenticatedSender(baseUrl: string, credentials: ResolvedCredentials): Sender {
  if (credentials.kind === 'serviceAccount') return new ServiceAccountSender(baseUrl, credentials).send;
  const { publicKey, privateKey } = credentials;
  return async ({ url, ...init }) => {
    // A client for each request: Atlas takes no nonce twice, and one client mixes up requests at the same time.
    const client = new DigestClient(publicKey, privateKey.reveal());
    return (await client.fetch(url, { ...init, headers: { ...init.headers } })) as Response;
  };
}

/** A token is good for an hour; it is renewed when so much of it is left. */
const renewBeforeMs = 5 * 60_000;

class ServiceAccountSender {
  readonly #baseUrl: string;
  readonly #credentials: Extract<ResolvedCredentials, { kind: 'serviceAccount' }>;
  #token: { readonly value: string; readonly goodUntil: number } | undefined;
  #pending: Promise<Response | string> | undefined;

  constructor(baseUrl: string, credentials: Extract<ResolvedCredentials, { kind: 'serviceAccount' }>) {
    this.#baseUrl = baseUrl;
    this.#credentials = credentials;
  }

  /** A token that is refused before its time (revoked, another clock) is asked for once more. */
  send: Sender = async (request) => {
    for (let isFirst = true; ; isFirst = false) {
      const token = await this.#tokenOrRefusal(request.signal);
      if (typeof token !== 'string') return token;
      const { url, ...init } = request;
      const headers = { ...init.headers, authorization: `Bearer ${token}` };
      const response = await fetch(url, defined({ ...init, headers }));
      if (response.status !== 401 || !isFirst) return response;
      await response.body?.cancel();
      this.#token = undefined;
    }
  };

  async #tokenOrRefusal(signal: AbortSignal): Promise<string | Response> {
    if (this.#token !== undefined && performance.now() < this.#token.goodUntil) return this.#token.value;
    this.#pending ??= this.#requestToken(signal).finally(() => {
      this.#pending = undefined;
    });
    const answer = await this.#pending;
    // Every request that waits reads the refusal for itself.
    return typeof answer === 'string' ? answer : answer.clone();
  }

  /** RFC 6749, section 4.4: client credentials. */
  async #requestToken(signal: AbortSignal): Promise<string | Response> {
    const { clientId, clientSecret } = this.#credentials;
    const basic = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64');
    const response = await fetch(`${this.#baseUrl}/api/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'grant_type=client_credentials',
      signal,
    });
    if (!response.ok) return response;
    const { access_token: value, expires_in: seconds = 3600 } = (await response.json()) as {
      access_token: string;
      expires_in?: number;
    };
    this.#token = { value, goodUntil: performance.now() + Math.max(0, seconds * 1000 - renewBeforeMs) };
    return value;
  }
}
