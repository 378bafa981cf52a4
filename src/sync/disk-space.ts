import { UserError } from '../lib/errors.ts';
import { Semaphore } from '../lib/semaphore.ts';
import { formatBytes } from '../lib/size.ts';
import { type CollectionSize, collectionSize } from '../mongo/collection-size.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isTransient } from '../mongo/failures.ts';
import { userDatabases } from '../mongo/user-databases.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import { readSourceCatalog } from './catalog/source-catalog.ts';
import type { SyncSettings } from './sync-settings.ts';

/** A quarter more, as mongosync asks for, of what data and indexes take on the source's disk. */
const headroom = 1.25;
const askedAtOnce = 8;

/**
 * A destination whose disk runs full ends in the middle of the copy. Figures that the servers do not tell (a mongos has no
 * disk, a user may lack the right) are no reason to refuse.
 * @throws UserError GW953
 */
export async function refuseSmallDisk(
  source: MongoClient,
  destination: MongoClient,
  settings: SyncSettings,
  filter: NamespaceFilter,
): Promise<void> {
  const [free, taken] = await Promise.all([
    asFarAsTold(freeBytes(destination)),
    asFarAsTold(takenBytes(source, settings, filter)),
  ]);
  if (free === undefined || taken === undefined || free >= taken * headroom) return;
  throw new UserError('GW953', {
    summary: `The destination has ${formatBytes(free)} of disk free, and the sync needs about ${formatBytes(taken * headroom)}`,
    detail: `Data and indexes in scope take ${formatBytes(taken)} on the disk of the source`,
    hint: 'Enlarge the disk of the destination, sync less with filters, or set skipDiskSpaceCheck: true where you know better',
  });
}

async function asFarAsTold(bytes: Promise<number | undefined>): Promise<number | undefined> {
  try {
    return await bytes;
  } catch (error) {
    if (isTransient(error)) throw error;
    return undefined;
  }
}

async function freeBytes(client: MongoClient): Promise<number | undefined> {
  const { fsTotalSize, fsUsedSize } = await client.db('admin').command({ dbStats: 1 });
  return fsTotalSize === undefined ? undefined : Number(fsTotalSize) - Number(fsUsedSize);
}

async function takenBytes(client: MongoClient, settings: SyncSettings, filter: NamespaceFilter): Promise<number> {
  const slots = new Semaphore(askedAtOnce);
  const sizes = filter.coversEverything
    ? (await userDatabases(client)).map((db) => slots.run(async () => await databaseSize(client, db)))
    : (await readSourceCatalog(client, filter)).collections.map((namespace) =>
        slots.run(async () => await collectionSize(client, namespace)),
      );
  const withIndexes = settings.buildIndexes !== 'never';
  return (await Promise.all(sizes)).reduce(
    (sum, { diskBytes, indexBytes }) => sum + diskBytes + (withIndexes ? indexBytes : 0),
    0,
  );
}

async function databaseSize(
  client: MongoClient,
  db: string,
): Promise<Pick<CollectionSize, 'diskBytes' | 'indexBytes'>> {
  const { storageSize, indexSize } = await client.db(db).command({ dbStats: 1 });
  return { diskBytes: Number(storageSize), indexBytes: Number(indexSize) };
}
