import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('a migration that compares less than everything', await needs({ mongod: '>=6.0' }), () => {
  vi.setConfig({ testTimeout: 120_000 });

  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  const orders = (side: 'sourceClient' | 'destinationClient') => pair[side].db('shop').collection('orders');

  const words = (plan: Document) => JSON.stringify(plan['steps']);

  it('finds in a sample what is wrong everywhere, and says what a sample leaves unproven', async () => {
    await using project = await pair.project({ file: { verification: { mode: 'sample', samplePercent: 20 } } });
    const plan = words(await project.plan());
    expect(plan).toContain('20 % of the documents');
    expect(plan).toContain('proves nothing of the documents that it left out');
    await project.apply();
    const verification = async () => (await project.status())['engine'].progress.verification;
    // At least a hundred of each collection and side, and no more than that.
    expect(await verification()).toMatchObject({
      extent: { mode: 'sample', samplePercent: 20 },
      comparedDocuments: 400,
    });
    await orders('destinationClient').updateMany({}, { $set: { tampered: true } });
    await orders('sourceClient').updateMany({}, { $set: { seen: true } });
    const { mismatchCount } = await waitFor('the changed share', async () => {
      const seen = await verification();
      return seen.pendingDocuments === 0 && seen.mismatchCount > 50 && seen;
    });
    expect(mismatchCount).toBeLessThan(200);
    const { exitCode, stderr } = await project.godwit('apply', '--auto-approve');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('GW823') });

    await project.change({ verification: { mode: 'full' } });
    const stronger = await project.godwit('apply', '--auto-approve');
    expect(stronger).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('begun with verification.mode: sample'),
    });
  });

  it('counts while the source is written to, finds one document too few at the cutover, and undoes it', async () => {
    await using project = await pair.project({ file: { verification: { mode: 'counts' } } });
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a', 'b'],
      operationsPerSecond: 200,
      seed: 7,
    });
    await project.apply();
    const mismatchCount = async () => (await project.status())['engine'].progress.verification.mismatchCount;
    expect(await mismatchCount()).toBe(0);
    await orders('destinationClient').deleteOne({ _id: 77 } as Document);
    await orders('sourceClient').insertOne({ _id: 'new', number: -1 } as Document);
    await project.change({ phase: 'cutover', cutover: { rollback: { mode: 'none' } } });
    expect(words(await project.plan())).toContain('Equal numbers prove nothing of what is in the documents');
    const { exitCode, stderr } = await project.godwit('apply', '--auto-approve');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('1 documents differ') });
    expect(await pair.isSourceWritable()).toBe(true);

    await orders('destinationClient').insertOne((await orders('sourceClient').findOne({ _id: 77 } as Document))!);
    await orders('sourceClient').insertOne({ _id: 'newer', number: -2 } as Document);
    await waitFor('the next count', async () => (await mismatchCount()) === 0);
    // What numbers cannot show.
    await orders('destinationClient').updateOne({ _id: 5 } as Document, { $set: { tampered: true } });
    await project.apply();
    await writer.stop();
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await project.status()).toMatchObject({ state: 'cutOver' });
    expect((await project.godwit('report')).stdout).toContain('Equal numbers prove nothing');
  });
});
