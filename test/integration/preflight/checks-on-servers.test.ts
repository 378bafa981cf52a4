import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type Clusters, codesOf, validateOnline } from './online.ts';

describe('validate --online on two real servers', await needs({ mongod: '6.0' }), () => {
  let pair: ServerPair;
  let clusters: Clusters;
  beforeAll(async () => {
    const version = { version: '6.0' } as const;
    pair = await ServerPair.start({ source: version, destination: version });
    clusters = { sourceUri: pair.source.uri, destinationUri: pair.destination.uri };
  });
  beforeEach(async () => await pair.reset());
  afterAll(async () => await pair[Symbol.asyncDispose]());

  const shop = () => pair.sourceClient.db('shop');
  const admin = (client: MongoClient) => client.db('admin');

  it('finds nothing where nothing is wrong', async () => {
    const { exitCode, findings, stderr } = await validateOnline(clusters);
    expect([exitCode, findings, stderr]).toEqual([0, [], '']);
  });

  it('changes nothing on either side', async () => {
    const before = [await databases(pair.sourceClient), await databases(pair.destinationClient)];
    await validateOnline(clusters, '', '--all-engines');
    expect([await databases(pair.sourceClient), await databases(pair.destinationClient)]).toEqual(before);
  });

  it('names the index that would be lost, and drops it by what it says', async () => {
    await shop().collection('orders').createIndex({ number: 1 }, { name: 'plain' });
    const { exitCode, findings } = await validateOnline(clusters);
    expect([exitCode, codesOf(findings)]).toEqual([3, ['GW304 error']]);
    expect(findings[0]).toMatchObject({
      objects: { total: 1, first: ['shop.orders (number_1, plain)'] },
      hint: 'db.getSiblingDB("shop").getCollection("orders").dropIndex("plain")',
    });
    await shop().collection('orders').dropIndex('plain');
    expect((await validateOnline(clusters)).exitCode).toBe(0);
  });

  it('takes no index for another that a server tells apart', async () => {
    await shop().collection('orders').createIndex({ number: 1 }, { name: 'sparse', sparse: true });
    await shop()
      .collection('orders')
      .createIndex({ number: 1 }, { name: 'partial', partialFilterExpression: { number: { $gt: 5 } } });
    await shop()
      .collection('orders')
      .createIndex({ number: 1 }, { name: 'german', collation: { locale: 'de' } });
    expect((await validateOnline(clusters)).findings).toEqual([]);
  });

  it('finds data on the destination', async () => {
    await pair.destinationClient.db('other').collection('things').insertOne({});
    const { exitCode, findings } = await validateOnline(clusters);
    expect([exitCode, codesOf(findings)]).toEqual([3, ['GW202 error']]);
    expect(findings[0]?.summary).toContain('other.things');
  });

  it('finds a database that differs in upper and lower case only', async () => {
    await pair.destinationClient.db('Shop').collection('things').insertOne({});
    const { findings } = await validateOnline(clusters, 'filters: { include: [{ database: shop }] }');
    await pair.destinationClient.db('Shop').dropDatabase();
    expect(codesOf(findings)).toEqual(['GW202 error', 'GW213 error']);
    expect(findings[1]?.hint).toContain('db.getSiblingDB("Shop").dropDatabase() on the destination');
  });

  it('finds a write block that somebody left', async () => {
    await admin(pair.destinationClient).command({ setUserWriteBlockMode: 1, global: true });
    expect(codesOf((await validateOnline(clusters)).findings)).toEqual(['GW204 error']);
    await admin(pair.destinationClient).command({ setUserWriteBlockMode: 1, global: false });
  });

  it('finds a server that behaves like an older one', async () => {
    await admin(pair.destinationClient).command({ setFeatureCompatibilityVersion: '5.0' });
    const { exitCode, findings } = await validateOnline(clusters);
    await admin(pair.destinationClient).command({ setFeatureCompatibilityVersion: '6.0' });
    expect([exitCode, codesOf(findings)]).toEqual([3, ['GW105 error']]);
  });

  it('finds servers that refuse scans, and cursors that end soon', async () => {
    await admin(pair.sourceClient).command({ setParameter: 1, notablescan: true, cursorTimeoutMillis: 5000 });
    const { findings } = await validateOnline(clusters);
    await admin(pair.sourceClient).command({ setParameter: 1, notablescan: false, cursorTimeoutMillis: 600_000 });
    expect(codesOf(findings)).toEqual(['GW109 error', 'GW111 warning']);
  });

  it('finds an index build that waits for its turn', async () => {
    const session = pair.sourceClient.startSession();
    session.startTransaction();
    await shop()
      .collection('orders')
      .updateOne({ _id: 1 as never }, { $set: { seen: true } }, { session });
    const build = shop().collection('orders').createIndex({ text: 1 });
    await waitFor('the build to be seen', async () => {
      const { findings } = await validateOnline(clusters);
      return findings.find(({ code, summary }) => code === 'GW108' && summary.includes('shop.orders'));
    });
    await session.abortTransaction();
    await session.endSession();
    await build;
    expect((await validateOnline(clusters)).findings).toEqual([]);
  });

  it('finds another tool on the destination', async () => {
    await using other = new MongoClient(pair.destination.uri, { appName: 'mongosync' });
    await other.db('admin').command({ ping: 1 });
    const { findings } = await validateOnline(clusters);
    expect(codesOf(findings)).toEqual(['GW208 error']);
  });

  it('knows what mongosync cannot do', async () => {
    await shop().createCollection('readings', { timeseries: { timeField: 'at' } });
    await shop().createCollection('ring', { capped: true, size: 4096 });
    await shop().createCollection('log', {
      clusteredIndex: { key: { _id: 1 }, unique: true },
      expireAfterSeconds: 60,
    } as never);
    await shop().command({ profile: 1, slowms: 100_000 });
    const { exitCode, findings } = await validateOnline(clusters, 'engine: { type: mongosync }');
    await shop().command({ profile: 0, slowms: 100 });
    await shop().collection('system.profile').drop();
    expect([exitCode, codesOf(findings)]).toEqual([
      3,
      ['GW114 error', 'GW206 error', 'GW301 error', 'GW307 error', 'GW308 error', 'GW309 warning', 'GW341 info'],
    ]);
    expect((await validateOnline(clusters)).findings).toEqual([]);
  });

  it('shows the place in the file that is at fault', async () => {
    const filters = 'filters: { include: [{ database: shop, collections: [recent, ordres] }] }';
    const { exitCode, findings } = await validateOnline(clusters, filters);
    expect(exitCode).toBe(0);
    expect(findings.map(({ code, range }) => [code, range?.start])).toEqual([
      ['GW311', { line: 7, column: 1 }],
      ['GW319', { line: 7, column: 62 }],
    ]);
  });

  it('lets a reason waive a finding until its day', async () => {
    await shop().collection('orders').createIndex({ number: 1 }, { name: 'plain' });
    const waive = (expires: string) =>
      `checks: { waive: [{ code: GW304, reason: dropped after the move, expires: ${expires} }] }`;
    const held = await validateOnline(clusters, waive('2026-12-01'));
    expect([held.exitCode, codesOf(held.findings)]).toEqual([0, ['GW304 info']]);
    expect(held.findings[0]?.detail).toBe('Waived: dropped after the move');
    const over = await validateOnline(clusters, waive('2026-11-19'));
    expect([over.exitCode, codesOf(over.findings)]).toEqual([3, ['GW673 error', 'GW304 error']]);
  });

  it('lets warnings block where the file says so', async () => {
    await admin(pair.sourceClient).command({ setParameter: 1, cursorTimeoutMillis: 5000 });
    const strict = await validateOnline(clusters, 'checks: { failOn: warning }');
    const usual = await validateOnline(clusters);
    await admin(pair.sourceClient).command({ setParameter: 1, cursorTimeoutMillis: 600_000 });
    expect([strict.exitCode, usual.exitCode]).toEqual([3, 0]);
  });

  it('tells which engines could do it', async () => {
    const { stdout } = await validateOnline(clusters, '', '--all-engines');
    const rows: { engine: string; verdict: string }[] = JSON.parse(stdout).engines.orders;
    expect(rows.map(({ engine, verdict }) => `${engine}: ${verdict}`)).toEqual([
      'builtin (declared): possible',
      'mongosync: blocked',
      'atlasLiveMigration: blocked',
      'mongomirror: blocked',
      'clusterSync: possible',
      'dumpRestore: blocked',
    ]);
  });

  it('judges a destination that is not there yet by what the file says of it', async () => {
    await shop().collection('orders').createIndex({ number: 1 }, { name: 'plain' });
    const file = `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M10, diskSizeGB: 10, advanced: { noTableScan: true } }
engine: { type: mongosync }`;
    const { exitCode, findings, stderr } = await validateOnline(clusters, file);
    expect([exitCode, stderr]).toEqual([3, '']);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(codesOf(errors)).toEqual(['GW109 error', 'GW304 error']);
    expect(errors[0]?.summary).toContain('new in Atlas, not there yet');
    const waiting = findings.filter(({ summary }) => summary.startsWith('Not checked on the destination'));
    const ofAtlas = waiting.filter(({ detail }) => detail.startsWith("Atlas' Admin API"));
    expect(codesOf(ofAtlas)).toEqual(['GW209 info', 'GW210 info', 'GW407 info', 'GW515 info']);
    expect(waiting).toEqual(ofAtlas);
    const later = findings.filter(({ code }) => code === 'GW978');
    expect(later).toHaveLength(1);
    expect(later[0]).toMatchObject({
      severity: 'info',
      summary: expect.stringMatching(/^\d+ checks wait until the destination can be looked at$/),
      detail: expect.stringContaining('GW511'),
    });
  });

  it('names both clusters being one', async () => {
    const { exitCode, findings } = await validateOnline({ ...clusters, destinationUri: clusters.sourceUri });
    expect(exitCode).toBe(3);
    expect(codesOf(findings)).toContain('GW103 error');
  });
});

async function databases(client: MongoClient): Promise<unknown> {
  const { databases: all } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const names = all.map(({ name }) => name).filter((name) => name !== 'local');
  return await Promise.all(
    names.map(async (name) => [
      name,
      (await client.db(name).listCollections().toArray()).map((one) => one.name).sort(),
    ]),
  );
}
