/**
 * A client of mongosync's HTTP API, for mongosync itself and for the built-in engine, which speaks the same. It believes
 * nothing: an answer that is not what the contract says becomes an error that shows it.
 */
import { EngineError, UserError } from '../../lib/errors.ts';
import { type ApiAccess, exchangeJson, nonsense } from '../http/exchange-json.ts';

/** Progress comes at once or not at all; a command may rightly take long (contract, section 1). */
const progressTimeoutMs = 10_000;

export class MongosyncApiClient {
  readonly url: string;
  readonly #access: ApiAccess | undefined;

  /**
   * @param url such as `http://localhost:27182`, without a path
   * @param access what the built-in engine asks for beyond loopback
   */
  constructor(url: string, access?: ApiAccess) {
    this.url = url.replace(/\/+$/, '');
    this.#access = access;
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

  async pause(body: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#request('POST', 'pause', body);
  }

  async resume(body: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#request('POST', 'resume', body);
  }

  /** @param extension fields that only the built-in engine knows */
  async commit(extension: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#request('POST', 'commit', extension);
  }

  async reverse(body: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#request('POST', 'reverse', body);
  }

  /** A command under the built-in engine's own path. */
  async godwit(command: string, body: unknown = {}): Promise<void> {
    await this.#request('POST', `godwit/${command}`, body);
  }

  async #request(
    method: 'GET' | 'POST',
    endpoint: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const answer = await this.send(method, `/api/v1/${endpoint}`, body, signal);
    if (answer['success'] === true) return answer;
    const reason = textOf(answer['errorDescription']) ?? textOf(answer['error']);
    if (reason === undefined) throw this.#nonsense(method, endpoint, answer);
    throw new EngineError('GW907', {
      summary: `The sync engine refused ${endpoint}: ${reason}`,
      hint: textOf(answer['hint']),
      context: { endpoint, error: textOf(answer['error']), code: textOf(answer['code']) },
    });
  }

  /**
   * One exchange; the answer is some JSON object.
   * @throws UserError GW967 where a token is missing or wrong
   */
  async send(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const exchange = { method, path, body, signal, speaks: 'mongosync', access: this.#access };
    const answer = await exchangeJson(this.url, exchange);
    if (answer['error'] === 'Unauthorized') throw this.#notLetIn();
    return answer;
  }

  #notLetIn(): UserError {
    const isTold = this.#access?.token !== undefined;
    return new UserError('GW967', {
      summary: `The sync engine at ${this.url} ${isTold ? 'does not take the token' : 'asks for a token'}`,
      hint: 'Name in engine.builtin.token where the token of its --tokenFile can be read',
    });
  }

  #nonsense(method: 'GET' | 'POST', endpoint: string, answer: unknown): EngineError {
    return nonsense(this.url, { method, path: endpoint, speaks: 'mongosync' }, JSON.stringify(answer));
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
