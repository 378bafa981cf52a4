import { describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a block by the roles of users', await needs({ mongod: '>=6.0' }), () => {
  it('stops the declared user only, gives everything back when undone, and goes back and forth with a rollback', async () => {
    await using pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
    const clerk = { user: 'clerk', password: 'of-a-test' };
    const roles = [
      { role: 'readWrite', db: 'live' },
      { role: 'teller', db: 'admin' },
      { role: 'clusterMonitor', db: 'admin' },
    ];
    const teller = { resource: { db: 'shop', collection: '' }, actions: ['find', 'insert'] };
    for (const client of [pair.sourceClient, pair.destinationClient]) {
      await client.db('admin').command({ createRole: 'teller', privileges: [teller], roles: [] });
    }
    const sourceUri = await pair.source.createUser(clerk, roles);
    const destinationUri = await pair.destination.createUser(clerk, roles);
    const other = await pair.source.createUser({ user: 'other', password: 'of-a-test' }, ['readWriteAnyDatabase']);
    const rolesOf = async (client: MongoClient) => {
      const { users } = await client.db('admin').command({ usersInfo: 'clerk' });
      return users[0].roles.map(({ role, db }: { role: string; db: string }) => `${db}.${role}`).sort();
    };
    const all = await rolesOf(pair.sourceClient);
    await using project = await pair.project({
      file: {
        usersAndRoles: { include: ['admin.clerk'] },
        cutover: {
          block: { source: 'roles' },
          hooks: [{ on: 'beforeSwitch', run: ['test', '-e', 'go'], undo: 'none' }],
        },
      },
    });
    await project.apply();
    await project.change({ phase: 'cutover' });
    await using writer = await RandomWriter.start({
      uri: sourceUri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
      kinds: ['insertMany', 'deleteMany'],
    });

    const { stdout } = await project.godwit('cutover', '--dry-run');
    expect(stdout).toContain('1 of 1 declared users can write on the source, and would lose their write roles');
    expect(await rolesOf(pair.sourceClient)).toEqual(all);
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(7);
    expect(await rolesOf(pair.sourceClient)).toEqual(all);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${project.directory}/go`, '');
    await project.apply();
    await writer.stop();
    expect(writer.errors).toMatchObject({ Unauthorized: expect.any(Number) });
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await rolesOf(pair.sourceClient)).toEqual(['admin.clusterMonitor', 'live.read']);
    await using reader = await MongoClient.connect(sourceUri);
    expect(await reader.db('live').collection('a').countDocuments()).toBeGreaterThan(0);
    await using stranger = await MongoClient.connect(other);
    await stranger.db('shop').collection('orders').findOne();

    await using later = await RandomWriter.start({
      uri: destinationUri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
      kinds: ['insertMany', 'deleteMany'],
    });
    await project.apply({ phase: 'rolledBack' });
    await later.stop();
    expect(await rolesOf(pair.sourceClient)).toEqual(all);
    expect(await rolesOf(pair.destinationClient)).toEqual(['admin.clusterMonitor', 'live.read']);
  });

  it('gives them back as they were taken, whatever the file says by then', async () => {
    await using pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
    const roles = [{ role: 'readWrite', db: 'live' }];
    const clerk = { user: 'clerk', password: 'of-a-test' };
    const uris = [await pair.source.createUser(clerk, roles), await pair.destination.createUser(clerk, roles)];
    const canWrite = async () =>
      await Promise.all(
        uris.map(async (uri) => {
          await using client = await MongoClient.connect(uri);
          const written = client.db('live').collection('a').insertOne({});
          return await written.then(
            () => true,
            () => false,
          );
        }),
      );
    const cutover = { block: { source: 'roles' }, rollback: { mode: 'reverse' } };
    const usersAndRoles = { include: ['admin.clerk'] };
    await using project = await pair.project({
      env: { SOURCE_BY_NAME: pair.source.uri.replace('@127.0.0.1', '@localhost') },
      file: { phase: 'cutover', usersAndRoles, cutover },
    });
    await project.apply();
    expect(await canWrite()).toEqual([false, true]);
    // The next cutover is to be another one, and the source has got another name.
    await project.change({
      source: { uri: { env: 'SOURCE_BY_NAME' } },
      usersAndRoles: {},
      cutover: { ...cutover, block: {} },
    });
    await project.apply({ phase: 'rolledBack' });
    expect(await canWrite()).toEqual([true, false]);
    const closed = { ...cutover, block: { source: 'roles', destination: 'server' } };
    await project.apply({ phase: 'cutover', usersAndRoles, cutover: closed });
    expect(await canWrite()).toEqual([false, true]);
    await project.apply({ phase: 'rolledBack' });
    expect(await canWrite()).toEqual([true, false]);
    await project.apply({ phase: 'cutover' });
    expect(await canWrite()).toEqual([false, true]);
    await project.change({ usersAndRoles: {}, cutover: { ...cutover, block: { afterComplete: 'release' } } });
    await project.apply({ phase: 'complete' });
    expect(await canWrite()).toEqual([true, true]);
  }, 300_000);
});
