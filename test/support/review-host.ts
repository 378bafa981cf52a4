/** The parts of GitHub's and GitLab's APIs that a job uses, on loopback: comments of one pull request, and who merged what. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export class FakeReviewHost implements AsyncDisposable {
  readonly comments: StoredComment[] = [];
  readonly url: string;
  /** The commit that the pull request's merge made. */
  mergeCommit: string | undefined;
  readonly #token: string;
  readonly #server: Server;

  private constructor(server: Server, token: string) {
    this.#server = server;
    this.#token = token;
    this.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    server.on('request', async (request, response) => {
      const answer = await this.#answer(request);
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { message: 'Not Found' }));
    });
  }

  static async start(token: string): Promise<FakeReviewHost> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeReviewHost(server, token);
  }

  write(author: string, body: string): StoredComment {
    const comment = { id: this.comments.length + 1, author, body };
    this.comments.push(comment);
    return comment;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const { authorization, 'private-token': privateToken } = request.headers;
    if (authorization !== `Bearer ${this.#token}` && privateToken !== this.#token) return undefined;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { body = '' } = text === '' ? {} : (JSON.parse(text) as { body?: string });
    const path = (request.url ?? '').split('?')[0] ?? '';
    const route = `${request.method} ${path}`;
    const shown = ({ id, author, body: said }: StoredComment) => ({
      id,
      body: said,
      user: { login: author },
      author: { id: author === 'github-actions[bot]' ? 1 : 2 },
    });
    if (route === 'GET /user') return { id: 1 };
    if (/^GET .*\/(?:issues\/12\/comments|merge_requests\/12\/notes)$/.test(route)) return this.comments.map(shown);
    if (/^POST .*\/(?:issues\/12\/comments|merge_requests\/12\/notes)$/.test(route)) {
      return shown(this.write('github-actions[bot]', body));
    }
    const [, id] = /^(?:PATCH|PUT) .*\/(?:comments|notes)\/(\d+)$/.exec(route) ?? [];
    const found = this.comments.find((one) => String(one.id) === id);
    if (found !== undefined) {
      found.body = body;
      return shown(found);
    }
    const [, sha] = /^GET .*\/commits\/(\w+)\/(?:pulls|merge_requests)$/.exec(route) ?? [];
    if (sha === undefined) return undefined;
    const merge = { merge_commit_sha: this.mergeCommit, merged_at: '2026-11-20T12:00:00Z', state: 'merged' };
    return sha === this.mergeCommit ? [{ number: 12, iid: 12, ...merge }] : [];
  }
}
