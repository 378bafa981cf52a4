import type { PrimaryLoad } from '../../infra/primary-loads.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check, CheckResult } from '../check.ts';
import { withAtlas } from '../observed-part.ts';
import { listed } from '../wording.ts';

const alarmingCpuPercent = 90;
const alarmingDiskPercent = 90;

/** What one member of many suffers from, which no server tells of the others; Atlas measures each. */
export const atlasLoad: Check = {
  code: 'GW412',
  severity: 'warning',
  title: "By Atlas' measurements no primary of the destination is short of processors or disk",
  engines: 'all',
  isWatched: true,
  run: (context) => {
    const { destination } = context.spec;
    if (destination.kind !== 'atlas' || !hasBegun(context.state) || context.state === 'complete') return [];
    return withAtlas(context, ({ loads }) => {
      if (loads === undefined) return [];
      if (!loads.isKnown) return [{ role: 'destination', notChecked: loads.because }];
      const { value } = loads;
      const over = (pick: (load: PrimaryLoad) => number | undefined, limit: number) =>
        value.flatMap((load) => {
          const percent = pick(load);
          return percent === undefined || percent < limit ? [] : [`${load.host} (${Math.round(percent)} %)`];
        });
      const busy = over(({ cpuPercent }) => cpuPercent, alarmingCpuPercent);
      const full = over(({ diskUsedPercent }) => diskUsedPercent, alarmingDiskPercent);
      return [...busyResults(busy), ...fullResults(full)];
    });
  },
};

function busyResults(hosts: readonly string[]): readonly CheckResult[] {
  if (hosts.length === 0) return [];
  return [
    {
      summary: `The processors of the destination have been busy all through the last half hour: ${listed(hosts)}`,
      detail: 'The copy is as fast as they are, and a sync that cannot keep up falls out of the oplog of the source',
      fix: 'Take a larger tier while data is synced (destination.atlas.cluster.during.tier); apply changes it while the sync goes on',
      pointer: '/destination/atlas/cluster',
      objects: hosts,
    },
  ];
}

function fullResults(hosts: readonly string[]): readonly CheckResult[] {
  if (hosts.length === 0) return [];
  return [
    {
      summary: `Disks of the destination are nearly full: ${listed(hosts)}`,
      detail: 'One shard whose disk is full stops the whole sync',
      fix: 'Enlarge it now (destination.atlas.cluster.diskSizeGB), or `godwit pause` until it is',
      pointer: '/destination/atlas/cluster',
      objects: hosts,
    },
  ];
}
