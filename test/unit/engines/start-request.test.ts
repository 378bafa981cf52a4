import { describe, expect, it } from 'vitest';
import { mongosyncStartRequest } from '../../../src/engines/mongosync/start-request.ts';
import type { MongosyncOptions } from '../../../src/spec/blocks/engine-options.ts';
import { loadedFrom } from './load-spec.ts';

async function requestFor(
  blocks: string,
  parts: { version?: string; sourceVersion?: number; toSharded?: boolean } = {},
) {
  const spec = await loadedFrom(`engine: { type: mongosync }\n${blocks}`);
  return mongosyncStartRequest({
    spec,
    options: spec.engine.options as MongosyncOptions,
    sourceVersion: parts.sourceVersion ?? 600,
    isReplicaSetToSharded: parts.toSharded ?? false,
    version: parts.version,
  });
}

const filtered = 'filters: { include: [{ database: shop, collections: [orders] }] }';

describe('the start request of mongosync', () => {
  it('says what is asked for, and nothing of write blocking to versions that decide it', async () => {
    expect(await requestFor('', { version: '1.22.0' })).toEqual({
      source: 'cluster0',
      destination: 'cluster1',
      buildIndexes: 'afterDataCopy',
      verification: { enabled: true },
    });
  });

  it.each([
    ['1.19.0', '', 'sourceAndDestination'],
    ['1.19.0', filtered, 'destinationOnly'],
    ['1.10.0', '', true],
    ['1.10.0', filtered, false],
  ])('tells %s about write blocking in its own words (%s)', async (version, blocks, words) => {
    expect((await requestFor(blocks, { version }))['enableUserWriteBlocking']).toBe(words);
  });

  it('leaves out what an older version or source does not take', async () => {
    expect(await requestFor('', { version: '1.8.0' })).not.toHaveProperty('verification');
    expect(await requestFor('', { version: '1.14.0' })).not.toHaveProperty('buildIndexes');
    expect(await requestFor('', { sourceVersion: 500 })).not.toHaveProperty('buildIndexes');
  });

  it('shards only where a replica set becomes a sharded cluster, with keys in their order', async () => {
    const blocks = 'sharding: { entries: [{ namespace: shop.orders, key: { b: 1, a: hashed } }] }';
    expect(await requestFor(blocks)).not.toHaveProperty('sharding');
    expect((await requestFor(blocks, { toSharded: true }))['sharding']).toEqual({
      createSupportingIndexes: false,
      shardingEntries: [
        { database: 'shop', collection: 'orders', shardCollection: { key: [{ b: 1 }, { a: 'hashed' }] } },
      ],
    });
    expect((await requestFor('', { toSharded: true }))['sharding']).toEqual({
      createSupportingIndexes: false,
      shardingEntries: [],
    });
  });
});
