import type { MongoClient } from './driver.ts';

/** What a mongos says of the balancer of its cluster. */
export interface BalancerStatus {
  /** Chunks are moved when it finds the shards unequal; splitting alone moves none. */
  readonly isOn: boolean;
  /** It moves chunks right now; a balancer that was stopped ends the round that it was in. */
  readonly isInRound: boolean;
}

export async function balancerStatus(client: MongoClient): Promise<BalancerStatus> {
  const { mode, inBalancerRound } = await client.db('admin').command({ balancerStatus: 1 });
  return { isOn: mode === 'full', isInRound: inBalancerRound === true };
}

/** It is off from the beginning of the command on; the command itself waits for a round that is under way. */
export async function stopBalancer(client: MongoClient, maxTimeMs: number): Promise<void> {
  await client.db('admin').command({ balancerStop: 1, maxTimeMS: maxTimeMs });
}

export async function startBalancer(client: MongoClient, maxTimeMs: number): Promise<void> {
  await client.db('admin').command({ balancerStart: 1, maxTimeMS: maxTimeMs });
}
