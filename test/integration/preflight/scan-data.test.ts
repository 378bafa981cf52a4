import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamespaceObservation } from '../../../src/observe/observation.ts';
import { type ScanParts, scanSource } from '../../../src/observe/scan/scan-source.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';
import { directoryOf } from '../../unit/spec/support.ts';
import { type Clusters, validateOnline } from './online.ts';

describe('the scan of all documents', await needs({ mongod: '6.0' }), () => {
  let pair: ServerPair;
  let clusters: Clusters;
  beforeAll(async () => {
    pair = await ServerPair.start({ source: { version: '6.0' }, destination: { version: '6.0' } });
    clusters = { sourceUri: pair.source.uri, destinationUri: pair.destination.uri };
  });
  beforeEach(async () => await pair.reset());
  afterAll(async () => await pair[Symbol.asyncDispose]());

  const scanFindings = async (engine: string, ...flags: string[]) => {
    const { findings, stderr } = await validateOnline(clusters, `engine: { type: ${engine} }`, ...flags);
    return { found: findings.filter(({ code }) => code.startsWith('GW33')), stderr };
  };

  it('finds what an engine does not take, and is quiet where it takes everything', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['values']);
    const mongosync = await scanFindings('mongosync', '--scan-data');
    expect(mongosync.found.map(({ code }) => code)).toEqual(['GW330', 'GW331']);
    const [duplicates, dollars] = mongosync.found;
    expect(duplicates?.objects?.first).toEqual([expect.stringMatching(/^zoo\.field_names \(\d+: _id "/)]);
    expect(dollars?.objects?.first).toEqual([expect.stringMatching(/^zoo\.dollar_names \(3: _id "below", "top"\)$/)]);
    expect(mongosync.stderr).toMatch(/^Scanned [\d,]+ documents of orders in /m);
    const clusterSync = await scanFindings('clusterSync', '--scan-data');
    expect(clusterSync.found.map(({ code }) => code)).toEqual(['GW331', 'GW332']);
    expect((await scanFindings('builtin', '--scan-data')).found).toEqual([]);
  });

  it('reads no document unasked', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['values']);
    const { found, stderr } = await scanFindings('mongosync');
    expect([found, stderr]).toEqual([[], '']);
  });

  it('takes every kind of _id in', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['ids']);
    const { stderr } = await scanFindings('builtin', '--scan-data');
    const counts = await Promise.all(
      ['zoo', 'shop'].map(async (name) => {
        const database = pair.sourceClient.db(name);
        const lists = (await database.listCollections({ type: 'collection' }).toArray()).filter(
          (one) => !one.name.startsWith('system.'),
        );
        const each = await Promise.all(lists.map(async (one) => await database.collection(one.name).countDocuments()));
        return each.reduce((sum, count) => sum + count, 0);
      }),
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(stderr).toContain(`Scanned ${total.toLocaleString('en-US')} documents`);
  });

  it('goes on where it was stopped, and counts nothing twice', async () => {
    const big = pair.sourceClient.db('shop').collection('big');
    const documents = Array.from({ length: 35_000 }, (_, _id) => ({ _id: _id as never, o: { $inc: 1 } }));
    await big.insertMany(documents);
    await using directory = await directoryOf({});
    const namespaces = [{ database: 'shop', collection: 'big', type: 'collection', uuid: 'u', documents: 35_000 }];
    const stop = new AbortController();
    const parts: ScanParts = {
      client: pair.sourceClient,
      namespaces: namespaces as unknown as NamespaceObservation[],
      readFrom: { readPreference: 'primary', tags: {} },
      directory: directory.path,
      signal: stop.signal,
      onProgress: ({ documents: done }) => {
        if (done >= 20_000) stop.abort(new Error('stopped'));
      },
    };
    const kept = join(directory.path, 'scan.json');
    await expect(scanSource(parts)).rejects.toThrow('stopped');
    expect(existsSync(kept)).toBe(true);
    const readFirst: number[] = [];
    const resumed = await scanSource({
      ...parts,
      signal: new AbortController().signal,
      onProgress: ({ documents: done }) => readFirst.push(done),
    });
    expect(readFirst[0]).toBeGreaterThan(20_000);
    expect(resumed.found).toEqual([
      { trait: 'dollarNames', namespace: 'shop.big', count: 35_000, first: ['0', '1', '2', '3', '4'] },
    ]);
    expect(resumed.documents).toBe(35_000);
    expect(existsSync(kept)).toBe(false);
  });
});
