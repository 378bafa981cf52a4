import type { Check } from '../check.ts';

/** Nobody means that, and it would end in a loop. */
export const sameCluster: Check = {
  code: 'GW103',
  severity: 'error',
  title: 'Source and destination are different clusters',
  engines: 'all',
  run: ({ observation: { source, destination } }) => {
    const { facts: a } = source;
    const { facts: b } = destination;
    const isSameProcess = a.processId !== undefined && a.processId === b.processId;
    const sharesMember = a.setName === b.setName && a.hosts.some((host) => b.hosts.includes(host));
    const isSameSet = a.replicaSetId !== undefined && a.replicaSetId === b.replicaSetId;
    if (!isSameProcess && !sharesMember && !isSameSet) return [];
    return [
      {
        summary: `Source and destination are the same cluster (${source.address})`,
        fix: 'Check both connection strings: one of the two references resolves to the wrong one',
        pointer: '/destination/uri',
      },
    ];
  },
};
