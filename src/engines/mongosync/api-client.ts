/**
 * A client of mongosync's HTTP API, for mongosync itself and for the built-in engine, which speaks the same. It believes
 * nothing: an answer that is not what the contract says becomes an error that shows it.
 */
import { EngineError, messageOf } from '../../lib/errors.ts';

/** Progress comes at once or not at all; a command may rightly take long (contract, section 1). */
const progressTimeoutMs = 10_000;

export interface ApiRefusal {
  readonly error: string;
  readonly errorDescription: string;
}

export class MongosyncApiClient {
  readonly url: string;

  /** @param url such as `http://localhost:27182`, without a path */
  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  /**
   * The `progress` document.
   * @throws EngineError GW906 when nobody answers, GW908 when the answer is not one of mongosync's
   */
  async progress(): Promise<Readonly<Record<string, unknown>>> {
    const body = await this.#request('GET', 'progress', undefined, AbortSignal.timeout(progressTimeoutMs));
    const { progress } = body;
    if (typeof progress !== 'object' || progress === null) throw this.#nonsense('GET', 'progress', body);
    return progress as Record<string, unknown>;
  }

  async start(body: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#request('POST', 'start', body);
  }

  async pause(): Promise<void> {
    await this.#request('POST', 'pause', {});
  }

  async resume(): Promise<void> {
    await this.#request('POST', 'resume', {});
  }

  /** @param extension fields that only the built-in engine knows */
  async commit(extension: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#request('POST', 'commit', extension);
  }

  async reverse(): Promise<void> {
    await this.#request('POST', 'reverse', {});
  }

  /** A command under the built-in engine's own path. */
  async godwit(command: string): Promise<void> {
    await this.#request('POST', `godwit/${command}`, {});
  }

  async #request(
    method: 'GET' | 'POST',
    endpoint: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const answer = await this.send(method, `/api/v1/${endpoint}`, body, signal);
    if (answer['success'] === true) return answer;
    const { error, errorDescription } = answer as Partial<ApiRefusal>;
    if (error === undefined && errorDescription === undefined) throw this.#nonsense(method, endpoint, answer);
    throw new EngineError('GW907', {
      summary: `The sync engine refused ${endpoint}: ${errorDescription ?? error}`,
      hint: typeof answer['hint'] === 'string' ? answer['hint'] : undefined,
      context: { endpoint, error, code: answer['code'] },
    });
  }

  /** One exchange; the answer is some JSON object. */
  async send(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<Record<string, unknown>> {
    let text: string;
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        ...(signal === undefined ? {} : { signal }),
      });
      text = await response.text();
    } catch (error) {
      throw unreachable(this.url, error);
    }
    try {
      const answer: unknown = JSON.parse(text);
      if (typeof answer === 'object' && answer !== null && !Array.isArray(answer))
        return answer as Record<string, unknown>;
    } catch {
      // Told below, with what came.
    }
    throw this.#nonsense(method, path, text);
  }

  #nonsense(method: string, endpoint: string, answer: unknown): EngineError {
    const shown = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return new EngineError('GW908', {
      summary: `${this.url} answered ${method} ${endpoint} with something that no mongosync says`,
      detail: shown.slice(0, 300),
      hint: 'Check that the address is that of the sync engine and not of something else on that port',
    });
  }
}

function unreachable(url: string, cause: unknown): EngineError {
  const { cause: inner } = cause as { cause?: unknown };
  return new EngineError('GW906', {
    summary: `The sync engine at ${url} does not answer`,
    detail: messageOf(inner ?? cause),
    hint: 'See whether its process runs; `godwit apply` starts the built-in engine again where it is needed',
    cause,
  });
}
