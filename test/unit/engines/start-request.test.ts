import { describe, expect, it } from 'vitest';
import { otherOptions } from '../../../src/engines/builtin/other-options.ts';
import { builtinStartRequest } from '../../../src/engines/builtin/start-request.ts';
import { mongosyncCapabilities, mongosyncSituation } from '../../../src/engines/mongosync/capabilities.ts';
import { mongosyncStartRequest } from '../../../src/engines/mongosync/start-request.ts';
import { unknownToVersion } from '../../../src/engines/mongosync/version-options.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import type { MongosyncOptions } from '../../../src/spec/blocks/engine-options.ts';
import { readStartRequest } from '../../../src/sync/request/start-request.ts';
import { following, loadedFrom as loadedFromFile, observed, planOf } from '../../support/plan/observed.ts';
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

describe('the start request of the built-in engine', () => {
  it('carries shard keys in their order, with what mongosync has no words for', async () => {
    const spec = await loadedFrom(`sharding:
  createSupportingIndexes: true
  entries:
    - { namespace: shop.orders.old, key: { b: 1, "1": hashed }, presplit: { chunksPerShard: 4 } }
    - { namespace: shop.users, key: { mail: 1 }, unique: true }`);
    const { settings } = readStartRequest(builtinStartRequest(spec));
    expect(settings.sharding).toEqual({
      createSupportingIndexes: true,
      entries: [
        {
          namespace: 'shop.orders.old',
          key: [
            { field: 'b', kind: 1 },
            { field: '1', kind: 'hashed' },
          ],
          isUnique: false,
          chunksPerShard: 4,
        },
        { namespace: 'shop.users', key: [{ field: 'mail', kind: 1 }], isUnique: true },
      ],
    });
    expect(otherOptions(settings, builtinStartRequest(spec))).toEqual([]);
    const without = builtinStartRequest(await loadedFrom(''));
    expect(otherOptions(settings, without).map(({ option }) => option)).toEqual(['sharding']);
  });

  it('says in which order to copy where that is not for the engine to find', async () => {
    const orderOf = async (builtin: string) =>
      readStartRequest(builtinStartRequest(await loadedFrom(`engine: { type: builtin, builtin: ${builtin} }`))).settings
        .naturalOrder;
    expect(await orderOf('{}')).toBeUndefined();
    expect(await orderOf('{ detectRandomId: false }')).toEqual({ detectsRandomId: false, collections: [] });
    const named = [{ database: 'shop', collections: ['orders'] }, { database: '.' }];
    expect(await orderOf(`{ copyInNaturalOrder: ${JSON.stringify(named)} }`)).toEqual({
      detectsRandomId: true,
      collections: named,
    });
  });
});

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

describe('what an older mongosync does not have', () => {
  const asking = (version: string) =>
    `engine: { type: mongosync, mongosync: { version: "${version}", copyInNaturalOrder: [{ database: shop }], enableCappedCollectionHandling: true } }`;

  it('is told by the option and the release that brought it', async () => {
    expect(
      unknownToVersion(await loadedFrom(asking('1.15'))).map(({ pointer, since }) => `${pointer} ${since}`),
    ).toEqual(['/engine/mongosync/copyInNaturalOrder 1.16', '/engine/mongosync/enableCappedCollectionHandling 1.20']);
    expect(unknownToVersion(await loadedFrom(asking('1.22.0')))).toEqual([]);
    expect(unknownToVersion(await loadedFrom(''))).toEqual([]);
  });

  it('is an error of the plan', async () => {
    const engine = { type: 'mongosync', mongosync: { version: '1.19', enableCappedCollectionHandling: true } };
    const { diagnostics } = await planOf({ engine });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'GW853', severity: 'error', summary: expect.stringContaining('1.20') }),
    );
  });
});

it('is said of a mongosync without its verifier that nothing verifies its cutover', async () => {
  const engine = { type: 'mongosync', mongosync: { verification: false } };
  const { spec, specHash } = await loadedFromFile({ engine, phase: 'cutover' });
  const capabilities = mongosyncCapabilities(mongosyncSituation(spec, 600));
  const common = { environment: undefined, windows: [], godwitVersion: '0.1.0', now: '2026-11-20T12:00:00.000Z' };
  const plan = makePlan({ spec, specHash, observation: observed(), state: 'provisioned', capabilities, ...common });
  expect(plan.steps.map(({ kind }) => kind)).not.toContain('awaitVerified');
  expect(plan.diagnostics).toContainEqual(expect.objectContaining({ code: 'GW854', severity: 'warning' }));
});

it('is cleaned up behind a mongosync that is given up or begins anew, which leaves its destination closed', async () => {
  const { spec, specHash } = await loadedFromFile({ engine: { type: 'mongosync' } });
  const capabilities = mongosyncCapabilities(mongosyncSituation(spec, 600));
  const common = { environment: undefined, windows: [], godwitVersion: '0.1.0', now: '2026-11-20T12:00:00.000Z' };
  const kindsOf = (isGivenUp: boolean, writes: 'allowed' | 'blocked') => {
    const engine = {
      ...following,
      state: 'failed',
      mustStartOver: isGivenUp ? undefined : 'the oplog rolled over',
    } as const;
    const observation = observed({ engine, destination: { writes } });
    const plan = makePlan({ spec, specHash, observation, state: 'failed', capabilities, isGivenUp, ...common });
    return plan.steps.map(({ kind }) => kind);
  };
  expect(kindsOf(true, 'blocked')).toEqual(['stopEngine', 'allowWrites', 'removeMetadata']);
  expect(kindsOf(true, 'allowed')).toEqual(['stopEngine', 'removeMetadata']);
  expect(kindsOf(false, 'blocked').slice(0, 4)).toEqual(['stopEngine', 'allowWrites', 'clearCopy', 'launchEngine']);
});

describe('the start request of the built-in engine', () => {
  it.each([
    ['', undefined],
    ['parallelism: 3', { copyParallelism: 3 }],
    ['readers: 8', { copyParallelism: 8 }],
    ['readers: 8, parallelism: 3', { copyParallelism: 8, copyCollections: 3 }],
  ])('has of the copy at once what {%s} says', async (options, load) => {
    const spec = await loadedFrom(`engine: { type: builtin, builtin: { ${options} } }`);
    expect(builtinStartRequest(spec)['load']).toEqual(load);
  });
});
