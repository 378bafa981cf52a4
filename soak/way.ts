import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import { compareClusters } from '../test/support/verify/compare-clusters.ts';
import { formatComparison } from '../test/support/verify/difference.ts';
import { RandomWriter } from '../test/support/writer/random-writer.ts';
import { isOfBystanders } from './bystanders.ts';
import { CatalogueChanges } from './catalogue-changes.ts';
import type { Fault, Scene } from './faults.ts';
import { database } from './names.ts';

/** Longer than a primary is frozen. */
const socketTimeoutMs = 90_000;

/** A sync in one direction, and what happens meanwhile. */
export interface Way {
  readonly scene: Scene;
  readonly seed: number;
  /** Of the random writer. */
  readonly collections: readonly string[];
  readonly faults: readonly Fault[];
  /** For how long writes and faults go on. */
  readonly ms: number;
  /** Lets the engine begin. */
  readonly begin: () => Promise<void>;
  /** Counts the faults. */
  readonly onFault: (name: string) => void;
}

/** From the first write to behind the commit; tells what happened, throws what is not right. */
export async function go({ scene, seed, collections, faults, ms, begin, onFault }: Way): Promise<string> {
  const { source, destination, engine, random } = scene;
  const uri = applicationUri(source);
  // Slow enough for the copy to go on under most of the faults, and for the engine to keep up between them.
  const writing = { uri, database, collections, seed, lanes: 4, operationsPerSecond: 200 };
  await using writer = await RandomWriter.start(writing);
  await using changes = await CatalogueChanges.start(uri, seed);
  await begin();
  const underFaults = async () => {
    for (const endsAt = performance.now() + ms; performance.now() < endsAt; ) {
      await pause(1_000 + random.below(7_000));
      const { name, happen } = random.pick(faults);
      onFault(name);
      await happen(scene);
    }
  };
  // A majority would go on without it, and an index build or a fault wait for it.
  await Promise.race([underFaults(), deathIn(source), deathIn(destination)]);
  await Promise.all([source.allReady(), destination.allReady()]);
  await Promise.all([writer.stop(), changes.stop()]);
  await engine.commit();
  const lost = await writer.record.findLost(destination.uri);
  if (lost.length > 0) throw new Error(`Acknowledged writes were lost: ${JSON.stringify(lost.slice(0, 10))}`);
  const { documents, collections: compared } = await sameData(source, destination);
  const done = `${writer.acknowledged} writes, ${changes.done} changes of the catalogue`;
  return `${done}, ${documents} documents in ${compared} collections are equal`;
}

/** A connection that was forgotten on the way would be waited for without an end. */
export function applicationUri({ uri }: ReplicaSet): string {
  return `${uri}&socketTimeoutMS=${socketTimeoutMs}`;
}

/** Of a member that no fault has ended. */
async function deathIn({ members }: ReplicaSet): Promise<never> {
  const host = await Promise.race(members.map(async (member) => member.endedByItself.then(() => member.host)));
  throw new Error(`mongod ended by itself: ${host}`);
}

async function sameData(source: ReplicaSet, destination: ReplicaSet) {
  const comparison = await compareClusters(source.uri, destination.uri, {
    ignoreNamespace: isOfBystanders,
    ignoreCappedHead: true,
    // An index that is dropped and built again at once stands behind the others on the source alone.
    ignoreCatalog: { indexOrder: true },
  });
  if (comparison.isEqual && comparison.compared.documents > 0) return comparison.compared;
  throw new Error(`The destination differs from the source:\n${formatComparison(comparison)}`);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
