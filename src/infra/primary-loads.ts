/** What Atlas has measured of the servers that take a cluster's writes, lately. */
import type { AtlasCluster, Measurements } from '../atlas/api-types.ts';
import type { AtlasClient } from '../atlas/client.ts';
import { hostsOfCluster } from './cluster-by-hosts.ts';

export interface PrimaryLoad {
  readonly host: string;
  /** On average, of all its cores; `undefined` where Atlas has not measured it yet. */
  readonly cpuPercent: number | undefined;
  /** The last value, of the fullest of its disks. */
  readonly diskUsedPercent: number | undefined;
}

/** Long enough that a moment does not count, and short enough to be about the sync that runs. */
const lately = { granularity: 'PT5M', period: 'PT30M' } as const;
const cpu = ['SYSTEM_NORMALIZED_CPU_USER', 'SYSTEM_NORMALIZED_CPU_KERNEL'];
const disk = 'DISK_PARTITION_SPACE_PERCENT_USED';

const primaries: ReadonlySet<string> = new Set(['REPLICA_PRIMARY', 'SHARD_PRIMARY']);

/** Of the replica set, or of each shard. */
export async function primaryLoads(
  client: AtlasClient,
  projectId: string,
  cluster: AtlasCluster,
): Promise<readonly PrimaryLoad[]> {
  // The processes of shards are on the hosts of the mongos, on other ports.
  const names = new Set(hostsOfCluster(cluster).map(nameOf));
  const processes = (await client.processes(projectId)).filter(
    ({ typeName, hostname, userAlias }) =>
      primaries.has(typeName) && [hostname, userAlias].some((name) => name !== undefined && names.has(nameOf(name))),
  );
  return await Promise.all(
    processes.map(async ({ id, hostname, userAlias }): Promise<PrimaryLoad> => {
      const [measured, disks] = await Promise.all([
        client.processMeasurements(projectId, id, { ...lately, m: cpu }),
        disksOf(client, projectId, id),
      ]);
      return { host: userAlias ?? hostname, cpuPercent: cpuOf(measured), diskUsedPercent: fullest(disks) };
    }),
  );
}

async function disksOf(client: AtlasClient, projectId: string, processId: string): Promise<readonly Measurements[]> {
  const partitions = await client.partitions(projectId, processId);
  return await Promise.all(
    partitions.map((name) => client.diskMeasurements(projectId, processId, name, { ...lately, m: [disk] })),
  );
}

/** Both kinds of work are done by the same cores. */
function cpuOf(measured: Measurements): number | undefined {
  const averages = cpu.map((name) => average(valuesOf(measured, name)));
  if (averages.some((one) => one === undefined)) return undefined;
  return averages.reduce<number>((sum, one) => sum + one!, 0);
}

function fullest(disks: readonly Measurements[]): number | undefined {
  const last = disks.flatMap((measured) => valuesOf(measured, disk).slice(-1));
  return last.length === 0 ? undefined : Math.max(...last);
}

/** Points without a value are those that were not measured. */
function valuesOf({ measurements = [] }: Measurements, wanted: string): readonly number[] {
  const points = measurements.find(({ name }) => name === wanted)?.dataPoints ?? [];
  return points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
}

const average = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

const nameOf = (host: string) => host.toLowerCase().replace(/:\d+$/, '');
