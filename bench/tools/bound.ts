/**
 * The bound: what the destination does when nothing has to be read or made. Ready-made messages from memory over a few
 * sockets, and one createIndexes for each collection when all documents are there.
 */
import { documentSequence, runRaw } from '../../src/mongo/raw.ts';
import type { MongoClient } from '../../test/support/driver.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import type { Arena } from '../arena.ts';
import { type CollectionData, type Dataset, type DocumentBatch, database } from '../data/dataset.ts';
import { inParallel } from '../in-parallel.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import type { CopyTool } from './tool.ts';

const sockets = 4;

export function bound(): CopyTool {
  return { id: 'bound', name: 'bound', copy };
}

async function copy(arena: Arena, data: Dataset): Promise<Measurement> {
  return await withClient(arena.destination.uri, async (client) => {
    const cpuBefore = process.cpuUsage();
    const clock = new Clock(arena);
    await fill(client, data);
    const figures = clock.stop();
    const { user, system } = process.cpuUsage(cpuBefore);
    return { ...figures, toolCpuSeconds: (user + system) / 1e6, peakMemoryBytes: undefined };
  });
}

/** Puts all documents and indexes into an empty server, as fast as it takes them. */
export async function fill(client: MongoClient, { collections }: Dataset): Promise<void> {
  await inParallel(sockets, collections, async ({ name }) => {
    await client.db(database).createCollection(name);
  });
  await inParallel(sockets, inTurns(collections), async ({ collection, batch }) => {
    const documents = documentSequence('documents', batch.bytes);
    await runRaw(client, database, { insert: collection.name, ordered: false, documents, writeConcern: { w: 1 } });
  });
  await inParallel(sockets, collections, async ({ name, indexes }) => {
    if (indexes.length > 0) await client.db(database).command({ createIndexes: name, indexes });
  });
}

/** The first batch of each collection, then the second of each, and so on: as a copy of several at a time would come. */
function inTurns(collections: readonly CollectionData[]): readonly Turn[] {
  const most = Math.max(...collections.map(({ batches }) => batches.length));
  return Array.from({ length: most }, (_, turn) =>
    collections.flatMap((collection) => {
      const batch = collection.batches[turn];
      return batch === undefined ? [] : [{ collection, batch }];
    }),
  ).flat();
}

interface Turn {
  readonly collection: CollectionData;
  readonly batch: DocumentBatch;
}
