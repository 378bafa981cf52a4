import type { MongoClient } from '../../test/support/driver.ts';
import type { ReplicaSet } from '../../test/support/servers/replica-set.ts';
import { findUnexpected } from '../measure/collection-states.ts';
import type { Backlog } from './backlog.ts';
import { writeRounds } from './write-rounds.ts';

/** How many of the small commands the source is written with at a time. */
const writers = 16;

/** Writes it as applications would, in small commands; throws when the source holds something else afterwards. */
export async function writeBacklog(
  client: MongoClient,
  source: ReplicaSet,
  { rounds, expected }: Backlog,
): Promise<void> {
  await writeRounds(client, rounds, writers);
  const difference = await findUnexpected(source, expected);
  if (difference !== undefined) throw new Error(`The backlog was not written: ${difference}`);
}
