import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import type { MongoClient } from '../../test/support/driver.ts';
import { inParallel } from '../in-parallel.ts';
import type { WriteCommand } from './backlog.ts';
import { database } from './dataset.ts';

const field = { insert: 'documents', update: 'updates', delete: 'deletes' } as const;

/**
 * Sends ready-made commands, unordered, many at a time; one round after the other.
 * @param whenDue holds back the next command, for those who write at a rate
 */
export async function writeRounds(
  client: MongoClient,
  rounds: readonly (readonly WriteCommand[])[],
  parallelism: number,
  whenDue: () => Promise<void> = async () => {},
): Promise<void> {
  for (const round of rounds) {
    await inParallel(parallelism, round, async ({ collection, kind, statements }) => {
      await whenDue();
      const sequence = documentSequence(field[kind], statements);
      await runRaw(client, database, {
        [kind]: collection,
        ordered: false,
        [field[kind]]: sequence,
        writeConcern: { w: 1 },
      });
    });
  }
}
