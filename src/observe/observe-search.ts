import { atlasSearchRole } from '../mongo/atlas-hosts.ts';
import type { ClusterDetails, SearchIndex } from '../mongo/details/cluster-details.ts';
import { known, observed } from '../mongo/details/observed.ts';
import { readSearchIndexes } from '../mongo/details/search-indexes.ts';
import type { MongoClient } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';

/** Lists search indexes of a cluster with these hosts by other means than its server. */
export type AskAtlas = (hosts: readonly string[]) => Promise<readonly SearchIndex[]>;

/** Search indexes of these collections: the server tells them, or Atlas where its server is too old or may not. */
export async function observeSearch(
  client: MongoClient,
  hosts: readonly string[],
  namespaces: readonly Namespace[],
  askAtlas: AskAtlas | undefined,
): Promise<Pick<ClusterDetails, 'searchIndexes' | 'hasSearch'>> {
  const found = await observed(
    { asked: '$listSearchIndexes', role: 'readAnyDatabase' },
    async () => await readSearchIndexes(client, hosts, namespaces),
  );
  if (found.isKnown) return { searchIndexes: known(found.value.indexes), hasSearch: found.value.hasSearch };
  if (askAtlas === undefined) return { searchIndexes: found };
  const told = await observed(
    { asked: "Atlas' list of search indexes", role: atlasSearchRole },
    async () => await askAtlas(hosts),
  );
  if (!told.isKnown) return { searchIndexes: told };
  const wanted = new Set(namespaces.map(({ db, coll }) => `${db}.${coll}`));
  return { searchIndexes: known(told.value.filter(({ namespace }) => wanted.has(namespace))), hasSearch: true };
}
