import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canWrite } from '../../support/cli/can-write.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a watch that rolls back', await needs({ mongod: '>=6.0' }), () => {
  const application = { user: 'application', password: 'of-a-test' };

  it('goes back to the source once, loses nothing, and cuts over again only by name', async () => {
    await using pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
    const sourceUri = await pair.source.createUser(application, ['readWriteAnyDatabase']);
    const destinationUri = await pair.destination.createUser(application, ['readWriteAnyDatabase']);
    const watch = { for: '90s', every: '200ms', failures: 2, command: [['test', '!', '-e', 'broken']] };
    const cutover = { rollback: { mode: 'reverse' }, watch: { ...watch, onFailure: 'rollBack' } };
    await using project = await pair.project({ file: { phase: 'cutover', cutover } });
    const planned = (await project.plan())['steps'].at(-1);
    expect(planned).toMatchObject({ kind: 'watchCutover', symbol: '!' });
    expect(planned.details).toContain('Allow writes on the source, which an earlier switch has closed');

    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('stepStarted', 'watchCutover');
    await using writer = await RandomWriter.start({
      uri: destinationUri,
      database: 'live',
      collections: ['a', 'b'],
      operationsPerSecond: 150,
      seed: 5,
    });
    await waitFor('some writes', () => writer.acknowledged > 100);
    const broken = join(project.directory, 'broken');
    await writeFile(broken, '');
    const { exitCode, stderr } = await running.result;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW873') });
    await writer.stop();
    expect(await writer.record.findLost(pair.source.uri)).toEqual([]);
    await expectSameData(pair.destination.uri, pair.source.uri);
    expect([await canWrite(sourceUri), await canWrite(destinationUri)]).toEqual([true, false]);

    expect(await project.plan()).toMatchObject({
      state: 'rolledBack',
      diagnostics: [{ code: 'GW876', severity: 'warning' }],
    });
    await rm(broken);
    expect((await project.godwit('apply', '--auto-approve')).stderr).toContain('GW814');
    expect(await canWrite(sourceUri)).toBe(true);
    await project.apply({ cutover: { ...cutover, watch: { ...cutover.watch, for: '300ms' } } });
    expect(await project.plan()).toMatchObject({ state: 'reversing', steps: [], diagnostics: [] });
    expect(await canWrite(sourceUri)).toBe(false);

    await project.change({ phase: 'complete', cutover: { ...cutover, block: { afterComplete: 'release' } } });
    const kinds = (await project.plan())['steps'].map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['stopEngine', 'allowWrites', 'removeMetadata']);
    await project.apply();
    expect(await canWrite(sourceUri)).toBe(true);
    expect(await project.plan()).toMatchObject({ state: 'complete', steps: [] });
  }, 300_000);

  it('is refused where there will be no way back', async () => {
    await using pair = await ServerPair.start();
    await pair.reset();
    const watch = { for: '1s', command: [['true']], onFailure: 'rollBack' };
    await using project = await pair.project({
      file: { phase: 'cutover', cutover: { rollback: { mode: 'none' }, watch } },
    });
    expect((await project.plan())['diagnostics']).toMatchObject([{ code: 'GW875', severity: 'error' }]);
  });
});
