import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/notify/notice.ts';
import { type DeliveryResult, Notifier } from '../../../src/notify/notifier.ts';
import type { Notification } from '../../../src/spec/blocks/governance.ts';
import { SmtpSink } from '../../support/smtp-sink.ts';

const notice: Notice = {
  event: 'failed',
  migration: 'shop',
  phase: 'cutover',
  reason: '[GW842] It took <too> long & was undone',
  by: 'ada',
  job: 'https://ci.example/7',
  runId: 'abc',
  at: '2026-11-20T12:00:00.000Z',
};

const secret = 'pl4nted-s3cret';

/** Where requests go; answers the first ones with the given statuses. */
async function webServer(...statuses: number[]) {
  const bodies: { url: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      bodies.push({ url: request.url ?? '', body });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function tell(
  to: Notification['to'],
  options: { message?: string; env?: Record<string, string>; patienceMs?: number; notices?: readonly Notice[] } = {},
): Promise<readonly DeliveryResult[]> {
  const results: DeliveryResult[] = [];
  const { message, env = {}, patienceMs = 20_000, notices = [notice] } = options;
  await using notifier = new Notifier({
    notifications: [{ on: ['failed', 'completed'], to, message }],
    baseDirectory: tmpdir(),
    env: { PATH: process.env['PATH'], ...env },
    secrets: [secret],
    retryAfterMs: [20, 20],
    patienceMs,
    onResult: (result) => results.push(result),
  });
  for (const one of notices) notifier.notify(one);
  await notifier[Symbol.asyncDispose]();
  return results;
}

const http = (url: string): Notification['to'] => ({
  kind: 'http',
  http: { url: { literal: url }, method: 'POST', headers: {}, timeoutMs: 5_000 },
});

const email = (port: number, more = {}): Notification['to'] => ({
  kind: 'email',
  email: { host: '127.0.0.1', port, security: 'none', from: 'godwit@example.com', to: ['dba@example.com'], ...more },
});

describe('a webhook', () => {
  it('gets the facts as JSON, and again until it takes them', async () => {
    await using server = await webServer(500, 503);
    expect(await tell(http(server.url))).toEqual([
      { event: 'failed', target: 'a webhook', isDelivered: true, attempts: 3, reason: undefined },
    ]);
    expect(server.bodies).toHaveLength(3);
    expect(JSON.parse(server.bodies[2]!.body)).toMatchObject({ ...notice, message: expect.stringContaining('shop') });
  });

  it('that never takes them is given up and said so', async () => {
    await using server = await webServer(500, 500, 500, 500);
    expect(await tell(http(server.url))).toMatchObject([{ isDelivered: false, attempts: 3, reason: 'status 500' }]);
  });

  it('is not told of what it did not ask for, and of the rest in order', async () => {
    await using server = await webServer();
    const notices = (['started', 'failed', 'completed', 'stalled'] as const).map((event) => ({ ...notice, event }));
    await tell(http(server.url), { notices });
    expect(server.bodies.map(({ body }) => JSON.parse(body).event)).toEqual(['failed', 'completed']);
  });

  it('that hangs is not waited for beyond what was allowed, and nothing waited for it before', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const startedAt = performance.now();
    const results = await tell(http(`http://127.0.0.1:${port}`), { patienceMs: 100 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(results).toMatchObject([{ isDelivered: false }]);
    server.closeAllConnections();
    server.close();
  });
});

describe('Slack', () => {
  it('gets a text in which nothing is markup, at an address that nobody sees', async () => {
    await using server = await webServer(404, 404, 404);
    const env = { SLACK: `${server.url}/${secret}` };
    const results = await tell({ kind: 'slack', webhook: { env: 'SLACK' } }, { env });
    expect(server.bodies[0]?.url).toBe(`/${secret}`);
    expect(JSON.parse(server.bodies[0]!.body)).toEqual({
      text: 'shop: a run has failed: [GW842] It took &lt;too&gt; long &amp; was undone (run by ada, https://ci.example/7)',
    });
    expect(JSON.stringify(results)).not.toContain(secret);
  });

  it('whose address is missing is a failed message and no failed run', async () => {
    expect(await tell({ kind: 'slack', webhook: { env: 'NOT_SET' } })).toMatchObject([
      { isDelivered: false, reason: expect.stringContaining('NOT_SET') },
    ]);
  });
});

describe('mail', () => {
  it('goes out with login, in the words of the template, and again when it is refused for now', async () => {
    await using sink = await SmtpSink.start();
    sink.refusals = ['451 try again later'];
    const login = { username: { literal: 'godwit' }, password: { env: 'SMTP_PASSWORD' } };
    const results = await tell(email(sink.port, login), {
      env: { SMTP_PASSWORD: secret },
      message: '{{migration}} {{event}} {{environment}}{{ runId }} {{unknown}}',
    });
    expect(results).toMatchObject([{ target: 'mail to dba@example.com', isDelivered: true, attempts: 2 }]);
    expect(sink.logins.at(-1)).toBe(`\0godwit\0${secret}`);
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]).toContain('Subject: godwit: shop failed abc {{unknown}}');
    expect(sink.letters[0]).toContain('To: dba@example.com');
    expect(sink.letters[0]).toContain('phase: cutover');
    expect(sink.letters[0]).not.toContain(secret);
  });

  it('to a server that hangs is not waited for beyond what was allowed', async () => {
    const server = createTcpServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const gone = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)));
    expect(await tell(email(port), { patienceMs: 100 })).toMatchObject([{ isDelivered: false, attempts: 1 }]);
    await gone;
    server.close();
  });

  it('is not sent in the clear to a server without TLS, unless that was asked for', async () => {
    await using sink = await SmtpSink.start();
    const results = await tell(email(sink.port, { security: 'startTls' }));
    expect(results).toMatchObject([{ isDelivered: false }]);
    expect(sink.letters).toEqual([]);
  });
});

describe('what servers and files say', () => {
  const bell = '\u0007';
  const reason = `a\r\nBcc: thief@example.com\r\n\r\nevent: completed ${bell}\u001b[31m\u202e\u2028\u0085\u0000 ${secret}`;
  const nasty: Notice = { ...notice, by: 'ada\nRCPT TO:<thief@example.com>', reason };
  const fit = 'a Bcc: thief@example.com event: completed \ufffd\ufffd[31m\ufffd \ufffd [secret]';

  it('is no header, recipient or line of a letter of its own', async () => {
    await using sink = await SmtpSink.start();
    const message = '{{reason}}\r\nBcc: {{by}}\n\nmore';
    await tell(email(sink.port), { notices: [nasty], message });
    await tell(email(sink.port), { notices: [nasty] });
    expect(sink.letters).toHaveLength(2);
    const bad = 'godwit@example.com\r\nBcc: <thief@example.com>';
    for (const more of [{ from: bad }, { to: [bad] }]) {
      const refused = { isDelivered: false, reason: expect.stringContaining('is no address') };
      expect(await tell(email(sink.port, more), { notices: [nasty] })).toMatchObject([refused]);
    }
    expect(sink.recipients).toEqual(['dba@example.com', 'dba@example.com']);
    for (const letter of sink.letters) {
      const [head, ...body] = letter.split('\n\n');
      expect(head!.split('\n').filter((line) => /^(bcc|cc|to|event)\b/i.test(line))).toEqual(['To: dba@example.com']);
      expect(head).toMatch(/^Subject: /m);
      expect(
        body
          .join('\n\n')
          .split('\n')
          .filter((line) => line.startsWith('event:')),
      ).toEqual(['event: failed']);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
      expect(letter.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    expect(sink.letters.join('\n')).not.toContain(secret);
  });

  it('steers no chat, and is cut where it is endless', async () => {
    await using server = await webServer();
    const env = { SLACK: server.url };
    const long: Notice = { ...notice, reason: 'x'.repeat(100_000) };
    await tell({ kind: 'slack', webhook: { env: 'SLACK' } }, { env, notices: [nasty, long], message: '{{reason}}' });
    const [first, second] = server.bodies.map(({ body }) => JSON.parse(body).text as string);
    expect(first).toBe(fit);
    expect(second).toHaveLength(2_000);
  });

  it('reaches a program whole, even what no variable of an environment can hold', async () => {
    const check = `let t="";process.stdin.on("data",d=>t+=d).on("end",()=>process.exit(JSON.parse(t).reason===${JSON.stringify(fit)}&&process.env.GODWIT_REASON===${JSON.stringify(fit)}?0:9))`;
    const to: Notification['to'] = { kind: 'command', command: [process.execPath, '-e', check] };
    expect(await tell(to, { notices: [nasty] })).toMatchObject([{ isDelivered: true }]);
  });
});

describe('a program', () => {
  it('gets the facts on its standard input', async () => {
    const check =
      'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>process.exit(JSON.parse(t).event==="failed"?0:9))';
    expect(await tell({ kind: 'command', command: [process.execPath, '-e', check] })).toMatchObject([
      { isDelivered: true, attempts: 1 },
    ]);
  });
});
