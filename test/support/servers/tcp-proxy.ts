import { once, setMaxListeners } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';

/** Bytes that may be on their way in one direction of one connection, as in a TCP window. */
const windowBytes = 4 * 1024 * 1024;

const foreverMs = 2 ** 31 - 1;

/** One connection through the proxy. */
interface Line {
  isForgotten: boolean;
  /** What comes back on it next is lost with everything else. */
  cutsOnAnswer?: (() => void) | undefined;
}

/** A message at which the network ends. */
export interface LastMessage {
  /** Which of those that are meant, counted from 1. */
  readonly nth: number;
  readonly isMeant: (message: Buffer) => boolean;
  /** What is lost: the message itself, or only the answer to it. */
  readonly loses: 'message' | 'answer';
  /** Called when everything is cut. */
  readonly onCut: () => void;
}

interface Forgotten {
  readonly text: string;
  readonly loses: 'message' | 'answer';
  readonly onForgotten: () => void;
}

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
  #forgotten: Forgotten | undefined;
  #last: { readonly message: LastMessage; count: number } | undefined;
  #held: { readonly text: string; isReached: boolean; readonly released: Promise<void> } | undefined;
  #rewriting: { readonly from: string; readonly to: string } | undefined;

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

  /**
   * Forgets the connection over which a message with such a text is sent next, as a router may: nothing more passes, in
   * no direction, and nobody is told. Other connections stay as they are.
   * @param loses what is lost first: the message itself, or the answer to it
   * @param onForgotten called when that has happened
   */
  forgetWhere(text: string, loses: 'message' | 'answer', onForgotten: () => void = () => {}): void {
    this.#forgotten = { text, loses, onForgotten };
  }

  /**
   * Holds the next message of a client with such a text back, and nothing else.
   * @returns whether it is being held, and what lets it go
   */
  holdNext(text: string): { isHolding(): boolean; release(): void } {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = { text, isReached: false, released };
    this.#held = held;
    return { isHolding: () => held.isReached, release };
  }

  /** Cuts everything at one message, so that nothing that was sent behind it arrives. */
  cutAt(message: LastMessage): void {
    this.#last = { message, count: 0 };
  }

  /** Puts one text in the place of another of the same length, in all that clients send, until it is told another pair. */
  rewrite(from: string, to: string): void {
    if (from.length !== to.length) throw new RangeError(`"${from}" and "${to}" differ in length`);
    this.#rewriting = { from, to };
  }

  /** Ends every fault; what a blackhole held back arrives now. */
  heal(): void {
    this.#isCut = false;
    this.#isBlackhole = false;
    this.#delayMs = 0;
    this.#bytesPerSecond = Number.POSITIVE_INFINITY;
    this.#forgotten = undefined;
    this.#rewriting = undefined;
    this.#last = undefined;
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
      const line: Line = { isForgotten: false };
      await Promise.all([this.#carry(client, target, line, true), this.#carry(target, client, line, false)]);
    } finally {
      client.destroy();
      target.destroy();
    }
  }

  async #carry(from: Socket, to: Socket, line: Line, isFromClient: boolean): Promise<void> {
    let lastArrival = Promise.resolve();
    let inFlightBytes = 0;
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (isFromClient) this.#rewriteIn(chunk);
      if (isFromClient ? this.#isLastMessage(chunk, line) : line.cutsOnAnswer !== undefined) {
        this.cut();
        (line.cutsOnAnswer ?? this.#last?.message.onCut)?.();
        break;
      }
      const isLast = isFromClient && this.#isForgottenBy(chunk, line);
      // It is not read any further either, so that a long message does not leave its sender.
      if (line.isForgotten && !isLast) {
        await closed(from);
        break;
      }
      const released = isFromClient ? this.#holdsBack(chunk) : undefined;
      const dueAtMs = performance.now() + this.#delayMs;
      inFlightBytes += chunk.length;
      lastArrival = lastArrival.then(async () => {
        await released;
        await this.#passage(chunk.length, dueAtMs);
        if (!to.destroyed && !to.write(chunk)) await drained(to);
        inFlightBytes -= chunk.length;
      });
      if (inFlightBytes > windowBytes) await lastArrival;
    }
    await lastArrival;
    to.end();
  }

  /** @returns whether it is lost, and everything with it */
  #isLastMessage(chunk: Buffer, line: Line): boolean {
    if (this.#last === undefined || !this.#last.message.isMeant(chunk)) return false;
    this.#last.count += 1;
    const { nth, loses, onCut } = this.#last.message;
    if (this.#last.count !== nth) return false;
    if (loses === 'answer') line.cutsOnAnswer = onCut;
    return loses === 'message';
  }

  #holdsBack(chunk: Buffer): Promise<void> | undefined {
    if (this.#held === undefined || this.#held.isReached || !chunk.includes(this.#held.text)) return undefined;
    this.#held.isReached = true;
    return this.#held.released;
  }

  #rewriteIn(chunk: Buffer): void {
    if (this.#rewriting === undefined) return;
    const { from, to } = this.#rewriting;
    for (let at = chunk.indexOf(from); at >= 0; at = chunk.indexOf(from, at + to.length)) chunk.write(to, at);
  }

  /** @returns whether the chunk still passes, as the last one */
  #isForgottenBy(chunk: Buffer, line: Line): boolean {
    if (this.#forgotten === undefined || line.isForgotten || !chunk.includes(this.#forgotten.text)) return false;
    const { loses, onForgotten } = this.#forgotten;
    line.isForgotten = true;
    this.#forgotten = undefined;
    onForgotten();
    return loses === 'answer';
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

async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close');
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
