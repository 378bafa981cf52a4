import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below every system's range of ephemeral ports: a port from here cannot become the local end of somebody's
 * outgoing connection while its server is being restarted.
 */
const lowestPort = 20_000;
const highestPort = 31_999;

/** A loopback port that nobody listens on. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort + 1));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
