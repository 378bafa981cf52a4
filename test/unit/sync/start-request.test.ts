import { describe, expect, it } from 'vitest';
import { readStartRequest } from '../../../src/sync/request/start-request.ts';

const read = (fields: object) => readStartRequest({ source: 'cluster0', destination: 'cluster1', ...fields });

describe('a start request', () => {
  it('takes everything that mongosync knows, and clients of any version send', () => {
    const request = read({
      reversible: false,
      buildIndexes: 'excludeHashedAfterCopy',
      detectRandomId: false,
      copyInNaturalOrder: [{ database: 'sales', collections: ['accounts'] }, { database: '.' }],
      includeNamespaces: [{ databaseRegex: { pattern: '^t_', options: 'si' } }, { database: 'a', collections: ['b'] }],
      excludeNamespaces: [{ database: 'a', collectionsRegex: { pattern: '^x' } }],
      preExistingDestinationData: true,
      verification: { enabled: false },
      skipDiskSpaceCheck: true,
      enableUserWriteBlocking: 'sourceAndDestination',
    });
    expect(request).toMatchObject({
      skipsDiskSpaceCheck: true,
      isShardingSaid: false,
      settings: {
        buildIndexes: 'excludeHashedAfterCopy',
        verification: false,
        preExistingDestinationData: true,
        naturalOrder: {
          detectsRandomId: false,
          collections: [{ database: 'sales', collections: ['accounts'] }, { database: '.' }],
        },
      },
    });
    expect(read({ sharding: { shardingEntries: [] } })).toMatchObject({ isShardingSaid: true });
  });

  it.each([
    [{ namespaceRemap: [] }, 'namespaceRemap'],
    [{ source: 'cluster2' }, 'source'],
    [{ destination: 'cluster0' }, 'destination'],
    [{ buildIndexes: 'sometimes' }, 'buildIndexes'],
    [{ reversible: 'yes' }, 'reversible'],
    [{ reversible: true, buildIndexes: 'never' }, 'reversible'],
    [{ preExistingDestinationData: true }, 'preExistingDestinationData'],
    [{ detectRandomId: 1 }, 'detectRandomId'],
    [{ copyInNaturalOrder: [{ collections: ['a'] }] }, 'copyInNaturalOrder[0].database'],
    [{ skipDiskSpaceCheck: 'no' }, 'skipDiskSpaceCheck'],
    [{ includeNamespaces: [{ collections: ['a'] }] }, 'includeNamespaces[0]'],
    [{ includeNamespaces: [{ database: 'admin' }] }, 'includeNamespaces[0].database'],
    [{ includeNamespaces: [{ database: '__godwit' }] }, 'includeNamespaces[0].database'],
    [{ excludeNamespaces: [{ database: 'a', collections: ['system.views'] }] }, 'excludeNamespaces[0].collections'],
    [{ excludeNamespaces: [{ database: 'a', collections: ['system.buckets.b'] }] }, 'excludeNamespaces[0].collections'],
    [{ includeNamespaces: [{ database: 'a', collection: ['b'] }] }, 'includeNamespaces[0].collection'],
    [{ includeNamespaces: [{ database: 'a', collections: [] }] }, 'includeNamespaces[0].collections'],
    [
      { includeNamespaces: [{ databaseRegex: { pattern: 'a', option: 'i' } }] },
      'includeNamespaces[0].databaseRegex.option',
    ],
    [{ copyInNaturalOrder: [{ database: 'a', collection: ['b'] }] }, 'copyInNaturalOrder[0].collection'],
    [{ verification: { excludes: [] } }, 'verification.excludes'],
    [{ namespaceMapping: [{ from: 'a', to: 'b', only: 'c' }] }, 'namespaceMapping[0].only'],
    [{ documentFilters: [{ namespace: 'a.b', match: '{}', limit: 1 }] }, 'documentFilters[0].limit'],
    [{ sharding: { shardingEntries: [], createSupportingIndex: true } }, 'sharding.createSupportingIndex'],
    [
      { sharding: { shardingEntries: [{ database: 'a', collection: 'b', shardCollection: { key: [], uniq: true } }] } },
      'sharding.shardingEntries[0].shardCollection.uniq',
    ],
    [{ documentFilters: [{ namespace: 'a.b', match: '{"n":{"$gte":9007199254740993}}' }] }, 'documentFilters[0].match'],
    [{ documentFilters: [{ namespace: 'a.b', match: '{"a":{"2":1,"1":1}}' }] }, 'documentFilters[0].match'],
    [
      { documentFilters: [{ namespace: 'a.b', match: '{"at":{"$lt":{"$date":"31.12.2026"}}}' }] },
      'documentFilters[0].match',
    ],
    [
      {
        documentFilters: [
          { namespace: 'a.b', match: '{"at":{"$lt":{"$date":{"$numberLong":"9223372036854775807"}}}}' },
        ],
      },
      'documentFilters[0].match',
    ],
    [
      { documentFilters: [{ namespace: 'a.b', match: '{"n":{"$numberInt":"5000000000"}}' }] },
      'documentFilters[0].match',
    ],
    [{ documentFilters: [{ namespace: 'a.b', match: '{"n":{"$numberInt":"many"}}' }] }, 'documentFilters[0].match'],
    [
      { documentFilters: [{ namespace: 'a.b', match: '{"n":{"$numberLong":"99999999999999999999"}}' }] },
      'documentFilters[0].match',
    ],
    [{ documentFilters: [{ namespace: 'a.b', match: '{"a":1,"a":2}' }] }, 'documentFilters[0].match'],
    [{ namespaceMapping: [{ from: 'a', to: 'admin' }] }, 'namespaceMapping[0].to'],
    [{ namespaceMapping: [{ from: 'a', to: '__godwit' }] }, 'namespaceMapping[0].to'],
    [{ namespaceMapping: [{ from: 'a.b', to: 'local.b' }] }, 'namespaceMapping[0].to'],
    [{ namespaceMapping: [{ from: 'config', to: 'c' }] }, 'namespaceMapping[0].from'],
    [{ namespaceMapping: [{ from: 'a.b', to: 'a.system.views' }] }, 'namespaceMapping[0].to'],
    [{ namespaceMapping: [{ from: 'a.system.buckets.b', to: 'a.c' }] }, 'namespaceMapping[0].from'],
  ])('is refused as %j', (fields, field) => {
    expect(() => read(fields)).toThrow(field);
  });

  it.each([
    '{}',
    '{"a":{"1":1,"2":1,"b":1}}',
    '{"at":{"$gte":{"$date":"2026-01-31T00:00:00Z"},"$lt":{"$date":{"$numberLong":"8640000000000000"}}},"n":{"$numberInt":"-2147483648"}}',
    '{ "t\\"x" : "a\\": \\"b", "\\u00e4:" : [ {"$numberLong" : "9007199254740993"}, {"b": 1e300} ] }',
  ])('may have the document filter %s', (match) => {
    const { settings } = read({ documentFilters: [{ namespace: 'a.b', match }] });
    expect(settings.documentFilters).toEqual([{ namespace: 'a.b', match }]);
  });

  it('may name stored functions, which are synced', () => {
    expect(() => read({ includeNamespaces: [{ database: 'a', collections: ['system.js'] }] })).not.toThrow();
  });
});
