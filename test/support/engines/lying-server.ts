import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request; may leave it unanswered, or half answered. */
export type Lie = (response: ServerResponse, path: string) => void;

/** Something that listens where an engine should, and does not behave like one. */
export class LyingServer implements AsyncDisposable {
  readonly url: string;
  lie: Lie = html(200);
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => this.lie(response, request.url ?? ''));
  }

  static async start(): Promise<LyingServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LyingServer(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

export const html =
  (status: number): Lie =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>It works</body></html>');
  };

export const json =
  (body: unknown, status = 200): Lie =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** The connection breaks in the middle of the answer. */
export const half =
  (body: unknown): Lie =>
  (response) => {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  };

/** The answer ends in the middle, and nothing says so. */
export const cutShort =
  (body: unknown): Lie =>
  (response) => {
    const text = JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2));
  };

export const late =
  (delayMs: number, lie: Lie): Lie =>
  (response, path) => {
    setTimeout(() => lie(response, path), delayMs).unref();
  };

/** An answer that never ends. */
export const endless: Lie = (response) => {
  response.writeHead(200);
  const chunk = ' '.repeat(100_000);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
