/** The parts of GitHub's and GitLab's APIs that a job uses, on loopback: comments of pull requests, and who merged what. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface PullRequest {
  readonly comments: StoredComment[];
  /** The commit that its merge made. */
  mergeCommit?: string;
}

export class FakeReviewHost implements AsyncDisposable {
  readonly url: string;
  readonly #pullRequests = new Map<number, PullRequest>();
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

  /** The one of this number, opened when it is first asked for. */
  pullRequest(number: number): PullRequest {
    const there = this.#pullRequests.get(number) ?? { comments: [] };
    this.#pullRequests.set(number, there);
    return there;
  }

  write(number: number, author: string, body: string): StoredComment {
    const { comments } = this.pullRequest(number);
    const comment = { id: number * 1000 + comments.length, author, body };
    comments.push(comment);
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
    const [, verb, number] = /^(GET|POST) .*\/(?:issues|merge_requests)\/(\d+)\/(?:comments|notes)$/.exec(route) ?? [];
    if (verb === 'GET') return this.pullRequest(Number(number)).comments.map(shown);
    if (verb === 'POST') return shown(this.write(Number(number), 'github-actions[bot]', body));
    const [, id] = /^(?:PATCH|PUT) .*\/(?:comments|notes)\/(\d+)$/.exec(route) ?? [];
    const found = [...this.#pullRequests.values()]
      .flatMap(({ comments }) => comments)
      .find((one) => String(one.id) === id);
    if (found !== undefined) {
      found.body = body;
      return shown(found);
    }
    const [, sha] = /^GET .*\/commits\/(\w+)\/(?:pulls|merge_requests)$/.exec(route) ?? [];
    if (sha === undefined) return undefined;
    const merge = { merge_commit_sha: sha, merged_at: '2026-11-20T12:00:00Z', state: 'merged' };
    return [...this.#pullRequests]
      .filter(([, { mergeCommit }]) => mergeCommit === sha)
      .map(([merged]) => ({ number: merged, iid: merged, ...merge }));
  }
}
