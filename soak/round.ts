import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplicaSet, startReplicaSet } from '../test/support/servers/replica-set.ts';
import { compareClusters } from '../test/support/verify/compare-clusters.ts';
import { formatComparison } from '../test/support/verify/difference.ts';
import { Random } from '../test/support/writer/random.ts';
import { RandomWriter } from '../test/support/writer/random-writer.ts';
import { CatalogueChanges } from './catalogue-changes.ts';
import { EngineUnderTest } from './engine-under-test.ts';
import { faults } from './faults.ts';

const database = 'soak';
const collections = ['a', 'b', 'c'];

/** Longer than a primary is frozen. */
const socketTimeoutMs = 90_000;

export interface RoundOptions {
  readonly seed: number;
  /** For how long writes and faults go on. */
  readonly roundMs: number;
  readonly logDirectory: string;
}

/** One sync from its start to its commit, under writes and faults; tells what happened, throws what is not right. */
export async function soakRound({ seed, roundMs, logDirectory }: RoundOptions): Promise<string> {
  const random = new Random(seed);
  await using source = await startReplicaSet({ members: 3, proxied: true });
  await using destination = await startReplicaSet({ members: 3, proxied: true });
  const uris = { sourceUri: source.uri, destinationUri: destination.uri };
  // A connection that was forgotten on the way would be waited for without an end.
  const applicationUri = `${source.uri}&socketTimeoutMS=${socketTimeoutMs}`;
  // Slow enough for the copy to go on under most of the faults, and for the engine to keep up between them.
  const writing = { uri: applicationUri, database, collections, seed, lanes: 4, operationsPerSecond: 200 };
  await using writer = await RandomWriter.start(writing);
  await using changes = await CatalogueChanges.start(applicationUri, seed);
  const spoolPath = join(logDirectory, 'spool');
  mkdirSync(spoolPath);
  await using engine = await EngineUnderTest.start(
    // The copy in one thread, or by one or two more.
    {
      ...uris,
      logDirectory,
      config: { workers: random.below(3), ...(random.below(2) === 0 ? {} : { spoolPath, spoolMaxSize: '200MB' }) },
    },
    { load: { readBytesPerSecond: 100_000 }, copyInNaturalOrder: random.below(2) === 0 ? [] : [{ database: '.' }] },
  );
  const happened = new Map<string, number>();
  const underFaults = async () => {
    for (const endsAt = performance.now() + roundMs; performance.now() < endsAt; ) {
      await pause(1_000 + random.below(7_000));
      const { name, happen } = random.pick(faults);
      happened.set(name, (happened.get(name) ?? 0) + 1);
      await happen({ source, destination, engine, random, spoolPath });
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
  const faultsTold = [...happened].map(([name, count]) => `${count} x ${name}`).join(', ');
  const done = `${writer.acknowledged} writes, ${changes.done} changes of the catalogue`;
  return `${done}; ${faultsTold}; ${documents} documents in ${compared} collections are equal`;
}

/** Of a member that no fault has ended. */
async function deathIn({ members }: ReplicaSet): Promise<never> {
  const host = await Promise.race(members.map(async (member) => member.endedByItself.then(() => member.host)));
  throw new Error(`mongod ended by itself: ${host}`);
}

async function sameData(source: ReplicaSet, destination: ReplicaSet) {
  const comparison = await compareClusters(source.uri, destination.uri, {
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
