import { authenticatedSender } from '../../../../src/atlas/authenticate.ts';
import type { ResolvedCredentials } from '../../../../src/atlas/credentials.ts';

type Json = Record<string, unknown>;

/** An answer of Atlas that is no success, in the words of the real provider. */
class AtlasFailure extends Error {
  readonly status: number;

  constructor(url: string, method: string, status: number, { errorCode, detail, reason }: Json) {
    super(
      `${url} ${method}: HTTP ${status} ${reason} (Error code: "${errorCode}") Detail: ${detail} Reason: ${reason}.`,
    );
    this.status = status;
  }
}

/** How the provider asks Atlas: straight, without trying again. */
export class AtlasCaller {
  readonly signal: AbortSignal;
  readonly #baseUrl: string;
  readonly #send: ReturnType<typeof authenticatedSender>;

  constructor(baseUrl: string, credentials: ResolvedCredentials, signal: AbortSignal) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#send = authenticatedSender(this.#baseUrl, credentials);
    this.signal = signal;
  }

  /** Null when it is not there. */
  async get(path: string): Promise<Json | null> {
    const version = /\/clusters\//.test(path) ? '2024-08-05' : '2023-01-01';
    return await this.send('GET', path, undefined, version).catch((error: unknown) => {
      if (error instanceof AtlasFailure && error.status === 404) return null as never;
      throw error;
    });
  }

  async send(method: string, path: string, body?: unknown, version = '2023-01-01'): Promise<never> {
    const url = `${this.#baseUrl}/api/atlas/v2${path}`;
    const type = `application/vnd.atlas.${version}+json`;
    const response = await this.#send({
      url,
      method,
      headers: { accept: type, 'content-type': type },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(30_000)]),
    });
    const text = await response.text();
    const answer = text === '' ? {} : JSON.parse(text);
    if (!response.ok) throw new AtlasFailure(url, method, response.status, answer);
    return answer as never;
  }
}
