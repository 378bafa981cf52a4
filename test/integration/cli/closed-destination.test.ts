import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canWrite } from '../../support/cli/can-write.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a destination that is held closed until the switch', await needs({ mongod: '>=6.0' }), () => {
  const application = { user: 'application', password: 'of-a-test' };
  const cutover = (rollback: string) => ({ block: { destination: 'server' }, rollback: { mode: rollback } });
  const kindsOf = ({ steps }: Document) => steps.map(({ kind }: Document) => kind);
  let pair: ServerPair;
  let sourceUri: string;
  let destinationUri: string;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    sourceUri = await pair.source.createUser(application, ['readWriteAnyDatabase']);
    destinationUri = await pair.destination.createUser(application, ['readWriteAnyDatabase']);
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair?.[Symbol.asyncDispose]());

  const writable = async () => [await canWrite(sourceUri), await canWrite(destinationUri)];

  it('takes no write but those of the sync, is closed again where somebody opened it, and opens at the switch', async () => {
    await using project = await pair.project({ file: { cutover: cutover('reverse') } });
    const kinds = kindsOf(await project.plan());
    expect(kinds.indexOf('closeDestination')).toBeGreaterThanOrEqual(0);
    expect(kinds.indexOf('closeDestination')).toBeLessThan(kinds.indexOf('startSync'));
    await project.apply();
    expect(await writable()).toEqual([true, false]);
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [], drift: [], diagnostics: [] });

    await pair.destinationClient.db('admin').command({ setUserWriteBlockMode: 1, global: false });
    const opened = await project.plan();
    expect(opened['drift']).toMatchObject([{ what: 'Writes on the destination', found: 'allowed' }]);
    expect(kindsOf(opened)).toEqual(['closeDestination']);
    await project.apply();
    expect(await writable()).toEqual([true, false]);

    await using writer = await RandomWriter.start({
      uri: sourceUri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
    });
    // Taken back before the switch: the source takes writes again, and the destination stays as it was.
    const undone = { ...cutover('reverse'), hooks: [{ on: 'beforeSwitch', run: ['false'], undo: 'none' }] };
    await project.change({ phase: 'cutover', cutover: undone });
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(7);
    expect(await writable()).toEqual([true, false]);
    await project.apply({ cutover: cutover('reverse') });
    await writer.stop();
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await writable()).toEqual([false, true]);

    await project.apply({ phase: 'rolledBack' });
    expect(await writable()).toEqual([true, false]);
    await pair.destinationClient.db('admin').command({ setUserWriteBlockMode: 1, global: false });
  });

  it('is opened where the sync ends as a copy', async () => {
    await using project = await pair.project({ file: { cutover: cutover('none') } });
    await project.apply();
    expect(await writable()).toEqual([true, false]);
    await project.apply({ phase: 'detached' });
    expect(await writable()).toEqual([true, true]);
  });

  it('is refused where the sync could not write to it', async () => {
    const weak = { user: 'weak', password: 'of-a-test' };
    const roles = ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'];
    const uri = await pair.destination.createUser(weak, roles);
    await using project = await pair.project({ destinationUri: uri, file: { cutover: cutover('none') } });
    const { diagnostics } = await project.plan();
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'GW795', severity: 'error' }));
    const access = diagnostics.find(({ code }: Document) => code === 'GW511');
    expect(access.hint).toContain('grantRolesToUser("weak", [{ role: "restore", db: "admin" }])');
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(3);
    expect(await writable()).toEqual([true, true]);
  });
});
