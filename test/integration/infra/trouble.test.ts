import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AtlasWorld, appPassword, projectId, startProtectedServer } from '../../support/atlas/atlas-world.ts';
import { refusal } from '../../support/atlas/fake-atlas.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { Db } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { BalancedMongos } from '../../support/servers/balanced-mongos.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { waitFor } from '../../support/wait-for.ts';

const clusterAddress = 'mongodbatlas_advanced_cluster.destination_cluster';

describe('provisioning', await needs({ mongod: '>=6.0', tool: 'terraform' }), () => {
  let source: ReplicaSet;
  let server: ReplicaSet;
  let world: AtlasWorld;

  beforeAll(async () => {
    [source, server] = await Promise.all([startReplicaSet(), startProtectedServer()]);
    await withClient(source.uri, async (client) => await client.db('shop').collection('orders').insertOne({ a: 1 }));
  });
  afterAll(async () => {
    await Promise.all([source, server].map(async (set) => await set[Symbol.asyncDispose]()));
  });
  beforeEach(async () => {
    world = await AtlasWorld.start(source, server);
  });
  afterEach(async () => {
    await world[Symbol.asyncDispose]();
    // Every cluster is the same server.
    await withClient(server.uri, async (client) => {
      for (const name of ['shop', '__godwit']) await client.db(name).dropDatabase();
    });
  });

  /** Nothing but the destination is asked for. */
  const open = async (atlas: Record<string, unknown> = {}) => await world.project(atlas, { phase: 'prepared' });
  const stepsOf = async (project: GodwitProject) =>
    ((await project.plan())['steps'] as { id: string }[]).map(({ id }) => id);
  const errorsOf = async (project: GodwitProject) =>
    ((await project.plan())['diagnostics'] as { code: string; severity: string; range?: { line: number } }[]).filter(
      ({ severity }) => severity === 'error',
    );
  const stackDirectory = ({ directory }: GodwitProject) => join(directory, '.godwit', 'terraform', 'stacks', 'shop');

  it('goes on after a part of it failed, says where in the file that is, and puts back what others change', async () => {
    await using project = await open({ ipAccess: [{ ip: '198.51.100.7', comment: 'application' }] });
    const answer = { status: 400, body: refusal(400, 'ATLAS_INVALID_ENTRY', 'This entry is not allowed.') };
    world.api.fail({ method: 'POST', path: /accessList$/, answer });
    const failed = await project.godwit('apply', '--auto-approve');
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(
      /GW764[\s\S]*godwit\.yaml:\d+:\d+ \(IP access entry 198\.51\.100\.7 \(application\)\)/,
    );
    expect(failed.stderr).toContain('ATLAS_INVALID_ENTRY');
    expect(world.atlasProject.clusters.has('orders'), 'the rest was made').toBe(true);
    expect(await stepsOf(project)).not.toContain(`applyResource:create:${clusterAddress}`);
    await project.apply();
    expect(world.api.changes.filter((change) => change.endsWith('/clusters'))).toHaveLength(1);

    world.api.projects.updateCluster(projectId, 'orders', { backupEnabled: false });
    const [entry] = world.atlasProject.accessList.keys();
    world.atlasProject.accessList.delete(entry!);
    const plan = await project.plan();
    const byName = (a: { what: string }, b: { what: string }) => (a.what < b.what ? 1 : -1);
    expect(plan['drift'].toSorted(byName)).toMatchObject([
      { what: 'The cluster orders', found: 'backup: true -> false' },
      { what: 'The IP access entry 198.51.100.7 (application)', found: 'not there' },
    ]);
    expect(plan['steps']).toContainEqual(
      expect.objectContaining({ symbol: '~', details: expect.arrayContaining(['backup: false -> true']) }),
    );
    await project.apply();
    expect([...world.atlasProject.accessList.keys()]).toEqual([entry]);
    expect(world.atlasProject.clusters.get('orders')!.body['backupEnabled']).toBe(true);
    expect(await project.plan()).toMatchObject({ steps: [], diagnostics: [] });
  });

  it('makes the project too', async () => {
    await using project = await open({ project: { name: 'new shop', organizationId: '64f0c0ffee0000000000cafe' } });
    expect(await stepsOf(project)).toContain('applyResource:create:mongodbatlas_project.destination_project');
    await project.apply({ phase: 'synced' });
    expect((await project.status())['state'], 'what comes after it, too').toBe('following');
    expect(world.api.projects.byName('new shop')!.clusters.has('orders')).toBe(true);
    expect(await project.plan()).toMatchObject({ steps: [], diagnostics: [] });
  });

  it('is made by a reviewed plan, which goes no further than what was reviewed', async () => {
    await using project = await world.project({});
    await project.plan('--out', 'plan.json');
    const mine = async (use: (database: Db) => Promise<unknown>) =>
      await withClient(server.uri, async (client) => await use(client.db('mine')));
    await mine(async (database) => await database.collection('only').insertOne({ a: 1 }));
    const stale = await project.godwit('apply', 'plan.json');
    await mine(async (database) => await database.dropDatabase());
    expect(stale).toMatchObject({
      exitCode: 4,
      stderr: expect.stringMatching(
        /GW750.*the destination was made, and nothing else was done[\s\S]*\+ destination\.catalogue mine\.only/,
      ),
    });
    expect((await project.status())['state']).toBe('provisioned');
    // Without what stood in the way, what is left is what was reviewed.
    const rest = await project.godwit('apply', 'plan.json');
    expect(rest).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await project.status())['state']).toBe('following');
    expect(world.api.changes.filter((change) => change.endsWith('/clusters'))).toHaveLength(1);
  });

  it('refuses keys that Atlas does not know before anything is done', async () => {
    await using project = await open();
    const wrong = await project.start(['plan'], { env: { MONGODB_ATLAS_CLIENT_SECRET: 'wrong' } }).result;
    expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW731') });
    const none = await project.start(['plan'], { env: { MONGODB_ATLAS_CLIENT_ID: '' } }).result;
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW730') });
  });

  it('says how to get terraform where there is none', async () => {
    await using project = await open();
    const result = await project.start(['plan'], { env: { PATH: '/nowhere' } }).result;
    expect(result).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Neither terraform nor tofu is on PATH'),
    });
  });

  it('tells who holds the lock of the state', async () => {
    await using project = await open();
    const lock = {
      ID: '11111111-2222-3333-4444-555555555555',
      Operation: 'OperationTypeApply',
      Who: 'anna@runner-7',
      Version: '1.11.4',
      Created: '2026-11-20T12:00:00Z',
      Path: 'terraform.tfstate',
    };
    await mkdir(stackDirectory(project), { recursive: true });
    const lockFile = join(stackDirectory(project), '.terraform.tfstate.lock.info');
    await writeFile(join(stackDirectory(project), 'terraform.tfstate'), '');
    await writeFile(lockFile, JSON.stringify(lock));
    // The lock is on the file itself; its description beside it tells whose it is.
    const holder = project.start(['plan', '--lock-timeout', '0s'], {
      wrapper: ['python3', '-c', lockingWrapper, join(stackDirectory(project), 'terraform.tfstate')],
    });
    const { exitCode, stderr } = await holder.result;
    expect(stderr).toContain('GW765');
    expect(stderr).toContain('anna@runner-7');
    expect(stderr).toContain(`force-unlock ${lock.ID}`);
    expect(exitCode).toBe(5);
  });

  it('stops once Terraform has come to its end, and goes on from there', async () => {
    await using project = await open({ ipAccess: [{ ip: '198.51.100.7' }] });
    world.api.fail({
      method: 'POST',
      path: /accessList$/,
      afterMs: 1_500,
      afterwards: true,
      answer: { status: 201, body: {} },
    });
    const running = project.start(['apply', '--auto-approve']);
    // The access list entry keeps Terraform at work when the cluster is there.
    await waitFor('the cluster', () => running.stdout.includes(`✓ applyResource:create:${clusterAddress}`));
    running.process.kill('SIGINT');
    const { exitCode } = await running.result;
    expect(exitCode).toBe(130);
    const state = JSON.parse(await readFile(join(stackDirectory(project), 'terraform.tfstate'), 'utf8'));
    expect(state.resources.map(({ type }: { type: string }) => type)).toContain('mongodbatlas_advanced_cluster');
    expect(await readdir(stackDirectory(project))).not.toContain('.terraform.tfstate.lock.info');
    await project.apply();
    expect(await project.plan()).toMatchObject({ steps: [], diagnostics: [] });
    expect(world.api.changes.filter((change) => change.endsWith('/clusters'))).toHaveLength(1);
  });

  it('neither takes over nor replaces a cluster without being told to', async () => {
    world.api.projects.createCluster(projectId, { name: 'orders', clusterType: 'REPLICASET' });
    await using project = await open();
    expect(await errorsOf(project)).toMatchObject([{ code: 'GW721' }]);
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(3);
    expect(world.api.changes).toEqual([]);
    await project.change({
      destination: world.destination({ cluster: { ...world.cluster, adopt: true, type: 'REPLICASET' } }),
    });
    expect(await stepsOf(project)).toContain(`applyResource:adopt:${clusterAddress}`);
    await project.apply();
    expect(await project.plan()).toMatchObject({ steps: [], diagnostics: [] });
    expect(world.api.changes.filter((change) => change.startsWith('POST') && change.endsWith('/clusters'))).toEqual([]);
    await project.change({
      destination: world.destination({ cluster: { ...world.cluster, name: 'renamed', adopt: false } }),
    });
    expect(await errorsOf(project)).toMatchObject([{ code: 'GW725' }]);
  });

  it('keeps its secrets, and is removed again as long as nothing is lost by it, when its name is typed', async () => {
    const users = [{ name: 'app', password: { env: 'APP_PASSWORD' }, roles: [{ role: 'read', database: 'shop' }] }];
    await using project = await open({ users, ipAccess: [{ ip: '198.51.100.7' }] });
    await project.apply();
    expect(world.atlasProject.users.get('admin/app')!['password']).toBe(appPassword);
    expect(await project.everything(server.uri)).not.toContain(appPassword);
    expect((await readdir(stackDirectory(project))).filter((name) => name.endsWith('.tfplan'))).toEqual([]);
    const status = await project.start(['status'], { env: { PATH: '/nowhere' } }).result;
    expect(status, 'which needs no Terraform').toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('provisioned'),
    });

    await withClient(server.uri, async (client) => await client.db('mine').collection('only').insertOne({ a: 1 }));
    const refused = await project.godwit('destroy', '--confirm', 'shop');
    await withClient(server.uri, async (client) => await client.db('mine').dropDatabase());
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('mine.only') });
    expect(world.atlasProject.clusters.has('orders')).toBe(true);

    const unasked = await project.godwit('destroy');
    expect(unasked).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--confirm shop') });
    expect((await project.godwit('destroy', '--confirm', 'other')).exitCode).toBe(1);
    expect(world.atlasProject.clusters.has('orders')).toBe(true);

    // A run died while it stopped the balancer of the source, and with the cluster goes the ledger that tells of it.
    await using mongos = await BalancedMongos.start(source.members[0]!.host);
    mongos.balancer = { mode: 'full', inRound: true };
    const sharded = { env: { SOURCE_URI: mongos.uri } };
    const waive = [{ code: 'GW316', reason: 'the source is none of several shards', expires: '2099-12-31' }];
    await project.change({ phase: 'synced', checks: { waive } });
    const dying = project.start(['apply', '--auto-approve', '--format', 'json'], sharded);
    await dying.says('moves chunks still');
    dying.process.kill('SIGKILL');
    await dying.result;
    expect(mongos.balancer.mode).toBe('off');
    const removed = await project.start(['destroy', '--confirm', 'shop'], sharded).result;
    expect(mongos.balancer.mode).toBe('full');
    expect(removed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Removed the cluster orders') });
    expect([
      world.atlasProject.clusters.size,
      world.atlasProject.accessList.size,
      world.atlasProject.users.size,
    ]).toEqual([0, 0, 0]);
  });

  it('is left to a pipeline where the file says so', async () => {
    await using project = await open();
    await project.change({ terraform: { mode: 'external' } });
    expect(await errorsOf(project)).toMatchObject([{ code: 'GW723' }]);
    world.api.projects.createCluster(projectId, { name: 'orders', clusterType: 'REPLICASET' });
    expect(await errorsOf(project)).toEqual([]);
    await project.change({ phase: 'synced' });
    expect(await stepsOf(project)).toEqual(['createSyncUser', 'awaitDestination']);
    const wrapper = ['python3', '-c', sayingYes];
    const { exitCode, stdout } = await project.start(['apply'], { wrapper, env: { TERM: 'xterm' } }).result;
    expect(exitCode, stdout).toBe(0);
    // What could not be seen the first time is asked for when it can.
    expect(new Set(stdout.match(/Carry out plan \w+/g)).size).toBe(2);
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [], diagnostics: [] });
    expect(await readdir(join(project.directory, '.godwit'))).not.toContain('terraform');
  });

  it('takes the address from the outputs of that pipeline, and from no other cluster', async () => {
    await using project = await open();
    const address = world.address;
    world.api.projects.createCluster(projectId, { name: 'orders', clusterType: 'REPLICASET' });
    const stack = join(project.directory, 'infrastructure');
    await mkdir(stack);
    const told = async (value: string) => {
      await writeFile(join(stack, 'main.tf.json'), JSON.stringify({ output: { shop: { value } } }));
      for (const args of [['init'], ['apply', '-auto-approve']]) await execa('terraform', args, { cwd: stack });
    };
    await project.change({
      terraform: { mode: 'external', outputs: { directory: './infrastructure', connectionString: 'shop' } },
    });
    expect(await errorsOf(project)).toMatchObject([{ code: 'GW723' }]);
    await told('mongodb+srv://another.fake.mongodb.net');
    expect(await errorsOf(project)).toMatchObject([{ code: 'GW745' }]);
    await told(address.replace('//', '//app:planted@'));
    const withPassword = await project.godwit('plan');
    expect(withPassword).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW744') });
    expect(withPassword.stderr).not.toContain('planted');
    await told(address);
    expect(await errorsOf(project)).toEqual([]);
    await project.apply();
    expect((await project.status())['state']).toBe('provisioned');
    // The state itself is as good, without any Terraform.
    await project.change({
      terraform: { mode: 'external', outputs: { file: 'infrastructure/terraform.tfstate', connectionString: 'shop' } },
    });
    const plan = await project.start(['plan', '--format', 'json'], { env: { PATH: dirname(process.execPath) } }).result;
    expect(JSON.parse(plan.stdout).plans).toMatchObject([{ state: 'provisioned', steps: [], diagnostics: [] }]);
  });
});

/** A terminal with somebody before it who agrees to every plan. */
const sayingYes = `
import os, pty, sys
unread = b''
def read(terminal):
    global unread
    data = os.read(terminal, 1024)
    unread += data
    if b'Carry out plan' in unread:
        unread = b''
        os.write(terminal, b'y')
    return data
# A terminal that does not tell its width is taken for one of no width.
command = ['sh', '-c', 'stty cols 200 rows 50; exec "$@"', 'sh', *sys.argv[1:]]
sys.exit(os.waitstatus_to_exitcode(pty.spawn(command, read)))
`;

/** Holds a lock on a file, as Terraform's local backend takes it, while the rest of its arguments runs. */
const lockingWrapper = `
import fcntl, subprocess, sys
file = open(sys.argv[1], 'r+')
fcntl.lockf(file, fcntl.LOCK_EX)
sys.exit(subprocess.run(sys.argv[2:]).returncode)
`;
