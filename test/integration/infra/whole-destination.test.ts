import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AtlasWorld, appPassword, clientSecret, startProtectedServer } from '../../support/atlas/atlas-world.ts';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

// Ten runs of the command line, each with several of terraform: a busy machine needs its time.
const patienceMs = 300_000;

describe('a destination in Atlas', await needs({ mongod: '>=6.0', tool: 'terraform' }), () => {
  let source: ReplicaSet;
  let server: ReplicaSet;

  beforeAll(async () => {
    [source, server] = await Promise.all([startReplicaSet(), startProtectedServer()]);
    const client = new MongoClient(source.uri);
    await client
      .db('shop')
      .collection('orders')
      .insertMany(Array.from({ length: 200 }, (_, number) => ({ number })));
    await client.close();
  });

  afterAll(async () => {
    await Promise.all([source, server].map(async (set) => await set[Symbol.asyncDispose]()));
  });

  it(
    'is made, filled, cut over to and left as the file says, in one file',
    async () => {
      await using world = await AtlasWorld.start(source, server, { settleMs: 300 });
      const cluster = {
        ...world.cluster,
        during: { tier: 'M50', autoScaling: 'off' },
      };
      const atlas = {
        cluster,
        ipAccess: [
          { cidr: '203.0.113.0/24', comment: 'sync hosts', until: 'complete' },
          { ip: '198.51.100.7', comment: 'application' },
          { ip: '198.51.100.8', until: 'cutover' },
          { ip: '198.51.100.9', deleteAfter: new Date(Date.now() + 6 * 86_400_000).toISOString() },
        ],
        users: [
          { name: 'orders-app', password: { env: 'APP_PASSWORD' }, roles: [{ role: 'readWrite', database: 'shop' }] },
        ],
      };
      await using project = await world.project(atlas);
      const symbolsOf = ({ steps }: Document) =>
        (steps as { id: string; symbol: string }[]).map(({ id, symbol }) => `${symbol} ${id}`);

      const first = await project.plan('--out', 'plan.json');
      expect(first['state']).toBe('absent');
      expect(symbolsOf(first)).toEqual([
        '+ applyResource:create:mongodbatlas_advanced_cluster.destination_cluster',
        '+ applyResource:create:mongodbatlas_database_user.destination_user_orders_app_4c66e7',
        '+ applyResource:create:mongodbatlas_project_ip_access_list.destination_access_198_51_100_7',
        '+ applyResource:create:mongodbatlas_project_ip_access_list.destination_access_198_51_100_8',
        '+ applyResource:create:mongodbatlas_project_ip_access_list.destination_access_203_0_113_0_24',
        '+ addTemporaryAccess',
        '+ createSyncUser',
        '> awaitDestination',
        '+ launchEngine',
        '+ startSync',
        '> awaitSynced',
        '> awaitVerified',
      ]);
      expect(world.api.changes, 'a plan changes nothing').toEqual([]);

      const reviewed = await project.godwit('apply', 'plan.json');
      expect(reviewed, 'the destination, and then what was reviewed of the rest').toMatchObject({
        exitCode: 0,
        stderr: '',
      });
      const tier = () =>
        JSON.stringify(world.atlasProject.clusters.get('orders')!.body).match(/"instanceSize":"(M\d+)"/)?.[1];
      expect(tier()).toBe('M50');
      expect([...world.atlasProject.accessList.keys()].sort()).toEqual([
        '198.51.100.7',
        '198.51.100.8',
        '198.51.100.9',
        '203.0.113.0/24',
      ]);
      expect(await project.plan()).toMatchObject({ state: 'following', steps: [], diagnostics: [] });

      // One change of the file is one step.
      const bigger = { ...atlas, cluster: { ...cluster, during: { ...cluster.during, tier: 'M60' } } };
      await project.change({ destination: world.destination(bigger) });
      const [change, ...others] = (await project.plan())['steps'];
      expect(change).toMatchObject({
        symbol: '~',
        summary: 'Change the cluster orders',
        details: expect.arrayContaining(['tier: M50 -> M60', expect.stringContaining('while syncing, tier M60')]),
      });
      expect(others.map(({ kind }: { kind: string }) => kind)).toEqual(['awaitDestination']);
      await project.change({
        destination: world.destination({
          ...atlas,
          ipAccess: atlas.ipAccess.filter(({ ip }) => ip !== '198.51.100.7'),
        }),
      });
      expect(symbolsOf(await project.plan()).slice(0, -1)).toEqual([
        '- applyResource:remove:mongodbatlas_project_ip_access_list.destination_access_198_51_100_7',
      ]);

      await withClient(source.uri, async (client) => {
        const find = { resource: { db: 'shop', collection: 'orders' }, actions: ['find'] };
        await client.db('admin').command({ createRole: 'clerk', privileges: [find], roles: [] });
        const roles = [{ role: 'clerk', db: 'admin' }];
        await client.db('shop').command({ createUser: 'desk', pwd: 'what the source knows', roles });
      });
      const passwords = [{ user: 'shop.desk', password: { env: 'APP_PASSWORD' } }];
      await project.change({
        destination: world.destination(atlas),
        usersAndRoles: { mode: 'copy' },
        phase: 'cutover',
      });
      expect((await project.plan())['diagnostics']).toContainEqual(expect.objectContaining({ code: 'GW740' }));
      await project.change({ usersAndRoles: { mode: 'copy', passwords } });
      const [copy] = (await project.plan())['steps'];
      expect(copy).toMatchObject({
        kind: 'createAtlasAccounts',
        details: [
          'role admin.clerk (1 privilege)',
          'user shop.desk (clerk@admin), with the password of the file, as desk of admin (authSource=admin)',
        ],
      });
      await project.apply();
      expect(world.atlasProject.roles.get('clerk')).toMatchObject({
        actions: [{ action: 'FIND', resources: [{ db: 'shop', collection: 'orders' }] }],
      });
      expect(world.atlasProject.users.get('admin/desk')).toMatchObject({
        roles: [{ roleName: 'clerk', databaseName: 'admin' }],
        scopes: [{ name: 'orders', type: 'CLUSTER' }],
      });
      expect(tier(), 'the lasting tier, after the switch').toBe('M30');
      expect([...world.atlasProject.accessList.keys()]).not.toContain('198.51.100.8');
      await expectSameData(source.uri, server.uri, { databases: ['shop'] });
      expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [], diagnostics: [] });

      await project.apply({ phase: 'complete' });
      expect([...world.atlasProject.accessList.keys()]).not.toContain('203.0.113.0/24');
      expect([...world.atlasProject.users.keys()]).toEqual(['admin/orders-app', 'admin/desk']);
      expect(world.atlasProject.clusters.has('orders')).toBe(true);
      expect(await project.plan()).toMatchObject({ state: 'complete', steps: [], diagnostics: [] });

      const everything = await project.everything(server.uri);
      for (const secret of [appPassword, clientSecret]) expect(everything).not.toContain(secret);
    },
    patienceMs,
  );
});
