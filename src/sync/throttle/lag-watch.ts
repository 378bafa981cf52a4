/** Holds a sync back while secondaries of either side cannot keep up with it, where its load limits ask for that. */
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { SyncContext } from '../sync-context.ts';

const everyMs = 1_000;
/** A server that does not answer for so long is not waited for: the sync must not stop with its watcher. */
const answerMs = 3_000;

export async function watchLag({ source, destination, limits, signal }: SyncContext): Promise<void> {
  while (!signal.aborted) {
    const { maxDestinationLagSeconds, maxSourceLagSeconds } = limits.load;
    const there = await reasonOf(destination.client, 'destination', maxDestinationLagSeconds, signal);
    limits.set('destinationLag', there?.isKnown === true ? 'all' : 'told', there?.words);
    const here = await reasonOf(source.client, 'source', maxSourceLagSeconds, signal);
    limits.set('sourceLag', here?.isKnown === true ? 'copy' : 'told', here?.words);
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

async function reasonOf(
  client: MongoClient,
  side: 'source' | 'destination',
  maxSeconds: number | undefined,
  signal: AbortSignal,
): Promise<{ readonly words: string; readonly isKnown: boolean } | undefined> {
  if (maxSeconds === undefined) return undefined;
  const timeout = AbortSignal.timeout(answerMs);
  try {
    const { name, seconds } = await worstLag(client, AbortSignal.any([signal, timeout]));
    if (seconds <= maxSeconds) return undefined;
    return { words: `${name} of the ${side} is ${seconds} s behind (at most ${maxSeconds} s)`, isKnown: true };
  } catch (error) {
    const why = timeout.aborted ? `no answer within ${answerMs / 1000} s` : messageOf(error);
    return { words: `the lag of the ${side}'s secondaries cannot be read: ${why}`, isKnown: false };
  }
}

interface Member {
  readonly name: string;
  readonly stateStr: string;
  readonly optimeDate: Date;
}

/** The secondary that is furthest behind, leaving out those that are meant to be. */
async function worstLag(
  client: MongoClient,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly seconds: number }> {
  const admin = client.db('admin');
  const [{ members }, { config }] = await Promise.all([
    admin.command({ replSetGetStatus: 1 }, { signal }),
    admin.command({ replSetGetConfig: 1 }, { signal }),
  ]);
  const delayed = new Set(
    (config.members as { host: string; secondaryDelaySecs?: unknown; slaveDelay?: unknown }[])
      .filter(({ secondaryDelaySecs, slaveDelay }) => Number(secondaryDelaySecs ?? slaveDelay ?? 0) > 0)
      .map(({ host }) => host),
  );
  const all = members as readonly Member[];
  const primary = all.find(({ stateStr }) => stateStr === 'PRIMARY');
  const lags = all
    .filter(({ stateStr, name }) => stateStr === 'SECONDARY' && !delayed.has(name))
    .map(({ name, optimeDate }) => ({
      name,
      seconds: Math.max(0, Math.round((Number(primary?.optimeDate ?? optimeDate) - Number(optimeDate)) / 1000)),
    }));
  return lags.sort((a, b) => b.seconds - a.seconds)[0] ?? { name: '', seconds: 0 };
}
