import { compareClusters } from '../test/support/verify/compare-clusters.ts';
import { formatComparison } from '../test/support/verify/difference.ts';
import type { Scene } from './scene.ts';
import type { Workload } from './workload.ts';

/**
 * Compares both sides of a sync that is committed, after which nobody has written.
 * @returns how much there was
 */
export async function expectSame({ source, destination, scope }: Scene, workload: Workload): Promise<string> {
  // What is not on the destination may rightly be out of scope, and is compared with the source.
  await workload.expectAll(scope.isWhole ? destination.uri : source.uri);
  const comparison = await compareClusters(source.uri, destination.uri, {
    scope,
    ignoreCappedHead: true,
    // An index that is dropped and built again at once stands behind the others on the source alone.
    ignoreCatalog: { indexOrder: true },
  });
  const { isEqual, compared } = comparison;
  if (!isEqual || compared.documents === 0) {
    throw new Error(`The destination differs from the source:\n${formatComparison(comparison)}`);
  }
  return `${workload.told}; ${compared.documents} documents in ${compared.collections} collections are equal`;
}
