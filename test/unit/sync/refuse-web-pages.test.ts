import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { refuseWebPages } from '../../../src/sync/http/refuse-web-pages.ts';

const here = '127.0.0.1:27182';
const page = 'https://news.example';

async function statusOf(method: 'GET' | 'POST', headers: Readonly<Record<string, string>>): Promise<number> {
  const server = fastify();
  refuseWebPages(server);
  server.all('/', () => 'done');
  return (await server.inject({ method, url: '/', headers: { host: here, ...headers } })).statusCode;
}

describe('a server that asks nobody who they are', () => {
  it.each([
    ...['localhost', 'localhost:27182', 'LOCALHOST.:1', 'sync.localhost:27182', '127.0.0.1', '127.1.2.3:27182'],
    // No name has to be looked up for these, and those of containers lead to their machine.
    ...['[::1]:27182', '[::1]', '10.0.0.7:27182', 'host.docker.internal:27182', 'host.containers.internal:27182'],
  ])('answers who asks %s', async (host) => {
    expect(await statusOf('POST', { host })).toBe(200);
    expect(await statusOf('GET', { host })).toBe(200);
  });

  it.each([
    ...['news.example', 'news.example:27182', 'localhost.news.example', 'notlocalhost:27182', '127.0.0.1.news.example'],
    ...['localhost:27182.news.example', '[news.example]:27182', ':27182'],
  ])('does not answer who asks "%s"', async (host) => {
    expect(await statusOf('POST', { host })).toBe(403);
    expect(await statusOf('GET', { host })).toBe(403);
    expect(await statusOf('POST', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(403);
  });

  it.each([
    ['by a form, of a browser that tells the origin alone', { origin: page }],
    ['by a form, without an origin that is told', { origin: 'null' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['from another port of this machine, said by the browser', { 'sec-fetch-site': 'same-site' }],
    ['from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['from another site, whose origin is not told', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['by a form that opens a new window', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ])('does nothing that a page asks %s', async (_how, headers) => {
    expect(await statusOf('POST', headers)).toBe(403);
  });

  it('answers whoever is no page, or a page of its own', async () => {
    expect(await statusOf('POST', {})).toBe(200);
    // As Node's own fetch sends it.
    expect(await statusOf('POST', { 'sec-fetch-mode': 'cors', 'user-agent': 'node' })).toBe(200);
    expect(await statusOf('POST', { origin: `http://${here}` })).toBe(200);
    expect(await statusOf('POST', { origin: `http://${here}`, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await statusOf('GET', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(200);
    // Behind a proxy that has the dashboard and this under one origin.
    expect(await statusOf('POST', { origin: 'https://sync.example', 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('lets a link be followed, but no page read', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await statusOf('GET', link)).toBe(200);
    expect(await statusOf('GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: page })).toBe(403);
    expect(await statusOf('GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  });
});
