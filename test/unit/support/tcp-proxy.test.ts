import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProxy, type TcpProxy } from '../../support/servers/tcp-proxy.ts';

let echo: Server;
let proxy: TcpProxy;
let client: Socket;

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startProxy({ target: `127.0.0.1:${(echo.address() as AddressInfo).port}` });
  client = await open();
});

afterEach(async () => {
  client.destroy();
  await proxy[Symbol.asyncDispose]();
  echo.close();
});

describe('a proxy', () => {
  it('carries bytes both ways, however many', async () => {
    const sent = Buffer.alloc(5_000_000, 'abc');
    const received = collect(client, sent.length);
    client.write(sent);
    expect((await received).equals(sent)).toBe(true);
  });

  it('cuts connections and refuses new ones, until it is healed', async () => {
    const isClosed = closed(client);
    proxy.cut();
    await isClosed;
    // Whether the reset comes before or after the connection counts as open is a matter of luck.
    await open().then(closed, () => {});
    proxy.heal();
    client = await open();
    client.write('again');
    expect(String(await collect(client, 5))).toBe('again');
  });

  it('holds everything back in a blackhole, and lets it through when healed', async () => {
    proxy.blackhole();
    client.write('old');
    const late = await open();
    late.write('new');
    const heard: string[] = [];
    client.on('data', (chunk) => heard.push(String(chunk)));
    late.on('data', (chunk) => heard.push(String(chunk)));
    await sleep(100);
    expect(heard).toEqual([]);
    proxy.heal();
    while (heard.length < 2) await Promise.race([once(client, 'data'), once(late, 'data')]);
    expect(heard.toSorted()).toEqual(['new', 'old']);
    late.destroy();
  });

  it('delays each direction without holding up what follows', async () => {
    proxy.delay(100);
    const startedAtMs = performance.now();
    const received = collect(client, 30);
    for (let part = 0; part < 10; part++) {
      client.write('abc');
      await sleep(5);
    }
    await received;
    const tookMs = performance.now() - startedAtMs;
    expect(tookMs).toBeGreaterThanOrEqual(195);
    expect(tookMs).toBeLessThan(1000);
  });

  it('limits the rate', async () => {
    proxy.throttle(100_000);
    const startedAtMs = performance.now();
    const received = collect(client, 10_000);
    client.write(Buffer.alloc(10_000));
    await received;
    // The same bytes pass twice: there and back.
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(190);
  });
});

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

async function collect(socket: Socket, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let count = 0; count < length; count += chunks.at(-1)!.length) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
