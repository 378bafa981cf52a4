import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { StandInMongos } from '../../support/servers/stand-in-mongos.ts';
import { codesOf, validateOnline } from './online.ts';

const cursor = (ns: string, firstBatch: Document[]) => ({ cursor: { id: 0n, ns, firstBatch } });

/** What is asked of shards and of search, in a real conversation; see stand-in-mongos.ts for what is made up of it. */
describe('validate --online on what a mongos and Atlas Search tell', await needs({ mongod: '6.0' }), () => {
  let pair: ServerPair;
  let mongos: StandInMongos;
  let shards: Document[];
  let indexStats: Document[];
  let searchIndexes: Document[];
  let asked: string[];

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { version: '6.0' }, destination: { version: '6.0' } });
    mongos = await StandInMongos.start(pair.source.members[0]!.host, (command) => {
      const [name = ''] = Object.keys(command);
      if (name === 'listShards') return { shards };
      if (name === 'balancerStatus') return { mode: 'off', inBalancerRound: false };
      if (name === 'getParameter' && 'searchIndexManagementHostAndPort' in command) {
        return { searchIndexManagementHostAndPort: searchIndexes.length === 0 ? '' : 'search:27027' };
      }
      const ns = `${command['$db']}.${command['aggregate']}`;
      const stage = Object.keys(command['pipeline']?.[0] ?? {})[0];
      if (stage === '$indexStats') return cursor(ns, indexStats);
      if (stage !== '$listSearchIndexes') return undefined;
      asked.push(ns);
      return cursor(ns, ns === 'shop.orders' ? searchIndexes : []);
    });
  });
  beforeEach(async () => {
    await pair.reset();
    shards = [{ _id: 'a' }, { _id: 'b' }];
    searchIndexes = [];
    asked = [];
    indexStats = [
      { name: 'number_1', shard: 'a', spec: { key: { number: 1 }, name: 'number_1', v: 2 } },
      { name: 'number_1', shard: 'b', spec: { v: 2, key: { number: 1 }, name: 'number_1' } },
    ];
    const config = pair.sourceClient.db('config');
    await config.collection('collections').deleteMany({ _id: 'shop.orders' as never });
    await config.collection('tags').deleteMany({ ns: 'shop.orders' });
    await config.collection('reshardingOperations').deleteMany({ ns: 'shop.orders' });
    await config.collection('collections').insertOne({ _id: 'shop.orders' as never, key: { number: 1 } });
  });
  afterAll(async () => {
    await mongos[Symbol.asyncDispose]();
    await pair[Symbol.asyncDispose]();
  });

  /** Codes of what is found, beside what follows from source and destination being of two kinds. */
  const found = async () => {
    const clusters = { sourceUri: mongos.uri, destinationUri: pair.destination.uri };
    const { findings } = await validateOnline(clusters);
    return findings.filter(({ code, severity }) => severity !== 'info' && code !== 'GW316');
  };

  it('finds nothing where shards are at rest and alike', async () => {
    expect(await found()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('finds what changes the shards, what differs between them, and what is not carried over', async () => {
    shards = [{ _id: 'a' }, { _id: 'b', draining: true }];
    indexStats = [
      ...indexStats,
      { name: 'only_a', shard: 'a', spec: { key: { x: 1 } } },
      { name: 'other', shard: 'a', spec: { key: { y: 1 }, sparse: true } },
      { name: 'other', shard: 'b', spec: { key: { y: 1 } } },
    ];
    const config = pair.sourceClient.db('config');
    await config.collection('tags').insertOne({ ns: 'shop.orders', tag: 'EU' });
    await config.collection('reshardingOperations').insertOne({ ns: 'shop.orders', state: 'cloning' });
    const findings = await found();
    expect(codesOf(findings)).toEqual(['GW119 error', 'GW119 error', 'GW336 error', 'GW337 warning']);
    expect(findings.map(({ objects }) => objects?.first)).toEqual([
      ['shop.orders'],
      ['b'],
      ['shop.orders only_a', 'shop.orders other'],
      ['shop.orders'],
    ]);
  });

  it('finds search indexes by what the server says of them', async () => {
    searchIndexes = [{ name: 'default', type: 'search', latestDefinition: { mappings: { dynamic: true } } }];
    const [finding, ...others] = await found();
    expect(others).toEqual([]);
    expect([finding?.code, finding?.objects]).toEqual(['GW325', { total: 1, first: ['shop.orders default'] }]);
    expect(finding?.hint).toContain(
      'db.getSiblingDB("shop").getCollection("orders").createSearchIndex("default", "search", {"mappings":{"dynamic":true}})',
    );
    expect(asked.sort()).toEqual(['shop.orders', 'shop.recent', 'shop.sessions']);
  });
});
