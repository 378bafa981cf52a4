import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';

const secret = 'a password that nobody prints';
const syncRoles = {
  source: ['readAnyDatabase', 'clusterMonitor', 'clusterManager', 'backup'],
  destination: [
    'readWriteAnyDatabase',
    'dbAdminAnyDatabase',
    'clusterMonitor',
    'clusterManager',
    'restore',
    'userAdminAnyDatabase',
  ],
};

describe('users and roles that the file wants copied', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
    const admin = pair.sourceClient.db('admin');
    const find = { resource: { db: 'shop', collection: 'orders' }, actions: ['find'] };
    await admin.command({ createRole: 'clerk', privileges: [find], roles: [] });
    const roles = [{ role: 'clerk', db: 'admin' }];
    const customData = { team: 'sales', since: 7 };
    await admin.command({ createUser: 'desk', pwd: secret, roles, customData });
    await pair.sourceClient.db('shop').command({ createUser: 'app', pwd: secret, roles: ['readWrite'] });
    await admin.command({ createUser: 'old', pwd: secret, roles: [] });
    for (const [client, role] of [
      [pair.sourceClient, 'read'],
      [pair.destinationClient, 'readWrite'],
    ] as const) {
      const shopRole = [{ role, db: 'shop' }];
      await client.db('admin').command({ createUser: 'both', pwd: `${secret} on ${role}`, roles: shopRole });
    }
  });

  afterAll(async () => await pair[Symbol.asyncDispose]());

  const login = async (user: string, database: string, password = secret) => {
    const { host } = new URL(pair.destination.uri.replace('mongodb:', 'http:'));
    const options = { auth: { username: user, password }, authSource: database, replicaSet: pair.destination.name };
    return await MongoClient.connect(`mongodb://${host}/`, options);
  };

  it('are created after the data, log in with their own passwords, and are not created twice', async () => {
    const sourceUri = await pair.source.createUser({ user: 'sync', password: secret }, syncRoles.source);
    const destinationUri = await pair.destination.createUser({ user: 'sync', password: secret }, syncRoles.destination);
    await using project = await pair.project({
      sourceUri,
      destinationUri,
      file: {
        usersAndRoles: {
          mode: 'copy',
          exclude: ['admin.old'],
          passwords: [{ user: 'shop.app', password: { env: 'NEW_PASSWORD' } }],
        },
      },
      env: { NEW_PASSWORD: `${secret}, a new one` },
    });
    const { steps, diagnostics } = await project.plan();
    const step = steps.find(({ kind }: { kind: string }) => kind === 'copyAccounts');
    expect(step.summary).toMatch(/Create \d users and 1 role of the source on the destination/);
    expect(step.details.join('\n')).toContain('user admin.desk (clerk@admin), with the password that it has');
    expect(step.details.join('\n')).not.toMatch(/admin\.old|admin\.sync|admin\.both/);
    expect(steps.indexOf(step)).toBe(steps.length - 1);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'GW748', summary: expect.stringContaining('admin.both') }),
    );

    await project.apply();
    await using desk = await login('desk', 'admin');
    expect(await desk.db('shop').collection('orders').countDocuments()).toBe(500);
    await expect(desk.db('shop').collection('sessions').findOne()).rejects.toThrow(/not authorized/);
    const { users } = await desk.db('admin').command({ usersInfo: 'desk', showCustomData: true });
    expect(users[0].customData).toEqual({ team: 'sales', since: 7 });
    await using app = await login('app', 'shop', `${secret}, a new one`);
    await app.db('shop').collection('probe').insertOne({});
    await app.db('shop').collection('probe').drop();
    await using both = await login('both', 'admin', `${secret} on readWrite`);
    expect(await both.db('shop').collection('orders').countDocuments()).toBe(500);
    await expect(login('old', 'admin')).rejects.toThrow();

    expect((await project.plan()).steps).toEqual([]);
    const collections = await pair.destinationClient.db('admin').listCollections({ name: /^temp/ }).toArray();
    expect(collections).toEqual([]);
    expect(await project.everything()).not.toContain(secret);
  });

  it('are an error of the plan where they cannot be seen', async () => {
    const withoutBackup = ['readAnyDatabase', 'clusterMonitor'];
    const sourceUri = await pair.source.createUser({ user: 'blind', password: secret }, withoutBackup);
    await using project = await pair.project({ sourceUri, file: { usersAndRoles: { mode: 'copy' } } });
    const { exitCode, stdout } = await project.godwit('plan');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/GW739.*users and roles of the source cannot be read[\s\S]*the role backup/);
  });

  it('are an error of the plan where their logins cannot be seen and the file gives none', async () => {
    await pair.destinationClient.db('shop').command({ dropAllUsersFromDatabase: 1 });
    // As in Atlas: commands tell who there is, and nobody reads what they log in with.
    const privileges = [
      { resource: { cluster: true }, actions: ['viewUser'] },
      { resource: { db: '', collection: '' }, actions: ['viewUser', 'viewRole'] },
    ];
    await pair.sourceClient.db('admin').command({ createRole: 'namesOnly', privileges, roles: [] });
    const sourceUri = await pair.source.createUser({ user: 'half', password: secret }, [
      'readAnyDatabase',
      'clusterMonitor',
      'namesOnly',
    ]);
    const passwords = [{ user: 'admin.desk', password: { env: 'NEW_PASSWORD' } }];
    const usersAndRoles = { mode: 'copy', include: ['admin.desk', 'shop.app'], passwords };
    await using project = await pair.project({ sourceUri, file: { usersAndRoles }, env: { NEW_PASSWORD: secret } });
    const { diagnostics } = await project.plan();
    const missing = diagnostics.filter(({ code }: { code: string }) => code === 'GW740');
    expect(missing.map(({ summary }: { summary: string }) => summary)).toEqual([
      expect.stringMatching(/^The credentials of shop\.app cannot be read/),
    ]);
  });
});
