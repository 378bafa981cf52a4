/** A service that keeps Terraform's state by its HTTP protocol, as GitLab does: with logins, and a lock that one holds. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  readonly Who: string;
  readonly Created: string;
}

export class StateServer implements AsyncDisposable {
  /** As it was written last. */
  state: string | undefined;
  lock: LockInfo | undefined;
  /** Operations that took the lock, in order. */
  readonly locked: string[] = [];
  /** Every state that was ever written. */
  readonly written: string[] = [];
  readonly #login: string;
  readonly #server: Server;

  private constructor(username: string, password: string) {
    this.#login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(username: string, password: string): Promise<StateServer> {
    const server = new StateServer(username, password);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** Arguments of Terraform's backend `http`. */
  get backend() {
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/state`;
    return { address, lock_address: `${address}/lock`, unlock_address: `${address}/lock`, retry_max: 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { status, text } = this.#answer(request, body);
    response.writeHead(status).end(text);
  }

  #answer({ method, url, headers }: IncomingMessage, body: string): { status: number; text?: string } {
    if (headers.authorization !== this.#login) return { status: 401 };
    const { pathname, searchParams } = new URL(url ?? '/', 'http://state');
    switch (`${method} ${pathname}`) {
      case 'GET /state':
        return this.state === undefined ? { status: 404 } : { status: 200, text: this.state };
      case 'POST /state':
        // Who writes has to hold the lock.
        if (this.lock === undefined || searchParams.get('ID') !== this.lock.ID) return { status: 409 };
        this.state = body;
        this.written.push(body);
        return { status: 200 };
      case 'LOCK /state/lock':
        if (this.lock !== undefined) return { status: 423, text: JSON.stringify(this.lock) };
        this.lock = JSON.parse(body) as LockInfo;
        this.locked.push(this.lock.Operation);
        return { status: 200 };
      case 'UNLOCK /state/lock':
        this.lock = undefined;
        return { status: 200 };
      default:
        return { status: 405 };
    }
  }
}
