/**
 * The tests' own verifier: says whether two servers hold the same, byte for byte, and how they differ if not.
 * It shares no code with src/, so that a mistake there cannot hide itself; it is slow and simple where src/ is fast.
 */
import { MongoClient } from '../driver.ts';
import { type CompareOptions, compareDatabases } from './compare-databases.ts';
import type { Amount } from './compare-documents.ts';
import { compareInScope } from './compare-scope.ts';
import { type Comparison, DifferenceList, formatComparison } from './difference.ts';

interface Job {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly databases: readonly string[];
  readonly differences: DifferenceList;
  readonly options: CompareOptions;
}

/** Compares two servers: catalogues and documents. */
export async function compareClusters(
  sourceUri: string,
  destinationUri: string,
  options: CompareOptions = {},
): Promise<Comparison> {
  const [source, destination] = [new MongoClient(sourceUri), new MongoClient(destinationUri)];
  try {
    const differences = new DifferenceList(options.keep ?? 50);
    const compared = { collections: 0, documents: 0, bytes: 0 };
    const databases = options.databases ?? (await userDatabases(source, destination));
    for (const { documents, bytes } of await compare({ source, destination, databases, differences, options })) {
      compared.collections += 1;
      compared.documents += documents;
      compared.bytes += bytes;
    }
    const { count: differenceCount, kept } = differences;
    return { isEqual: differenceCount === 0, differences: kept, differenceCount, compared };
  } finally {
    await Promise.all([source.close(), destination.close()]);
  }
}

async function compare({ source, destination, databases, differences, options }: Job): Promise<Amount[]> {
  const { scope } = options;
  const sides = { source, destination };
  if (scope !== undefined) return await compareInScope({ ...sides, databases, scope, differences, options });
  const amounts: Amount[] = [];
  for (const name of databases) {
    const job = { source: source.db(name), destination: destination.db(name), differences, options };
    amounts.push(...(await compareDatabases(job)));
  }
  return amounts;
}

/** Throws every difference, readable, unless both servers hold the same, and something at all. */
export async function expectSameData(
  sourceUri: string,
  destinationUri: string,
  options?: CompareOptions,
): Promise<void> {
  const comparison = await compareClusters(sourceUri, destinationUri, options);
  if (!comparison.isEqual) throw new Error(`The destination differs from the source:\n${formatComparison(comparison)}`);
  if (comparison.compared.collections === 0) throw new Error('There was nothing to compare');
}

/** The databases of either side but the servers' own and godwit's metadata. */
async function userDatabases(...clients: MongoClient[]): Promise<string[]> {
  const lists = await Promise.all(
    clients.map((client) => client.db('admin').admin().listDatabases({ nameOnly: true })),
  );
  const names = lists.flatMap(({ databases }) => databases.map(({ name }) => name));
  const isOwn = (name: string) => ['admin', 'config', 'local'].includes(name) || name.startsWith('__godwit');
  return [...new Set(names)].filter((name) => !isOwn(name)).sort();
}
