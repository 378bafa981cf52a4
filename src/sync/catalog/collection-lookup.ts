import { Together } from '../../lib/together.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import { type ListedCollection, listCollections } from './source-catalog.ts';

/** Names in one command. */
const namesAtOnce = 1_000;

/**
 * Finds collections of one cluster by name. Those that are asked for at the same time are listed together: by name the
 * server looks each up, while any other condition makes it go through the whole database.
 */
export class CollectionLookup {
  readonly #together: Together<Namespace, ReadonlyMap<string, ListedCollection>>;

  constructor(client: MongoClient) {
    this.#together = new Together(async (namespaces) => await listNamed(client, namespaces));
  }

  /** As it was at some moment after the call. */
  async find(namespace: Namespace): Promise<ListedCollection | undefined> {
    return (await this.#together.add(namespace)).get(formatNamespace(namespace));
  }
}

/** By `database.collection`. */
export async function listNamed(
  client: MongoClient,
  namespaces: readonly Namespace[],
): Promise<ReadonlyMap<string, ListedCollection>> {
  const namesByDatabase = new Map<string, string[]>();
  for (const { db, coll } of namespaces) {
    const names = namesByDatabase.get(db);
    if (names === undefined) namesByDatabase.set(db, [coll]);
    else names.push(coll);
  }
  const found = new Map<string, ListedCollection>();
  for (const [db, names] of namesByDatabase) {
    for (let start = 0; start < names.length; start += namesAtOnce) {
      const filter = { name: { $in: names.slice(start, start + namesAtOnce) } };
      for (const listed of await listCollections(client, db, filter)) found.set(formatNamespace(listed), listed);
    }
  }
  return found;
}
