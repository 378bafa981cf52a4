import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtlasClient } from '../../../src/atlas/client.ts';
import { providerEnvironment, type ResolvedCredentials, resolveCredentials } from '../../../src/atlas/credentials.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { FakeAtlas, type FakeAtlasOptions, refusal } from '../../support/atlas/fake-atlas.ts';

const groupId = '64f0c0ffee0000000000beef';
const secret = 's3cr3t/with+signs';
const account: ResolvedCredentials = {
  kind: 'serviceAccount',
  clientId: 'mdb_sa_id_1',
  clientSecret: new Secret(secret, 'test'),
};
const keys: ResolvedCredentials = { kind: 'apiKey', publicKey: 'abcdefgh', privateKey: new Secret(secret, 'test') };
const retries = { attempts: 3, firstPauseMs: 1, longestPauseMs: 2_000, attemptMs: 1_000 };

let atlas: FakeAtlas;
const start = async (options: FakeAtlasOptions = {}) =>
  await FakeAtlas.start({
    serviceAccounts: { mdb_sa_id_1: secret },
    keys: { abcdefgh: secret },
    projects: [{ id: groupId, name: 'shop', orgId: '64f0c0ffee0000000000cafe' }],
    ...options,
  });
const client = (credentials: ResolvedCredentials = account, options: { signal?: AbortSignal } = {}) =>
  new AtlasClient({ baseUrl: atlas.url, credentials, retries, ...options });

beforeEach(async () => {
  atlas = await start();
});
afterEach(async () => await atlas[Symbol.asyncDispose]());

describe('logging in', () => {
  it.each([
    ['a service account', account],
    ['a key pair', keys],
  ])('works with %s, many requests at a time', async (_name, credentials) => {
    const one = client(credentials);
    const answers = await Promise.all(Array.from({ length: 8 }, () => one.project(groupId)));
    expect(answers.map(({ name }) => name)).toEqual(Array(8).fill('shop'));
  });

  it('asks for another token when the one it has is revoked', async () => {
    const one = client();
    await one.project(groupId);
    atlas.revokeTokens();
    expect((await one.project(groupId)).name).toBe('shop');
  });

  it.each([
    ['a service account', { ...account, clientSecret: new Secret('wrong-secret', 'test') }],
    ['a key pair', { ...keys, privateKey: new Secret('wrong-secret', 'test') }],
  ] as const)('says so when the secret of %s is wrong, and does not tell it', async (_name, credentials) => {
    const error = await client(credentials)
      .project(groupId)
      .catch((met: unknown) => met);
    expect(error).toMatchObject({ code: 'GW731', hint: expect.stringContaining('Check the client id') });
    expect(JSON.stringify(error) + String(error)).not.toContain('wrong-secret');
  });
});

describe('calls', () => {
  it('ask for the version that each of them was written for', async () => {
    await client().cluster(groupId, 'orders');
    await client().accessList(groupId);
    expect(atlas.seen.map(({ path, version }) => [path, version])).toEqual([
      [`/groups/${groupId}/clusters/orders`, '2024-08-05'],
      [`/groups/${groupId}/accessList`, '2023-01-01'],
    ]);
  });

  it('escape what is in their path', async () => {
    const entry = { cidrBlock: '203.0.113.0/24', comment: 'sync hosts' };
    await client().addAccessEntries(groupId, [entry]);
    await client().removeAccessEntry(groupId, '203.0.113.0/24');
    expect(await client().accessList(groupId)).toEqual([]);
  });

  it('read every page', async () => {
    const entries = Array.from({ length: 1_203 }, (_, index) => ({ ipAddress: `10.0.${index >> 8}.${index & 255}` }));
    await client().addAccessEntries(groupId, entries);
    expect(await client().accessList(groupId)).toHaveLength(1_203);
  });

  it('take it for done when what is to be removed is gone', async () => {
    await expect(client().removeAccessEntry(groupId, '203.0.113.9')).resolves.toBeUndefined();
    await expect(client().removeDatabaseUser(groupId, 'admin', 'nobody')).resolves.toBeUndefined();
    await expect(client().cluster(groupId, 'nothing')).resolves.toBeUndefined();
  });
});

describe('refusals', () => {
  const path = /clusters\/orders$/;
  it.each([
    ['GW732', 403, 'USER_CANNOT_ACCESS_GROUP', 'Project Owner'],
    ['GW732', 403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST', 'Add this machine to the access list'],
    ['GW734', 400, 'VALIDATION_ERROR', 'Change what the message names'],
    ['GW734', 409, 'DUPLICATE_CLUSTER_NAME', 'Change what the message names'],
  ])('%s for %d %s says what to do', async (code, status, errorCode, hint) => {
    atlas.fail({ path, answer: { status, body: refusal(status, errorCode, 'Because.') } });
    await expect(client().cluster(groupId, 'orders')).rejects.toMatchObject({
      code,
      summary: expect.stringContaining('read the cluster orders'),
      detail: `Because. (${errorCode}, HTTP ${status})`,
      hint: expect.stringContaining(hint),
    });
  });

  it('names the fields that are wrong', async () => {
    const body = {
      ...refusal(400, 'VALIDATION_ERROR', ''),
      badRequestDetail: { fields: [{ field: 'a.b', description: 'too long' }] },
    };
    atlas.fail({ path: /accessList$/, answer: { status: 400, body } });
    await expect(client().addAccessEntries(groupId, [])).rejects.toMatchObject({
      detail: 'a.b: too long (VALIDATION_ERROR, HTTP 400)',
    });
  });

  it('is told even when something in between answers in its own words', async () => {
    atlas.fail({ path, answer: { status: 403, body: '<html>Blocked by proxy</html>' } });
    await expect(client().cluster(groupId, 'orders')).rejects.toMatchObject({ code: 'GW732', detail: 'HTTP 403' });
  });
});

describe('trouble that passes', () => {
  const tooMany = (headers: Record<string, string>) => ({
    status: 429,
    body: refusal(429, 'RATE_LIMITED_TOKEN_BUCKET', 'Rate limit exceeded.'),
    headers,
  });

  it('waits for as long as Atlas says', async () => {
    atlas.fail({ path: /groups/, answer: tooMany({ 'retry-after': '1' }) });
    const startedAt = performance.now();
    await client().project(groupId);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });

  it('gives up when that is too long, or too often', async () => {
    atlas.fail({ path: /groups/, answer: tooMany({ 'retry-after': '3600' }) });
    await expect(client().project(groupId)).rejects.toMatchObject({ code: 'GW735' });
    atlas.fail({ path: /groups/, times: 3, answer: tooMany({}) });
    await expect(client().project(groupId)).rejects.toMatchObject({
      code: 'GW735',
      detail: expect.stringContaining('Rate limit'),
    });
  });

  it.each([
    ['an error of the server', { answer: { status: 503, body: refusal(503, 'UNAVAILABLE', 'Later.') } }],
    ['a connection that is cut', {}],
    ['an answer that does not come', { afterMs: 1_200 }],
  ])('reads again after %s', async (_name, fault) => {
    atlas.fail({ path: /groups/, ...fault });
    expect((await client().project(groupId)).name).toBe('shop');
  });

  it('sends nothing twice that may have been done', async () => {
    atlas.fail({ method: 'POST', path: /databaseUsers/, afterwards: true });
    const user = { username: 'a', databaseName: 'admin', groupId, password: 'long-enough', roles: [] };
    await expect(client().createDatabaseUser(user)).rejects.toMatchObject({ code: 'GW737' });
    expect(atlas.changes).toEqual([`POST /groups/${groupId}/databaseUsers`]);
  });

  it('stops at once when it is told to', async () => {
    const stop = new AbortController();
    atlas.fail({ path: /groups/, times: 9, answer: tooMany({ 'retry-after': '2' }) });
    const asked = client(account, { signal: stop.signal }).project(groupId);
    const startedAt = performance.now();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(asked).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('credentials', () => {
  const source = (env: Record<string, string>) => ({ baseDirectory: '.', env });

  it('come from the variables of the Terraform provider where the file has none', async () => {
    const env = { MONGODB_ATLAS_CLIENT_ID: 'id', MONGODB_ATLAS_CLIENT_SECRET: 'secret' };
    const found = await resolveCredentials(undefined, source(env));
    expect(found).toMatchObject({ kind: 'serviceAccount', clientId: 'id' });
    expect(providerEnvironment(found)).toEqual(env);
    const older = await resolveCredentials(
      undefined,
      source({ MONGODB_ATLAS_PUBLIC_KEY: 'p', MONGODB_ATLAS_PRIVATE_KEY: 'q' }),
    );
    expect(providerEnvironment(older)).toEqual({
      MONGODB_ATLAS_PUBLIC_API_KEY: 'p',
      MONGODB_ATLAS_PRIVATE_API_KEY: 'q',
    });
  });

  it('are missed with a word on what to set', async () => {
    await expect(resolveCredentials(undefined, source({}))).rejects.toMatchObject({
      code: 'GW730',
      hint: expect.stringContaining('MONGODB_ATLAS_CLIENT_ID'),
    });
  });
});
