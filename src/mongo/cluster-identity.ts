import type { ClusterFacts } from './cluster-facts.ts';

/** Which cluster it is, in one line that any of its members would give: `rs0 a:27017,b:27017`. */
export function clusterIdentity({ setName, hosts }: Pick<ClusterFacts, 'setName' | 'hosts'>): string {
  return `${setName ?? ''} ${[...hosts].sort().join(',')}`.trim();
}
