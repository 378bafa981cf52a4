import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a migration from plan to complete', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  /** What has to hold after every apply: nothing is left to do, and every command says so. */
  async function expectNothingToDo(project: GodwitProject, state: string): Promise<void> {
    expect(await project.plan()).toMatchObject({ state, steps: [], diagnostics: [] });
    expect((await project.godwit('plan', '--detailed-exitcode')).exitCode).toBe(0);
    expect((await project.godwit('plan', '--expect-no-changes')).exitCode).toBe(0);
    const again = await project.godwit('apply', '--auto-approve');
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to do') });
    expect((await project.status())['state']).toBe(state);
  }

  it('has nothing to do after each phase, and keeps what is written meanwhile', async () => {
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
    await project.apply({ phase: 'synced' });
    await expectNothingToDo(project, 'following');
    expect(project.engines).toHaveLength(1);

    await pair.sourceClient.db('shop').collection('orders').findOne({ number: 7 });
    await project.apply({ phase: 'cutover' });
    await writer.stop();
    expect(writer.errors).toMatchObject({ UserWritesBlocked: expect.any(Number) });
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    await expectSameData(pair.source.uri, pair.destination.uri);
    await expectNothingToDo(project, 'cutOver');
    const [passage] = JSON.parse((await project.godwit('report', '--format', 'json')).stdout).passages;
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

  it('does nothing where nothing is asked for', async () => {
    await using project = await pair.project({ file: { phase: 'prepared' } });
    await expectNothingToDo(project, 'provisioned');
    const names = (await pair.destinationClient.db().admin().listDatabases({ nameOnly: true })).databases;
    expect(names.map(({ name }) => name)).not.toContain('__godwit');
  });
});
