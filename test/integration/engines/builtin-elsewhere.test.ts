import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestWithCa } from '../../../src/engines/http/request-with-ca.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { makeCertificates } from '../../support/servers/certificates.ts';
import { SyncProcess } from '../../support/sync/sync-process.ts';

describe('a sync engine that asks for a token, over TLS', await needs({ mongod: '>=6.0', tool: 'openssl' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair?.[Symbol.asyncDispose]());

  it('is driven by whoever has the token and knows its certificate, and by nobody else', async () => {
    await using project = await pair.project();
    const at = (name: string) => join(project.directory, name);
    const token = randomBytes(24).toString('hex');
    await writeFile(at('token'), `${token}\n`);
    await writeFile(at('other-token'), randomBytes(24).toString('hex'));
    const { caFile, serverFile } = await makeCertificates(project.directory);
    await using process = await SyncProcess.launch({
      sourceUri: pair.source.uri,
      destinationUri: pair.destination.uri,
      logDirectory: at('logs'),
      config: { tokenFile: at('token'), tlsCertificateKeyFile: serverFile },
    });
    const { url } = process;
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);

    const tls = { caFile: './ca.pem' };
    const asks = async (builtin: object) => {
      await project.change({ engine: { type: 'builtin', builtin: { url, ...builtin } } });
      const { exitCode, stderr, stdout } = await project.godwit('status');
      return exitCode === 0 ? 'let in' : /\[(GW\d+)\]/.exec(stderr + stdout)?.[1];
    };
    expect(await asks({ token: { file: './token' } })).toBe('GW968');
    expect(await asks({ tls })).toBe('GW967');
    expect(await asks({ tls, token: { file: './other-token' } })).toBe('GW967');
    expect(await asks({ tls, token: { file: './token' } })).toBe('let in');

    await project.apply();
    expect(await project.status()).toMatchObject({ state: 'following', engine: { isRunning: true } });

    const ca = await readFile(caFile, 'utf8');
    for (const [method, path] of [
      ['GET', '/api/v1/progress'],
      ['GET', '/api/v1/godwit'],
      ['GET', '/metrics'],
      ['POST', '/api/v1/commit'],
      ['GET', '/'],
    ] as const) {
      const answer = await requestWithCa(`${url}${path}`, { method, headers: { authorization: `Basic ${token}` } }, ca);
      answer.resume();
      expect([path, answer.statusCode]).toEqual([path, 401]);
    }
    const headers = { authorization: `Bearer ${token}` };
    const answer = await requestWithCa(`${url}/metrics`, { method: 'GET', headers }, ca);
    answer.resume();
    expect(answer.statusCode).toBe(200);

    expect(project.printed).not.toContain(token);
    for (const name of await readdir(at('logs')))
      expect(await readFile(join(at('logs'), name), 'utf8')).not.toContain(token);
  });
});
