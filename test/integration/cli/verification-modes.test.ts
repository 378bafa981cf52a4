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

  it('repairs what differs where the file says so, and tells it; and never calls verified what it leaves out', async () => {
    const verification = {
      onMismatch: 'repair',
      parallelism: 3,
      exclude: [{ database: 'shop', collections: ['sessions'] }],
    };
    await using project = await pair.project({ file: { verification, cutover: { rollback: { mode: 'none' } } } });
    const plan = await project.plan();
    expect(words(plan)).toContain('Not compared: shop.sessions');
    expect(words(plan)).toContain('is overwritten with that of the source');
    expect(plan['diagnostics']).toContainEqual(expect.objectContaining({ code: 'GW794', severity: 'warning' }));
    await project.apply();
    const sessions = (side: 'sourceClient' | 'destinationClient') => pair[side].db('shop').collection('sessions');
    const some = { _id: { $in: [3, 5, 7] } } as Document;
    for (const collection of [orders, sessions]) {
      await collection('destinationClient').updateMany(some, { $set: { tampered: true } });
      await collection('sourceClient').updateMany(some, { $set: { seen: true } });
    }
    const { extent } = await waitFor('the repairs', async () => {
      const { verification: seen } = (await project.status())['engine'].progress;
      return seen.pendingDocuments === 0 && seen.repaired.count === 3 && seen.mismatchCount === 0 && seen;
    });
    expect(extent).toEqual({ mode: 'full', exclude: verification.exclude });
    expect(await orders('destinationClient').countDocuments({ tampered: true })).toBe(0);
    expect(await sessions('destinationClient').countDocuments({ tampered: true })).toBe(3);

    await project.change({ verification: { ...verification, exclude: [] } });
    const more = await project.godwit('apply', '--auto-approve');
    expect(more).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Not compared: shop.sessions') });
    await project.change({ verification, phase: 'cutover' });
    const engines = pair.destinationClient.db('__godwit').collection<{ _id: string }>('engine');
    expect(await engines.findOne({ _id: 'repaired' })).toMatchObject({ count: 3 });
    await project.apply();
    const report = JSON.parse((await project.godwit('report', '--format', 'json')).stdout);
    const repaired = '3 documents of the destination that differed: shop.orders _id 3 (different)';
    expect(report.repairs).toEqual([expect.stringContaining(repaired)]);
    expect(report.passages).toMatchObject([
      { repaired: expect.stringContaining(repaired), verifiedExtent: { exclude: verification.exclude } },
    ]);
    expect(report.verification).toContain('Not compared: shop.sessions');
    // The switch has been made: what an application writes now is its own.
    await orders('destinationClient').updateMany(some, { $set: { tampered: 'by an application' } });
    const verified = await project.godwit('verify');
    expect(verified).toMatchObject({ exitCode: 6, stdout: expect.stringContaining('Not compared: shop.sessions') });
    expect(await orders('destinationClient').countDocuments({ tampered: 'by an application' })).toBe(3);
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
