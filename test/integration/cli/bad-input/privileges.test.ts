import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongodbLedgerStore } from '../../../../src/ledger/mongodb-store.ts';
import { expectNoJargon, expectRefusal, plantedSecret } from '../../../support/cli/refusal.ts';
import { ServerPair } from '../../../support/cli/server-pair.ts';
import { MongoClient } from '../../../support/driver.ts';
import { needs } from '../../../support/runner/needs.ts';
import { expectSameData } from '../../../support/verify/compare-clusters.ts';
import { waitFor } from '../../../support/wait-for.ts';

describe('a user without', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
  });

  afterAll(async () => await pair[Symbol.asyncDispose]());

  let users = 0;
  const as = async (side: 'source' | 'destination', roles: string[]) => {
    users += 1;
    return await pair[side].createUser({ user: `user${users}`, password: plantedSecret }, roles);
  };

  it.each([
    ['any role', []],
    ['the right to see all databases of the source', [{ role: 'read', db: 'shop' }]],
  ])('%s is told so by the plan, which sees everything or nothing', async (_, roles) => {
    await using project = await pair.project({ sourceUri: await as('source', roles as never) });
    expectRefusal(await project.godwit('plan'), {
      code: 'GW504',
      says: [/The source \(127\.0\.0\.1:\d+\) cannot be looked at: the user lacks a privilege/, 'readAnyDatabase'],
    });
  });

  it('the right to read what a sync keeps on the destination is told which role has it', async () => {
    await using project = await pair.project({ destinationUri: await as('destination', ['clusterMonitor']) });
    for (const command of [['plan'], ['status'], ['apply', '--auto-approve'], ['pause']]) {
      expectRefusal(await project.godwit(...command), {
        code: 'GW504',
        says: [
          // Whichever of them is read first: data that a sync keeps, or the ledger beside them.
          /(The destination \(127\.0\.0\.1:\d+\)|The ledger \(.* on the destination\)) cannot be/,
          /Not authorized to run (find|aggregate) on __godwit/,
          'readWriteAnyDatabase',
        ],
      });
    }
  });

  it('the right to write while writes are blocked is told so by the ledger', async () => {
    const uri = await as('source', [{ role: 'readWrite', db: 'godwit' }] as never);
    const block = async (global: boolean) =>
      await pair.sourceClient.db('admin').command({ setUserWriteBlockMode: 1, global });
    await using client = new MongoClient(uri);
    const ledger = new MongodbLedgerStore(client, 'godwit', 'shop', 'the source');
    await block(true);
    try {
      await expect(ledger.lock({ user: 'ada', host: 'desk' }, 'apply', 0)).rejects.toMatchObject({
        code: 'GW807',
        summary: expect.stringContaining('writes are blocked there'),
        hint: expect.stringContaining('bypassWriteBlockingMode'),
      });
    } finally {
      await block(false);
    }
    await using _lock = await ledger.lock({ user: 'ada', host: 'desk' }, 'apply', 0);
  });

  it('the right to copy stops the apply, which goes on once the role is granted', async () => {
    const destinationUri = await as('destination', ['readWriteAnyDatabase']);
    await using project = await pair.project({
      destinationUri,
      // Once the check is waived, nothing but the copy itself could notice.
      file: { verification: { mode: 'off' }, engine: { type: 'builtin', builtin: { port: 0 } } },
    });
    expectRefusal(await project.godwit('apply', '--auto-approve'), {
      code: 'GW511',
      exitCode: 3,
      says: ['lacks privileges', 'bypassDocumentValidation', 'grantRolesToUser'],
    });
    await project.change({
      checks: {
        waive: ['GW510', 'GW511'].map((code) => ({ code, reason: 'to see what happens', expires: '2099-12-31' })),
      },
    });
    const result = await project.godwit('apply', '--auto-approve');
    expectRefusal(result, {
      code: 'GW820',
      says: [/\[GW504\] .*Not authorized to run insert on shop\.\w+/, 'dbAdminAnyDatabase'],
    });
    expect(result.stdout).not.toContain('awaitSynced done');
    expect(await project.status()).toMatchObject({ state: 'failed', canCutover: false });
    await pair.destinationClient
      .db('admin')
      .command({ grantRolesToUser: `user${users}`, roles: ['dbAdminAnyDatabase'] });
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
    await expectSameData(pair.source.uri, pair.destination.uri, {
      ignoreCatalog: { indexOptions: ['unique', 'expireAfterSeconds', 'prepareUnique'] },
    });

    await project.change({ phase: 'cutover', source: { uri: { env: 'READER_URI' } } });
    const readerUri = await as('source', ['readAnyDatabase', 'clusterMonitor']);
    const cutover = await project.start(['apply', '--auto-approve'], { env: { READER_URI: readerUri } }).result;
    expectRefusal(cutover, {
      code: 'GW830',
      exitCode: 7,
      says: ['may not block writes', 'setUserWriteBlockMode', 'Undone: the source accepts writes'],
    });
    expect(await pair.isSourceWritable()).toBe(true);
    expectNoJargon(project.printed);
    expect(await project.everything(pair.destination.uri)).not.toContain(plantedSecret);
  });

  it('the password that it had when the sync began is told so, and the next apply goes on with the new one', async () => {
    await pair.reset();
    const oldUri = await as('source', ['root']);
    const user = `user${users}`;
    await using project = await pair.project({
      sourceUri: oldUri,
      destinationUri: await as('destination', ['root']),
      file: { engine: { type: 'builtin', builtin: { port: 0 } } },
    });
    await project.apply();
    await pair.sourceClient.db('admin').command({ updateUser: user, pwd: `${plantedSecret}2` });
    await (await pair.source.primary()).restart();
    const env = { SOURCE_URI: oldUri.replace(plantedSecret, `${plantedSecret}2`) };
    const failureOf = async () => {
      const { stdout } = await project.start(['status', '--format', 'json'], { env }).result;
      return JSON.parse(stdout).engine?.failure;
    };
    await waitFor('the sync to fail', async () => (await failureOf()) != null, { timeoutMs: 60_000 });
    expect(await failureOf()).toMatchObject({ code: 'GW503', message: expect.stringContaining('password is refused') });
    await pair.sourceClient.db('shop').collection('orders').insertOne({ isLate: true });
    expect(await project.start(['apply', '--auto-approve'], { env }).result).toMatchObject({ exitCode: 0 });
    await waitFor('the change', async () => {
      return (await pair.destinationClient.db('shop').collection('orders').findOne({ isLate: true })) !== null;
    });
  });
});
