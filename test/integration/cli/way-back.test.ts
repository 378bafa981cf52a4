import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canWrite } from '../../support/cli/can-write.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

/** With access control, as anywhere in production: the application may not write past a block, and godwit may. */
describe('the way back', await needs({ mongod: '>=6.0' }), () => {
  const application = { user: 'application', password: 'of-a-test' };

  const write = async (uri: string, seed: number) =>
    await RandomWriter.start({ uri, database: `live${seed}`, collections: ['a', 'b'], operationsPerSecond: 150, seed });

  async function expectState(project: GodwitProject, state: string): Promise<void> {
    expect(await project.plan()).toMatchObject({ state, steps: [], diagnostics: [] });
  }

  it('leads from the cutover to the source and forward again, and no acknowledged write is lost', async () => {
    await using pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
    await pair.reset();
    const sourceUri = await pair.source.createUser(application, ['readWriteAnyDatabase']);
    const destinationUri = await pair.destination.createUser(application, ['readWriteAnyDatabase']);
    await pair.sourceClient.db('archive').collection('old').insertOne({ from: 'before' });
    const filters = { mapping: [{ from: 'archive', to: 'history' }] };
    await using project = await pair.project({
      file: { filters, cutover: { rollback: { mode: 'reverse', keepFor: '1h' } } },
    });
    await project.apply();
    expect((await project.plan())['wayBack'].join()).toContain('a sync back keeps the way back open');

    await using before = await write(sourceUri, 1);
    await project.apply({ phase: 'cutover' });
    await before.stop();
    expect(await before.record.findLost(pair.destination.uri)).toEqual([]);
    await expectState(project, 'reversing');
    expect(project.engines).toHaveLength(1);
    expect([await canWrite(sourceUri), await canWrite(destinationUri)]).toEqual([false, true]);
    expect((await project.plan())['wayBack'].join()).toContain('meant to be kept until');

    await using meanwhile = await write(destinationUri, 2);
    const made = pair.destinationClient.db('history').collection('made');
    await made.insertOne({ from: 'the other side' });
    // The sync back dies, and is started again.
    for (const pid of project.engines) process.kill(pid, 'SIGKILL');
    const restart = await project.plan();
    expect(restart['steps'].map(({ kind }: { kind: string }) => kind)).toEqual(['launchEngine', 'awaitSynced']);
    await project.apply();
    await project.apply({ phase: 'rolledBack' });
    await meanwhile.stop();
    expect(meanwhile.errors).toMatchObject({ UserWritesBlocked: expect.any(Number) });
    expect(await meanwhile.record.findLost(pair.source.uri)).toEqual([]);
    await expectSameData(pair.destination.uri, pair.source.uri, { databases: ['shop', 'live1', 'live2'] });
    const archive = pair.sourceClient.db('archive');
    expect((await archive.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['made', 'old']);
    expect(await archive.collection('made').findOne()).toMatchObject({ from: 'the other side' });
    await expectState(project, 'rolledBack');
    expect([await canWrite(sourceUri), await canWrite(destinationUri)]).toEqual([true, false]);

    await using after = await write(sourceUri, 3);
    await project.apply({ phase: 'cutover' });
    await after.stop();
    expect(await after.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await before.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await meanwhile.record.findLost(pair.destination.uri)).toEqual([]);
    await expectState(project, 'reversing');
    expect([await canWrite(sourceUri), await canWrite(destinationUri)]).toEqual([false, true]);

    const report = JSON.parse((await project.godwit('report', '--format', 'json')).stdout);
    expect(
      report.passages.map(
        ({ transaction, outcome }: { transaction: string; outcome: string }) => `${transaction} ${outcome}`,
      ),
    ).toEqual(['cutover done', 'rollback done', 'cutover done']);
    expect(report.passages[0]).toMatchObject({ blockedMs: expect.any(Number), verifiedDocuments: expect.any(Number) });
    expect(report.passages[0].gates.join()).toContain('lag');
    await project.godwit('report', '--out', 'report.html');
    const html = await readFile(join(project.directory, 'report.html'), 'utf8');
    expect(html).toContain('Rollback'.toLowerCase());
    expect(html).not.toMatch(/\b(?:src|href)=|<script|<link|@import|root-of-a-test/);
    const tested = await project.start(['connect-test'], { env: { GODWIT_URI: destinationUri } }).result;
    expect(tested).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('admin.application') });
    expect(tested.stdout).not.toContain(application.password);
    const wrong = destinationUri.replace(application.password, 'wrong');
    expect(await project.start(['connect-test'], { env: { GODWIT_URI: wrong } }).result).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('GW503'),
    });

    await project.change({ phase: 'complete' });
    const [{ details }] = (await project.plan())['steps'].slice(-1);
    expect(details.join()).toContain('The source stays closed to writers');
    expect((await project.godwit('apply', '--auto-approve')).stderr).toContain('GW814');
    expect((await project.godwit('apply', '--confirm', 'another')).stderr).toContain('GW814');
    expect(await project.status()).toMatchObject({ state: 'reversing' });
    expect(await project.godwit('apply', '--confirm', 'shop')).toMatchObject({ exitCode: 0 });
    await expectState(project, 'complete');
    expect((await project.plan())['wayBack'].join()).toContain('The source is closed to writers; to open it');
    expect(project.engines).toEqual([]);
    const left = await pair.sourceClient.db('__godwit').listCollections({}, { nameOnly: true }).toArray();
    expect(left).toEqual([]);
  }, 300_000);

  it('is refused at the start where the sync back could not write', async () => {
    await using pair = await ServerPair.start();
    await pair.reset();
    await using project = await pair.project({
      file: { phase: 'cutover', cutover: { rollback: { mode: 'reverse' } } },
    });
    expect((await project.plan())['diagnostics']).toMatchObject([{ code: 'GW741', severity: 'error' }]);
    await project.apply({ cutover: {} });
    await project.change({ phase: 'rolledBack' });
    expect((await project.plan())['diagnostics']).toMatchObject([{ code: 'GW742', severity: 'error' }]);
  });
});
