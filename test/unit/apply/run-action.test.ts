import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runHttp } from '../../../src/apply/actions/run-action.ts';
import type { HttpCall } from '../../../src/spec/blocks/action.ts';

/** Sends everybody on to a page that says yes to everything. */
async function redirectingService() {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    if (url === '/login') response.end('Who are you?');
    else response.writeHead(302, { location: '/login' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a request to a service', () => {
  it.each(['GET', 'POST'] as const)(
    'by %s goes after no redirection, which may be expected instead',
    async (method) => {
      await using service = await redirectingService();
      const call: HttpCall = { url: { literal: service.url }, method, headers: {}, timeoutMs: 5_000 };
      const { signal } = new AbortController();
      const context = { baseDirectory: '/', env: {}, timeoutMs: 5_000, signal, secrets: [], facts: { event: 'asked' } };

      const said = { isSuccess: false, words: 'status 302, a redirection, which is not gone after' };
      expect(await runHttp(call, context)).toEqual(said);
      expect(await runHttp({ ...call, expectStatus: 302 }, context)).toMatchObject({ isSuccess: true });
      expect(service.asked).toEqual([`${method} /`, `${method} /`]);
    },
  );
});
