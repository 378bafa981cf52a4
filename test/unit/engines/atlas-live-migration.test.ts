import { describe, expect, it } from 'vitest';
import { endOfSync, endWarning } from '../../../src/engines/atlas-live-migration/deadline.ts';
import { failureOf, progressOf, stateOf } from '../../../src/engines/atlas-live-migration/progress.ts';
import type { LiveMigrationRecord } from '../../../src/engines/atlas-live-migration/record.ts';
import { liveMigrationRequest } from '../../../src/engines/atlas-live-migration/start-request.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { AtlasLiveMigrationOptions } from '../../../src/spec/blocks/engine-options.ts';
import { loadText } from '../spec/support.ts';

const record: LiveMigrationRecord = { phase: 'syncing', startedAt: new Date(0), migrationId: 'a' };

async function requestFor(engine: string, { blocks = '', toSharded = false } = {}) {
  const { migrations, diagnostics } = await loadText(
    `apiVersion: godwit/v1
kind: Migration
name: shop
phase: synced
source: { uri: { env: SOURCE_URI } }
destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: orders, type: SHARDED, provider: AWS, region: EU_WEST_1, tier: M40 }
engine:
  type: atlasLiveMigration
  atlasLiveMigration: { migrationHosts: [vm001.example.com], ${engine} }
${blocks}`,
    { env: {} },
  );
  const spec = migrations[0]?.spec;
  if (spec === undefined) throw new Error(JSON.stringify(diagnostics));
  return liveMigrationRequest({
    spec,
    options: spec.engine.options as AtlasLiveMigrationOptions,
    source: new Secret('mongodb://mover:p%40ss@a:27017,b:27017/?replicaSet=rs', 'test'),
    projectId: '64f0c0ffee0000000000beef',
    clusterName: 'orders',
    isReplicaSetToSharded: toSharded,
  });
}

const source = 'source: { projectId: 64f0c0ffee0000000000feed, clusterName: orders-rs }';

describe('the request of a live migration', () => {
  it('holds the login of the source as it is meant, and never has data dropped', async () => {
    expect(await requestFor(source)).toEqual({
      source: {
        clusterName: 'orders-rs',
        groupId: '64f0c0ffee0000000000feed',
        managedAuthentication: false,
        ssl: true,
        username: 'mover',
        password: 'p@ss',
      },
      destination: { clusterName: 'orders', groupId: '64f0c0ffee0000000000beef', hostnameSchemaType: 'PUBLIC' },
      migrationHosts: ['vm001.example.com'],
      dropDestinationData: false,
    });
  });

  it('holds no login where Automation logs in, and names the private endpoint', async () => {
    const managed = source.replace('}', ', managedAuthentication: true, caCertificatePath: /etc/ca.pem }');
    const request = await requestFor(`${managed}, connectThrough: privateEndpoint, privateEndpointId: vpce-1`);
    expect(request.source).toEqual({
      clusterName: 'orders-rs',
      groupId: '64f0c0ffee0000000000feed',
      managedAuthentication: true,
      ssl: true,
      caCertificatePath: '/etc/ca.pem',
    });
    expect(request.destination).toMatchObject({ hostnameSchemaType: 'PRIVATE_LINK', privateLinkId: 'vpce-1' });
  });

  it('shards only where a replica set becomes a sharded cluster, with keys in their order', async () => {
    const blocks = 'sharding: { entries: [{ namespace: shop.a.b, key: { b: 1, a: hashed } }] }';
    expect(await requestFor(source, { blocks })).not.toHaveProperty('sharding');
    expect((await requestFor(source, { blocks, toSharded: true })).sharding).toEqual({
      createSupportingIndexes: false,
      shardingEntries: [{ database: 'shop', collection: 'a.b', shardCollection: { key: [{ b: 1 }, { a: 'hashed' }] } }],
    });
  });
});

describe('the end that Atlas sets to a live migration', () => {
  const endsAt = endOfSync(new Date('2026-11-20T10:00:00Z'));
  const left = (hours: number) => new Date(endsAt.getTime() - hours * 3_600_000);

  it('is 120 hours after it was ready', () => {
    expect(endsAt.toISOString()).toBe('2026-11-25T10:00:00.000Z');
  });

  it.each([
    [120, undefined],
    [72.01, undefined],
    [72, /in 3 d 00 h, at 2026-11-25 10:00 UTC/],
    [23.5, /in 23 h 30 min/],
    [0.5, /in 30 min/],
    [0, /were over/],
  ])('is told when %s hours are left as it should be', (hours, words) => {
    const warning = endWarning(endsAt, left(hours));
    if (words === undefined) expect(warning).toBeUndefined();
    else expect(warning).toMatch(words);
  });
});

describe('what Atlas tells of a live migration', () => {
  it.each([
    [{ status: 'NEW' }, 'initializing', false],
    [{ status: 'WORKING' }, 'copying', false],
    [{ status: 'WORKING', lagTimeSeconds: 40 }, 'following', false],
    [{ status: 'WORKING', lagTimeSeconds: 0, readyForCutover: true }, 'following', true],
    [{ status: 'COMPLETE' }, 'committed', false],
    [{ status: 'FAILED' }, 'failed', false],
    [{ status: 'EXPIRED', readyForCutover: true }, 'failed', false],
  ] as const)('%j is %s', (fields, state, canCommit) => {
    const job = { _id: 'a', ...fields };
    expect(stateOf(job, record)).toBe(state);
    const progress = progressOf(job, record, new Date());
    expect(progress).toMatchObject({ canCommit, canWrite: state === 'committed', appliedTime: undefined });
    if (!canCommit) expect(progress.whyNotCommit).not.toEqual([]);
  });

  it('is a cutover once it was asked for, until it has come to its end', () => {
    const committing = { ...record, phase: 'committing' } as const;
    expect(stateOf({ _id: 'a', status: 'WORKING', readyForCutover: true }, committing)).toBe('committing');
    expect(stateOf({ _id: 'a', status: 'COMPLETE' }, committing)).toBe('committed');
    expect(stateOf({ _id: 'a', status: 'FAILED' }, committing)).toBe('failed');
  });

  it('explains what has failed and what has expired', () => {
    expect(failureOf({ _id: 'a', status: 'FAILED' })?.hint).toContain('in the mail');
    expect(failureOf({ _id: 'a', status: 'EXPIRED' })?.message).toContain('120 hours');
    expect(failureOf({ _id: 'a', status: 'WORKING' })).toBeUndefined();
  });
});
