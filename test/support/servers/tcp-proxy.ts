import { once, setMaxListeners } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';

/** Bytes that may be on their way in one direction of one connection, as in a TCP window. */
const windowBytes = 4 * 1024 * 1024;

const foreverMs = 2 ** 31 - 1;

/** A TCP proxy on loopback whose network can be made to fail. */
export class TcpProxy implements AsyncDisposable {
  readonly port: number;
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isBlackhole = false;
  #delayMs = 0;
  #bytesPerSecond = Number.POSITIVE_INFINITY;
  /** When the throttled line will have sent what was given to it so far. */
  #lineFreeAtMs = 0;
  #change = newChange();

  private constructor(server: Server, port: number, target: string) {
    this.#server = server;
    this.port = port;
    this.#target = new URL(`tcp://${target}`);
    server.on('connection', (client) => void this.#accept(client).catch(() => client.resetAndDestroy()));
  }

  /** Starts a proxy in front of `host:port`. */
  static async start({ target }: { target: string }): Promise<TcpProxy> {
    const port = await findFreePort();
    const server = createServer();
    server.listen({ port, host: '127.0.0.1' });
    await once(server, 'listening');
    server.unref();
    return new TcpProxy(server, port, target);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Resets every connection, and every new one at once. */
  cut(): void {
    this.#isCut = true;
    this.#destroySockets();
    this.#changed();
  }

  /** Lets nothing through and says nothing: connections stay open, new ones are accepted and lead nowhere. */
  blackhole(): void {
    this.#isBlackhole = true;
    this.#changed();
  }

  /** Makes every byte arrive this much later, in each direction. */
  delay(delayMs: number): void {
    this.#delayMs = delayMs;
    this.#changed();
  }

  /** Limits all connections and directions together to this rate. */
  throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#lineFreeAtMs = 0;
    this.#changed();
  }

  /** Ends every fault; what a blackhole held back arrives now. */
  heal(): void {
    this.#isCut = false;
    this.#isBlackhole = false;
    this.#delayMs = 0;
    this.#bytesPerSecond = Number.POSITIVE_INFINITY;
    this.#changed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.heal();
    this.#destroySockets();
  }

  async #accept(client: Socket): Promise<void> {
    this.#keep(client);
    await this.#blackholeEnd();
    if (this.#isCut) throw new Error('The network is cut');
    const target = this.#keep(connect({ port: Number(this.#target.port), host: this.#target.hostname }));
    try {
      await Promise.all([this.#carry(client, target), this.#carry(target, client)]);
    } finally {
      client.destroy();
      target.destroy();
    }
  }

  async #carry(from: Socket, to: Socket): Promise<void> {
    let lastArrival = Promise.resolve();
    let inFlightBytes = 0;
    for await (const chunk of from as AsyncIterable<Buffer>) {
      const dueAtMs = performance.now() + this.#delayMs;
      inFlightBytes += chunk.length;
      lastArrival = lastArrival.then(async () => {
        await this.#passage(chunk.length, dueAtMs);
        if (!to.destroyed && !to.write(chunk)) await drained(to);
        inFlightBytes -= chunk.length;
      });
      if (inFlightBytes > windowBytes) await lastArrival;
    }
    await lastArrival;
    to.end();
  }

  async #passage(bytes: number, dueAtMs: number): Promise<void> {
    await this.#sleep(dueAtMs - performance.now());
    await this.#blackholeEnd();
    if (this.#bytesPerSecond === Number.POSITIVE_INFINITY) return;
    this.#lineFreeAtMs = Math.max(this.#lineFreeAtMs, performance.now()) + (bytes / this.#bytesPerSecond) * 1000;
    await this.#sleep(this.#lineFreeAtMs - performance.now());
  }

  async #blackholeEnd(): Promise<void> {
    while (this.#isBlackhole) await this.#sleep(foreverMs);
  }

  /** Sleeps, but wakes up when the network changes. */
  async #sleep(ms: number): Promise<void> {
    if (ms <= 0) return;
    await sleep(ms, undefined, { signal: this.#change.signal, ref: false }).catch(() => {});
  }

  #changed(): void {
    this.#change.abort();
    this.#change = newChange();
  }

  #keep(socket: Socket): Socket {
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    // The reading side reports the same failure to #carry; unheard, it would end the process.
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #destroySockets(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** Starts a proxy in front of `host:port`. */
export const startProxy = TcpProxy.start;

/** Waited for by every passage that is delayed. */
function newChange(): AbortController {
  const change = new AbortController();
  setMaxListeners(0, change.signal);
  return change;
}
