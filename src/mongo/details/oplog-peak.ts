import { clusterTimeOf, secondsOf } from '../cluster-time.ts';
import type { Collection, Timestamp } from '../driver.ts';
import type { OplogFacts } from './cluster-details.ts';

/** An entry that was picked at random. */
export interface OplogSample {
  /** Of the epoch. */
  readonly seconds: number;
  readonly bytes: number;
}

/** As many as are read within a moment: the server picks them by random positions, without going through the oplog. */
const samples = 1_200;
/** With a hundred samples in each, a steady load seems a fifth higher at its highest, and hardly more. */
const stretches = 12;
/** Less tells of a burst, and not of a load. */
const shortestStretchSeconds = 60;
/** A slow disk is not made slower for an estimate. */
const patienceMs = 5_000;

/** How fast the oplog was filled in its busiest twelfth; `undefined` where it is too young, or cannot be sampled. */
export async function readPeakRate(oplog: Collection, facts: OplogFacts): Promise<number | undefined> {
  if (facts.spanSeconds < stretches * shortestStretchSeconds) return undefined;
  try {
    return peakRate(await sampleOplog(oplog), facts);
  } catch {
    return undefined;
  }
}

/** Entries at random; servers from 4.4 on can tell their sizes. */
export async function sampleOplog(oplog: Collection): Promise<readonly OplogSample[]> {
  const pipeline = [{ $sample: { size: samples } }, { $project: { _id: 0, ts: 1, bytes: { $bsonSize: '$$ROOT' } } }];
  const found = await oplog.aggregate(pipeline, { maxTimeMS: patienceMs, batchSize: samples }).toArray();
  return found.map(({ ts, bytes }) => ({ seconds: secondsOf(clusterTimeOf(ts as Timestamp)), bytes: Number(bytes) }));
}

/** Bytes a second in the busiest of twelve stretches, when the samples stand for all that is in the oplog. */
export function peakRate(entries: readonly OplogSample[], { usedBytes, spanSeconds }: OplogFacts): number | undefined {
  const oldest = Math.min(...entries.map(({ seconds }) => seconds));
  const stretchSeconds = spanSeconds / stretches;
  const bytes = new Array<number>(stretches).fill(0);
  for (const entry of entries) {
    const stretch = Math.min(stretches - 1, Math.floor((entry.seconds - oldest) / stretchSeconds));
    bytes[stretch]! += entry.bytes;
  }
  const all = bytes.reduce((sum, one) => sum + one, 0);
  return all === 0 ? undefined : ((Math.max(...bytes) / all) * usedBytes) / stretchSeconds;
}
