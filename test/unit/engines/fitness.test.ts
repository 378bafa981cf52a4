import { describe, expect, it } from 'vitest';
import { allCapabilities } from '../../../src/engines/all-capabilities.ts';
import type { EngineType } from '../../../src/engines/engine.ts';
import { misfitsOf } from '../../../src/engines/fitness.ts';
import type { ClusterFacts } from '../../../src/mongo/cluster-facts.ts';
import { capabilityRows, renderMatrix } from '../../../src/report/text/capability-matrix.ts';
import { loadedFrom } from './load-spec.ts';

function facts(versionNumber: number, topology: ClusterFacts['topology'] = 'replicaSet'): ClusterFacts {
  return {
    topology,
    version: `${Math.floor(versionNumber / 100)}.${versionNumber % 100}.1`,
    versionNumber,
    featureCompatibilityVersion: undefined,
    setName: 'set',
    hosts: ['a:27017'],
    processId: undefined,
    canCompareUuid: true,
  };
}

async function able(blocks: string, source = facts(600), destination = facts(700)): Promise<readonly string[]> {
  const spec = await loadedFrom(blocks);
  const known = { source, destination, hasTimeSeries: false };
  return (Object.keys(allCapabilities) as EngineType[]).filter(
    (type) => misfitsOf(allCapabilities[type], spec, known).length === 0,
  );
}

describe('which engines fit', () => {
  it('follows from what they declare', async () => {
    expect(await able('')).toEqual(['builtin', 'mongosync', 'clusterSync']);
    expect(await able('', facts(402))).toEqual(['builtin']);
    expect(await able('', facts(600), facts(600))).toEqual(['builtin', 'clusterSync']);
    expect(await able('', facts(600), facts(700, 'sharded'))).toEqual(['builtin', 'mongosync']);
    expect(await able('filters: { include: [{ databaseRegex: { pattern: "^a" } }] }')).toEqual([
      'builtin',
      'mongosync',
    ]);
    expect(await able('cutover: { rollback: { mode: reverse } }')).toEqual(['builtin', 'mongosync']);
  });

  it('says why not, for each reason', async () => {
    const spec = await loadedFrom('filters: { exclude: [{ database: a }], mapping: [{ from: b.c, to: d.e }] }');
    const known = { source: facts(600, 'sharded'), destination: facts(700), hasTimeSeries: true };
    const reasons = misfitsOf(allCapabilities.mongomirror, spec, known).map(({ pointer }) => pointer);
    expect(reasons).toEqual([
      '/destination',
      '/filters/exclude',
      '/filters/mapping',
      '/source',
      '/destination',
      '/engine/type',
      '/filters',
    ]);
  });

  it('is a matrix without holes', () => {
    for (const { property, values } of capabilityRows(allCapabilities)) {
      for (const engine of Object.keys(allCapabilities))
        expect(values[engine], `${property} of ${engine}`).toMatch(/\S/);
    }
    const lines = renderMatrix(allCapabilities, 'markdown').trim().split('\n');
    expect(new Set(lines.map((line) => line.split(/(?<!\\)\|/).length))).toEqual(new Set([9]));
  });
});
