import { expect, it } from 'vitest';
import { duringCosts } from '../../../src/plan/rules/during-costs.ts';
import { loadText } from '../spec/support.ts';

async function costsOf(during: string) {
  const { migrations } = await loadText(
    `apiVersion: godwit/v1
kind: Migration
name: shop
phase: synced
source: { uri: { env: SOURCE_URI } }
destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: orders, provider: AWS, region: EU_WEST_1, tier: M40 ${during} }
`,
    { env: {} },
  );
  const { destination } = migrations[0]!.spec;
  if (destination.kind !== 'atlas') throw new Error('It is in Atlas');
  return duringCosts(destination.atlas.cluster);
}

it('says of each setting for the time of the sync what it costs', async () => {
  expect(
    await costsOf(
      ', during: { tier: M60, diskIOPS: 6000, diskSizeGB: 900, autoScaling: off, oplogSizeGB: 100, backup: false }',
    ),
  ).toEqual([
    'while syncing, tier M60 instead of M40: billed by the hour for each member, at its own price',
    'while syncing, a disk of 900 GB: billed by its size for each member',
    'while syncing, 6000 IOPS: billed beside the tier for each member',
    'while syncing, no automatic scaling: costs nothing, and a disk that fills up is not enlarged',
    'while syncing, an oplog of 102400 MB: takes so much of the disk of each member',
    'while syncing, no backup: nothing is billed for it, and there is nothing to restore from',
  ]);
});

it('says nothing of what stays as it is', async () => {
  expect(await costsOf('')).toEqual([]);
  expect(await costsOf(', during: { tier: M40 }')).toEqual([]);
});
