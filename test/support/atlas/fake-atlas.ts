/**
 * Atlas' Admin API for tests, as far as the contract tells: both ways to log in, versions by media type, pages, states that
 * change with time, refusals in Atlas' words. Faults are put in its way by `fail`.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DigestGuard } from './digest.ts';
import { AtlasRefusal, type MigrationHost, type Project, Projects } from './projects.ts';
import { routes } from './routes.ts';

export interface FakeAtlasOptions {
  /** Service accounts: client id and secret. */
  readonly serviceAccounts?: Readonly<Record<string, string>>;
  /** Public and private keys. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly projects?: readonly Pick<Project, 'id' | 'name' | 'orgId'>[];
  /** How long a cluster takes to be created or changed. */
  readonly settleMs?: number;
  /** What a cluster is reached by: a real server, where one is wanted. */
  readonly connectionString?: (clusterName: string) => string;
  readonly tokenSeconds?: number;
  /** What runs live migrations; without it they stay new. */
  readonly migrationHost?: MigrationHost;
  /** Projects of Cloud Manager, by the organization that they are linked to. */
  readonly linkedProjects?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  /** Told of every database user before Atlas answers, so that a real server can be given the same one. */
  readonly onUser?: (change: 'created' | 'removed', user: Record<string, unknown>) => Promise<void>;
}

export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** An answer in place of the real one; without it the connection is dropped. */
  readonly answer?: { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };
  readonly afterMs?: number;
  /** Once when it is left out. */
  readonly times?: number;
  /** The request is carried out all the same, and only its answer is lost. */
  readonly afterwards?: boolean;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly version: string | undefined;
  readonly body: unknown;
  readonly status: number;
}

const knownVersions = new Set(['2023-01-01', '2023-02-01', '2024-05-30', '2024-08-05', '2024-10-23', '2025-03-12']);

export class FakeAtlas implements AsyncDisposable {
  readonly projects: Projects;
  /** Requests that were let in, in order. */
  readonly seen: SeenRequest[] = [];
  readonly #options: FakeAtlasOptions;
  readonly #digest: DigestGuard;
  readonly #tokens = new Set<string>();
  readonly #faults: { fault: Fault; left: number }[] = [];
  readonly #server: Server;

  private constructor(options: FakeAtlasOptions) {
    this.#options = options;
    this.projects = new Projects(options);
    this.#digest = new DigestGuard(options.keys ?? {});
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response
          .writeHead(500)
          .end(JSON.stringify({ error: 500, errorCode: 'UNEXPECTED_ERROR', detail: String(error) }));
      });
    });
  }

  static async start(options: FakeAtlasOptions = {}): Promise<FakeAtlas> {
    const atlas = new FakeAtlas(options);
    await new Promise<void>((resolve) => atlas.#server.listen(0, '127.0.0.1', resolve));
    return atlas;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** Every token that was given is worth nothing from now on. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  /** Requests that change something. */
  get changes(): readonly string[] {
    return this.seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const body = await readBody(request);
    const answer = (status: number, content?: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(content === undefined ? undefined : JSON.stringify(content));
    };
    const { pathname, searchParams } = new URL(url, 'http://atlas');
    if (pathname === '/api/oauth/token') return this.#giveToken(request, body, answer);
    if (pathname === '/api/oauth/revoke') return answer(200, {});
    if (!this.#isLetIn(request)) {
      return answer(401, refusal(401, 'UNAUTHORIZED', 'You are not authorized for this resource.'), {
        'www-authenticate': this.#digest.challenge(),
      });
    }
    const version = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/.exec(request.headers.accept ?? '')?.[1];
    const fault = this.#faultFor(method, pathname);
    if (fault?.afterMs !== undefined) await delay(fault.afterMs);
    if (fault !== undefined && fault.afterwards !== true) return failWith(fault, request, answer);
    if (version === undefined || !knownVersions.has(version)) {
      return answer(406, refusal(406, 'INVALID_VERSION_DATE', `Accept: ${request.headers.accept}`));
    }
    const result = this.#carryOut(method, pathname, searchParams, body);
    await this.#tellOfUser(method, pathname, result.status, body);
    this.seen.push({ method, path: pathname.replace('/api/atlas/v2', ''), version, body, status: result.status });
    if (fault !== undefined) return failWith(fault, request, answer);
    answer(result.status, result.body);
  }

  #carryOut(method: string, pathname: string, query: URLSearchParams, body: unknown) {
    const path = pathname.replace('/api/atlas/v2', '');
    for (const { method: wanted, pattern, handle } of routes) {
      const match = wanted === method ? pattern.exec(path) : null;
      if (match === null) continue;
      const parameters = match.slice(1).map(decodeURIComponent);
      try {
        return handle({ projects: this.projects, parameters, query, body });
      } catch (error) {
        if (error instanceof AtlasRefusal) {
          return { status: error.status, body: refusal(error.status, error.errorCode, error.message) };
        }
        throw error;
      }
    }
    return { status: 404, body: refusal(404, 'RESOURCE_NOT_FOUND', `Cannot find resource ${pathname}.`) };
  }

  async #tellOfUser(method: string, pathname: string, status: number, body: unknown): Promise<void> {
    const { onUser } = this.#options;
    if (onUser === undefined || status >= 300 || !pathname.includes('/databaseUsers')) return;
    if (method === 'POST') await onUser('created', body as Record<string, unknown>);
    const [databaseName = '', username = ''] = pathname.split('/').slice(-2).map(decodeURIComponent);
    if (method === 'DELETE') await onUser('removed', { databaseName, username });
  }

  #isLetIn({ headers, method = 'GET', url = '/' }: IncomingMessage): boolean {
    const { authorization = '' } = headers;
    if (authorization.startsWith('Bearer ')) return this.#tokens.has(authorization.slice('Bearer '.length));
    return authorization.startsWith('Digest ') && this.#digest.isLetIn(authorization, method, url);
  }

  #giveToken(request: IncomingMessage, body: unknown, answer: (status: number, content: unknown) => void) {
    const fault = this.#faultFor('POST', '/api/oauth/token');
    if (fault !== undefined) return failWith(fault, request, answer);
    const [id = '', secret] = Buffer.from(request.headers.authorization?.slice('Basic '.length) ?? '', 'base64')
      .toString()
      .split(':');
    const isRight = this.#options.serviceAccounts?.[id] === secret && secret !== undefined;
    if (!isRight || body !== 'grant_type=client_credentials') {
      return answer(401, refusal(401, 'INVALID_CLIENT', 'The client id or secret is wrong.'));
    }
    const token = randomBytes(16).toString('hex');
    this.#tokens.add(token);
    answer(200, { access_token: token, token_type: 'Bearer', expires_in: this.#options.tokenSeconds ?? 3600 });
  }

  #faultFor(method: string, pathname: string): Fault | undefined {
    const found = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.method ?? method) === method && fault.path.test(pathname),
    );
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }
}

function failWith(
  { answer: instead }: Fault,
  request: IncomingMessage,
  answer: (status: number, content: unknown, headers?: Record<string, string>) => void,
): void {
  if (instead === undefined) request.socket.destroy();
  else answer(instead.status, instead.body, instead.headers);
}

/** An error as every call of the API words it. */
export function refusal(status: number, errorCode: string, detail: string) {
  return { error: status, errorCode, detail, reason: String(status), parameters: [] };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  if (text === '') return undefined;
  return request.headers['content-type']?.includes('json') ? JSON.parse(text) : text;
}
