import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that a gate asks: it answers with what the test sets, and whoever does not know the token with 401. */
export interface GateService extends AsyncDisposable {
  readonly url: string;
  status: number;
}

export async function startGateService(token: string): Promise<GateService> {
  const server = createServer(({ headers }, response) => {
    response.writeHead(headers.authorization === token ? service.status : 401).end();
  });
  const service: GateService = {
    status: 503,
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/frozen`;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return service;
}
