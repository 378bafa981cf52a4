import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AtlasWorld, projectId, startProtectedServer } from '../../support/atlas/atlas-world.ts';
import { CopyingHost } from '../../support/atlas/migration-host.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { RunningCli } from '../../support/cli/running-cli.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import type { ReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const organization = '64f0c0ffee0000000000cafe';
const cloudManagerProject = '64f0c0ffee0000000000feed';

const systems = new Set(['admin', 'config', 'local']);

/** With everything but the clusters pretended: Atlas, and the agent that it has copy. */
describe('a live migration by Atlas', await needs({ mongod: '>=6.0' }), () => {
  let source: ReplicaSet;
  let server: ReplicaSet;
  let host: CopyingHost;
  let world: AtlasWorld;
  let project: GodwitProject;

  beforeAll(async () => {
    [source, server] = await Promise.all([startProtectedServer(), startProtectedServer()]);
  });
  afterAll(async () => {
    await Promise.all([source, server].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  beforeEach(async () => {
    await onSource(async (client) => {
      const documents = Array.from({ length: 50 }, (_, number) => ({ _id: number as never, number }));
      await client.db('shop').collection('orders').insertMany(documents);
    });
    host = new CopyingHost(source.uri, server.uri);
    world = await AtlasWorld.start(source, server, {
      migrationHost: host,
      linkedProjects: {
        [organization]: [
          {
            projectId: cloudManagerProject,
            name: 'data centre',
            migrationHosts: ['vm001.example.com'],
            deployments: [{ name: 'orders-rs' }],
          },
        ],
      },
    });
    world.api.projects.createCluster(projectId, { name: 'orders', clusterType: 'REPLICASET' });
    project = await world.project(
      {},
      {
        // No Terraform: what it makes is another test's.
        terraform: { mode: 'external' },
        engine: {
          type: 'atlasLiveMigration',
          atlasLiveMigration: {
            source: { projectId: cloudManagerProject, clusterName: 'orders-rs', tls: false },
            migrationHosts: ['vm001.example.com'],
          },
        },
        // The servers of tests are of one version, and the source's user is nobody.
        checks: {
          waive: ['GW302', 'GW206', 'GW510', 'GW514'].map((code) => ({
            code,
            reason: 'a test',
            expires: '2099-12-31',
          })),
        },
      },
    );
  });
  afterEach(async () => {
    await project[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
    await host[Symbol.asyncDispose]();
    for (const { uri } of [source, server]) {
      await withClient(uri, async (client) => {
        await client.db('admin').command({ setUserWriteBlockMode: 1, global: false });
        for (const name of ['shop', '__godwit', '__godwit_mark']) await client.db(name).dropDatabase();
      });
    }
  });

  const onSource = async (use: Parameters<typeof withClient>[1]) => await withClient(source.uri, use);
  const link = () => world.api.projects.enterLinkToken(world.api.projects.createLinkToken());
  const apply = async () => await project.godwit('apply', '--auto-approve', '--confirm', 'shop');
  /** What cannot be seen before there is a login is planned by a second run. */
  const applyAll = async () => {
    let result = await apply();
    if (result.exitCode === 4) result = await apply();
    return result;
  };
  const synced = async () => {
    expect(await applyAll()).toMatchObject({ exitCode: 0 });
    expect((await project.status())['state']).toBe('following');
  };
  const job = () => [...world.atlasProject.migrations.values()].at(-1)!;
  /** Beside what is waived. */
  const found = ({ diagnostics }: Document): Document[] =>
    diagnostics.filter(({ severity }: Document) => severity !== 'info');
  const kindsOf = ({ steps }: Document) => steps.map(({ id }: Document) => id);
  const changeRecord = async (change: Document) =>
    await withClient(server.uri, async (client) => {
      await client.db('__godwit').collection('atlasLiveMigration').updateOne({}, { $set: change });
    });
  const readySince = async (hoursAgo: number) =>
    await changeRecord({ readySince: new Date(Date.now() - hoursAgo * 3_600_000) });

  it('is looked at in Atlas before it begins', async () => {
    link();
    const cluster = world.api.projects.cluster(projectId, 'orders');
    Object.assign(cluster.body, { biConnector: { enabled: true }, paused: true });
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    world.atlasProject.accessList.set('203.0.113.7', { ipAddress: '203.0.113.7', deleteAfterDate: endsAt });
    const codes = async () => {
      const { stdout } = await project.godwit('validate', '--online', '--format', 'json');
      const all: Document[] = JSON.parse(stdout).diagnostics;
      return all.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
    };
    expect(await codes()).toEqual(expect.arrayContaining(['GW209', 'GW210', 'GW515']));
    Object.assign(cluster.body, { biConnector: { enabled: false }, paused: false });
    world.atlasProject.accessList.clear();
    const after = await codes();
    for (const code of ['GW209', 'GW210', 'GW515']) expect(after).not.toContain(code);
  });

  it('is started, followed and cut over to, and tells when Atlas would end it', async () => {
    link();
    await synced();
    expect(host.requests).toMatchObject([
      {
        source: { clusterName: 'orders-rs', groupId: cloudManagerProject, managedAuthentication: false, ssl: false },
        destination: { clusterName: 'orders', groupId: projectId, hostnameSchemaType: 'PUBLIC' },
        migrationHosts: ['vm001.example.com'],
        dropDestinationData: false,
      },
    ]);
    expect([...world.atlasProject.roles.keys()], 'the ledger is written while Atlas blocks').toEqual([
      'godwit-shop-sync',
    ]);
    const idle = await project.plan();
    expect(idle).toMatchObject({ state: 'following', steps: [] });
    expect(found(idle)).toEqual([]);

    await readySince(49);
    const [late] = found(await project.plan());
    expect(late).toMatchObject({
      code: 'GW747',
      severity: 'warning',
      summary: expect.stringMatching(/in 2 d 23 h/),
    });
    await readySince(0);

    await onSource(async (client) => {
      await client
        .db('shop')
        .collection('orders')
        .insertOne({ _id: 100 as never, last: true });
    });
    await project.change({ phase: 'cutover' });
    const plan = await project.plan();
    expect(found(plan).map(({ code }) => code)).toEqual(['GW746']);
    expect(kindsOf(plan)).toEqual([
      'compareQueries',
      'checkGates',
      'warmDestination',
      'checkGates:again',
      'armGuardian',
      'blockSource',
      'compareData',
      'commitSync',
      'blockSource:again',
      'beginSwitch',
      'allowWrites',
      'finishCommit',
    ]);
    const cutOver = await apply();
    expect(cutOver.exitCode, cutOver.stdout + cutOver.stderr).toBe(0);
    await expectSameData(source.uri, server.uri, { databases: ['shop'] });
    expect(job()['status']).toBe('COMPLETE');
    expect(await writesOf(source), 'Atlas had allowed them').toBe('blocked');
    const after = await project.plan();
    expect(after).toMatchObject({ state: 'cutOver', steps: [] });
    expect(found(after)).toEqual([]);

    await project.apply({ phase: 'complete' });
    expect([world.atlasProject.users.size, world.atlasProject.roles.size]).toEqual([0, 0]);
  });

  it('says what a person has to do before it, and what Atlas objects to', async () => {
    const engine = {
      type: 'atlasLiveMigration',
      atlasLiveMigration: {
        link: { organizationId: organization },
        source: { projectId: cloudManagerProject, clusterName: 'orders-rs', tls: false },
        migrationHosts: ['vm001.example.com'],
      },
    };
    await project.change({ engine });
    const unlinked = await applyAll();
    expect(unlinked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW961') });
    const tokenFile = join(project.directory, '.godwit/shop/private/link-token');
    const token = (await readFile(tokenFile, 'utf8')).trim();
    expect((await stat(tokenFile)).mode & 0o077).toBe(0);
    expect(project.printed).not.toContain(token);
    world.api.projects.enterLinkToken(token);

    host.objection = 'Available disk space on the destination needs to be increased';
    const refused = await apply();
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/GW960[\s\S]*diskSizeGB/) });
    expect(host.requests).toEqual([]);
    host.objection = undefined;
    await synced();
  });

  it('never begins twice, and begins anew after it has expired', async () => {
    link();
    world.api.fail({ method: 'POST', path: /\/liveMigrations$/, afterwards: true });
    const lost = await applyAll();
    expect(lost, 'the answer with its id was lost').toMatchObject({ exitCode: 1 });
    await waitFor('the copy', () => job()['readyForCutover'] === true);
    expect(world.atlasProject.migrations.size).toBe(1);
    const again = await apply();
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW962') });
    expect(world.atlasProject.migrations.size).toBe(1);

    // The answer turns up, as a person would find the id in the web interface.
    await changeRecord({ phase: 'syncing', migrationId: job()['_id'] });
    expect((await project.status())['state']).toBe('following');
    Object.assign(job(), { status: 'EXPIRED', readyForCutover: false });
    const plan = await project.plan();
    expect(plan['state']).toBe('failed');
    // The migration that Atlas ended has left the destination closed.
    expect(kindsOf(plan)).toEqual(['allowWrites', 'clearCopy', 'launchEngine', 'startSync', 'awaitSynced']);
    expect(JSON.stringify(plan['steps'][1])).toContain('120 hours');
    await host[Symbol.asyncDispose]();
    host = new CopyingHost(source.uri, server.uri);
  });

  it('that a person starts and cuts over is prepared, watched, compared and guarded', async () => {
    await project.change({
      engine: { type: 'atlasLiveMigration', atlasLiveMigration: { mode: 'pull' } },
      ledger: { type: 'file', file: { path: '.ledger' } },
      cutover: { mode: 'auto', gates: { approvals: [{ name: 'atlas' }] }, rollback: { mode: 'none' } },
    });
    await onSource(async (client) => {
      await client.db('shop').collection('orders').createIndex({ number: 1 }, { unique: true });
    });
    /** The person does nothing before they are asked. */
    const asked = async (cli: RunningCli) =>
      await waitFor('what a person is told', () => cli.stdout.includes('A person is needed now'), {
        timeoutMs: 25_000,
      });
    const running = project.start(['apply', '--auto-approve', '--confirm', 'shop']);
    await asked(running);
    expect(running.stdout).toContain(`Source: ${source.members[0]!.host}`);
    await withClient(server.uri, async (client) => {
      const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
      const own = databases.map(({ name }: Document) => name).filter((name: string) => !systems.has(name));
      expect(own, 'the destination is empty when Atlas looks').toEqual([]);
    });
    host.start({}, {});
    const first = await running.result;
    expect(first, first.stdout + first.stderr).toMatchObject({ exitCode: 0 });
    const idle = await project.plan();
    expect(idle).toMatchObject({ state: 'following', steps: [] });

    await project.change({ phase: 'cutover' });
    const plan = await project.plan();
    expect(kindsOf(plan)).toEqual([
      // What an earlier run compared says nothing of what changed since.
      'awaitVerified',
      'compareQueries',
      'checkGates',
      'warmDestination',
      'checkGates:again',
      'armGuardian',
      'blockSource',
      'awaitDrained',
      'awaitVerified:tail',
      'awaitSilence',
      'commitSync',
      'blockSource:again',
      'beginSwitch',
      'allowWrites',
      'finishCommit',
    ]);
    const commit = plan['steps'].find(({ kind }: Document) => kind === 'commitSync');
    expect(commit).toMatchObject({ isPointOfNoReturn: true, needsPerson: true });
    expect(commit.details.join()).toContain('"Cut Over"');

    const cutover = project.start(['apply', '--auto-approve', '--confirm', 'shop']);
    await waitFor('the gate', async () => (await project.status())['waiting'] !== undefined, { timeoutMs: 25_000 });
    expect(await writesOf(source), 'nobody is blocked before somebody is there').toBe('allowed');
    await onSource(async (client) => {
      await client
        .db('shop')
        .collection('orders')
        .insertOne({ _id: 100 as never, number: 100, last: true });
    });
    const approval = project.start(['cutover', '--approve', 'atlas'], { env: { GITHUB_ACTOR: 'alice' } });
    expect(await approval.result).toMatchObject({ exitCode: 0 });
    await asked(cutover);
    expect(await writesOf(source)).toBe('blocked');
    await waitFor('the state', async () => (await project.status())['state'] === 'cuttingOver');
    // mongosync makes indexes unique in its commit.
    await withClient(server.uri, async (client) => {
      await client.db('shop').collection('orders').createIndex({ number: 1 }, { unique: true });
    });
    host.cutOver();
    const done = await cutover.result;
    expect(done, done.stdout + done.stderr).toMatchObject({ exitCode: 0 });
    await expectSameData(source.uri, server.uri, { databases: ['shop'] });
    expect([await writesOf(source), await writesOf(server)]).toEqual(['blocked', 'allowed']);

    await project.apply({ phase: 'complete' });
    for (const { uri } of [source, server]) {
      await withClient(uri, async (client) => {
        const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
        expect(databases.map(({ name }: Document) => name)).not.toContain('__godwit_mark');
      });
    }
  });

  async function writesOf({ uri }: ReplicaSet): Promise<string> {
    return await withClient(uri, async (client) => {
      const { repl } = await client.db('admin').command({ serverStatus: 1, repl: 1 });
      return repl.userWriteBlockMode === 2 ? 'blocked' : 'allowed';
    });
  }
});
