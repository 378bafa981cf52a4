import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtlasClient } from '../../../src/atlas/client.ts';
import { Infrastructure, type InfrastructureParts } from '../../../src/infra/infrastructure.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { FakeAtlas } from '../../support/atlas/fake-atlas.ts';

const [ours, others] = ['64f0c0ffee0000000000beef', '64f0c0ffee0000000000d00d'];

describe('search indexes of a cluster whose server cannot list them', () => {
  let api: FakeAtlas;
  let infrastructure: Infrastructure;
  beforeEach(async () => {
    api = await FakeAtlas.start({
      keys: { key: 'secret' },
      projects: [
        { id: ours, name: 'new', orgId: '64f0c0ffee0000000000cafe' },
        { id: others, name: 'old', orgId: '64f0c0ffee0000000000cafe' },
      ],
      connectionString: (name) =>
        `mongodb://${name}-shard-00-00.AB1.mongodb.net:27017,${name}-shard-00-01.ab1.mongodb.net:27017/`,
    });
    for (const [project, name] of [
      [ours, 'orders'],
      [others, 'orders-old'],
      [others, 'orders-older'],
    ] as const) {
      api.projects.createCluster(project, { name, clusterType: 'REPLICASET' });
      // Without an address until it is ready.
      api.projects.cluster(project, name);
    }
    const credentials = { kind: 'apiKey', publicKey: 'key', privateKey: new Secret('secret', 'test') } as const;
    const client = new AtlasClient({ baseUrl: api.url, credentials });
    infrastructure = new Infrastructure({ client } as unknown as InfrastructureParts);
  });
  afterEach(async () => await api[Symbol.asyncDispose]());

  it('are asked of the project that it is in, whatever its name is', async () => {
    const definition = { mappings: { dynamic: true } };
    const place = { indexID: '1', database: 'shop', collectionName: 'orders.archive' };
    api.projects.byId(others).searchIndexes.set('orders-old', [
      { ...place, name: 'default', status: 'READY', queryable: true, latestDefinition: definition },
      {
        ...place,
        name: 'near',
        type: 'vectorSearch',
        status: 'BUILDING',
        queryable: false,
        latestDefinition: { fields: [] },
      },
    ]);
    // As its members call themselves.
    const hosts = ['orders-old-shard-00-01.ab1.mongodb.net:27017', 'orders-old-shard-00-00.ab1.mongodb.net:27017'];
    expect(await infrastructure.searchIndexesOf(hosts)).toEqual([
      {
        namespace: 'shop.orders.archive',
        name: 'default',
        type: 'search',
        definition,
        status: 'READY',
        isQueryable: true,
      },
      expect.objectContaining({ name: 'near', type: 'vectorSearch', isQueryable: false }),
    ]);
    expect(api.seen.at(-1)).toMatchObject({
      path: `/groups/${others}/clusters/orders-old/search/indexes`,
      version: '2024-05-30',
    });
  });

  it('are not known where the credentials do not reach it, and nothing else is taken for it', async () => {
    await expect(infrastructure.searchIndexesOf(['else-shard-00-00.zz9.mongodb.net:27017'])).rejects.toMatchObject({
      code: 'GW733',
      hint: expect.stringContaining('Project Data Access Read Write'),
    });
  });
});
