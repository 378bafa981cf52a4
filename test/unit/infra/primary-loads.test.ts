import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtlasClient } from '../../../src/atlas/client.ts';
import { readAtlasFacts } from '../../../src/infra/atlas-facts.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { FakeAtlas, refusal } from '../../support/atlas/fake-atlas.ts';

const projectId = '64f0c0ffee0000000000beef';
const measured = (
  user: readonly (number | null)[],
  kernel: readonly (number | null)[],
  disk: readonly (number | null)[],
) => ({
  SYSTEM_NORMALIZED_CPU_USER: user,
  SYSTEM_NORMALIZED_CPU_KERNEL: kernel,
  DISK_PARTITION_SPACE_PERCENT_USED: disk,
});

describe('what Atlas has measured of a cluster', () => {
  let api: FakeAtlas;
  beforeEach(async () => {
    api = await FakeAtlas.start({
      keys: { key: 'secret' },
      projects: [{ id: projectId, name: 'shop', orgId: '64f0c0ffee0000000000cafe' }],
      // The mongos of a sharded cluster.
      connectionString: () => 'mongodb://orders-00.ab1.mongodb.net:27016,orders-01.ab1.mongodb.net:27016/',
    });
    api.projects.createCluster(projectId, { name: 'orders', clusterType: 'SHARDED' });
    api.projects.cluster(projectId, 'orders');
    const { processes } = api.projects.byId(projectId);
    const add = (hostname: string, port: number, typeName: string, values = measured([], [], []), userAlias?: string) =>
      processes.set(`${hostname}:${port}`, {
        view: { id: `${hostname}:${port}`, hostname, typeName, ...(userAlias === undefined ? {} : { userAlias }) },
        measured: values,
      });
    add(
      'atlas-1.ab1.mongodb.net',
      27017,
      'SHARD_PRIMARY',
      measured([80, null, 90], [6, 8], [70, 91, null]),
      'orders-00.ab1.mongodb.net',
    );
    add('orders-01.ab1.mongodb.net', 27017, 'SHARD_PRIMARY');
    add('orders-01.ab1.mongodb.net', 27018, 'SHARD_SECONDARY');
    add('orders-01.ab1.mongodb.net', 27016, 'SHARD_MONGOS');
    add('other-00.ab1.mongodb.net', 27017, 'REPLICA_PRIMARY', measured([99], [1], [99]));
  });
  afterEach(async () => await api[Symbol.asyncDispose]());

  const facts = async () => {
    const credentials = { kind: 'apiKey', publicKey: 'key', privateKey: new Secret('secret', 'test') } as const;
    return await readAtlasFacts(new AtlasClient({ baseUrl: api.url, credentials }), projectId, 'orders');
  };

  it('is that of its primaries, each by itself, and no value where there is none yet', async () => {
    expect((await facts()).loads).toEqual({
      isKnown: true,
      value: [
        { host: 'orders-00.ab1.mongodb.net', cpuPercent: 92, diskUsedPercent: 91 },
        { host: 'orders-01.ab1.mongodb.net', cpuPercent: undefined, diskUsedPercent: undefined },
      ],
    });
  });

  it('does not keep the rest from being known where it may not be read', async () => {
    const answer = { status: 403, body: refusal(403, 'USER_UNAUTHORIZED', 'No.') };
    api.fail({ path: /processes$/, answer });
    const { loads, cluster } = await facts();
    expect(loads).toMatchObject({ isKnown: false, because: { asked: "Atlas' measurements" } });
    expect(cluster).toMatchObject({ type: 'SHARDED', state: 'IDLE' });
  });
});
