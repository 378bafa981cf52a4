import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a migration from plan to complete', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  /** What has to hold after every apply: nothing is left to do, and every command says so. Returns the status. */
  async function expectNothingToDo(project: GodwitProject, state: string): Promise<Document> {
    const plan = await project.godwit('plan', '--format', 'json', '--detailed-exitcode', '--expect-no-changes');
    expect(plan.exitCode, plan.stdout + plan.stderr).toBe(0);
    expect(JSON.parse(plan.stdout).plans).toMatchObject([{ state, steps: [], diagnostics: [] }]);
    const again = await project.godwit('apply', '--auto-approve');
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to do') });
    const status = await project.status();
    expect(status['state']).toBe(state);
    return status;
  }

  it('has nothing to do after each phase, and keeps what is written meanwhile', { timeout: 240_000 }, async () => {
    await using project = await pair.project();
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a', 'b'],
      operationsPerSecond: 200,
    });
    expect((await project.godwit('plan', '--detailed-exitcode')).exitCode).toBe(2);
    expect((await project.godwit('plan', '--expect-no-changes')).exitCode).toBe(1);
    expect((await project.godwit('plan')).exitCode).toBe(0);
    await project.change({ phase: 'cutover' });
    expect((await project.godwit('apply', '--auto-approve', '--until', 'synced')).exitCode).toBe(0);
    await project.change({ phase: 'synced' });
    const { engine } = await expectNothingToDo(project, 'following');
    expect(project.engines).toHaveLength(1);
    const { collections } = engine.progress;
    expect(collections).toMatchObject({ total: 4, pending: 0, copying: 0, live: 4 });
    expect(collections.shown[0]).toMatchObject({ namespace: expect.stringMatching(/^live\.[ab]$/), state: 'live' });

    const copied = pair.destinationClient.db('shop').collection('orders');
    await copied.updateOne({ number: 7 }, { $set: { meddled: true } });
    const meddled = await project.plan();
    expect(meddled['drift']).toMatchObject([{ what: 'What others wrote to shop.orders on the destination' }]);
    await copied.updateOne({ number: 7 }, { $unset: { meddled: true } });
    expect((await project.plan())['drift']).toEqual([]);

    const shop = pair.sourceClient.db('shop');
    await shop.command({ profile: 2 });
    await shop.collection('orders').findOne({ number: 7 });
    await shop.command({ profile: 0 });
    await project.apply({ phase: 'cutover' });
    await writer.stop();
    expect(writer.errors).toMatchObject({ UserWritesBlocked: expect.any(Number) });
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    await expectSameData(pair.source.uri, pair.destination.uri);
    await expectNothingToDo(project, 'cutOver');
    const ordered = { _id: 'after the switch' as never };
    await pair.destinationClient.db('shop').collection('orders').insertOne(ordered);
    const compared = await project.godwit('verify', '--namespace', 'shop.orders');
    expect([compared.exitCode, compared.stdout]).toEqual([6, expect.stringContaining('The migration is cutOver')]);
    expect((await project.godwit('verify', '--repair')).stderr).toContain('GW816');
    const pairOfUris = ['--cluster0', pair.source.uri, '--cluster1', pair.destination.uri];
    expect((await project.godwit('verify', '--repair', ...pairOfUris)).stderr).toContain('GW816');
    expect((await pair.destinationClient.db('shop').collection('orders').deleteOne(ordered)).deletedCount).toBe(1);
    const report = JSON.parse((await project.godwit('report', '--format', 'json')).stdout);
    expect(report.queries).toMatchObject({ compared: expect.toSatisfy((count) => count > 0), regressions: [] });
    expect(report.checklist.join()).toContain('query shapes were explained on both clusters before the switch');
    const [passage] = report.passages;
    // The collections of both databases, and of each index that was used at least that of `_id`.
    expect(passage.warmed).toMatch(/^[1-9][\d.]* [kM]?B of 4 collections and [5-9] of their indexes in /);
    expect(passage.gates.join()).toContain('lag');
    expect(await pair.isSourceWritable()).toBe(false);
    expect(await pair.isDestinationWritable()).toBe(true);
    expect(project.engines).toEqual([]);

    await project.apply({ phase: 'complete' });
    await expectNothingToDo(project, 'complete');
    const left = await pair.destinationClient.db('__godwit').listCollections({}, { nameOnly: true }).toArray();
    expect(left.map(({ name }) => name).sort()).toEqual(['ledger', 'locks']);
    expect(await pair.destinationClient.db('__godwit').collection('locks').countDocuments()).toBe(0);
  });

  it('detaches a copy and leaves the source alone', async () => {
    await using project = await pair.project({ file: { phase: 'detached' } });
    await project.apply();
    await expectSameData(pair.source.uri, pair.destination.uri);
    await expectNothingToDo(project, 'detached');
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await pair.isDestinationWritable()).toBe(true);
    await pair.sourceClient.db('shop').collection('orders').insertOne({ late: true });
    expect(await pair.destinationClient.db('shop').collection('orders').countDocuments({ late: true })).toBe(0);
    await project.apply({ phase: 'complete' });
    await expectNothingToDo(project, 'complete');
  });

  it('rehearses into another cluster without touching the source, and forecasts production by it', async () => {
    await using staging = await startReplicaSet();
    const rehearsal = { report: './rehearsal.jsonl', maxAge: '1d' };
    const until = (phase: string) => ({
      environments: { staging: { destination: { uri: { env: 'STAGING_URI' } }, phase } },
    });
    await using project = await pair.project({
      env: { STAGING_URI: staging.uri },
      file: { policy: [{ rule: 'rehearsalRequired', rehearsal }], ...until('synced') },
    });
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 200,
    });
    const rehearse = async (...args: readonly string[]) => {
      const result = await project.godwit(...args, '-e', 'staging');
      expect(result.exitCode, result.stdout + result.stderr).toBe(0);
      return result.stdout;
    };
    const onSource = async () => await hashesOf(pair.sourceClient, 'shop');
    const before = await onSource();
    await rehearse('apply', '--auto-approve', '--json-into', 'rehearsal.jsonl');
    await project.change(until('detached'));
    await waitFor('a cutover that could begin', async () => {
      const { exitCode, stdout } = await project.look('cutover', '--dry-run', '-e', 'staging');
      if (exitCode !== 0) throw new Error(stdout);
      return true;
    });
    await rehearse('apply', '--auto-approve', '--json-into', 'rehearsal.jsonl');
    await writer.stop();

    expect(writer.errors, 'the source refused nothing').toEqual({});
    expect(await onSource()).toEqual(before);
    expect(await namesOfDatabases(pair.sourceClient)).toEqual(['live', 'shop']);
    await withClient(staging.uri, async (client) => {
      const shop = client.db('shop');
      expect(await hashesOf(client, 'shop')).toMatchObject({ orders: before['orders'] });
      await shop.collection('orders').insertOne({ number: 1_000 });
      await expect(shop.collection('orders').insertOne({ number: 1_000 })).rejects.toThrow('E11000');
      const sessions = await shop.collection('sessions').indexes();
      expect(sessions.find(({ name }) => name === 'at_1')).toMatchObject({ expireAfterSeconds: 36_000 });
    });
    expect(await pair.sourceClient.db('shop').collection('orders').countDocuments({ number: 1_000 })).toBe(0);
    expect(JSON.parse(await rehearse('status', '--format', 'json'))).toMatchObject({ state: 'detached' });

    await project.change({ phase: 'cutover' });
    const plan = await project.plan();
    expect(plan).toMatchObject({
      state: 'provisioned',
      destinationAddress: pair.destination.uri.match(/\/\/([^/]*)/)![1],
      diagnostics: [],
      forecast: {
        copySeconds: expect.any(Number),
        commitSeconds: expect.any(Number),
        basis: expect.stringMatching(/B\/s, measured in the rehearsal of /),
      },
    });
  });

  it('does nothing where nothing is asked for', async () => {
    await using project = await pair.project({ file: { phase: 'prepared' } });
    await expectNothingToDo(project, 'provisioned');
    const names = (await pair.destinationClient.db().admin().listDatabases({ nameOnly: true })).databases;
    expect(names.map(({ name }) => name)).not.toContain('__godwit');
  });
});

/** Of every collection, over its documents and their order. */
async function hashesOf(client: MongoClient, database: string): Promise<Readonly<Record<string, string>>> {
  return (await client.db(database).command({ dbHash: 1 }))['collections'];
}

async function namesOfDatabases(client: MongoClient): Promise<readonly string[]> {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => !['admin', 'config', 'local'].includes(name));
}
