import { EngineError } from '../../lib/errors.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import { readSourceCatalog } from '../catalog/source-catalog.ts';
import type { SyncContext } from '../sync-context.ts';

/**
 * Looks, with everything applied, for collections of a sharded source that the stream has not told: before 6.0.14 it
 * has no event for a resharding, behind which a name belongs to another collection
 * (https://www.mongodb.com/docs/v6.0/reference/change-events/reshardCollection/).
 * @throws EngineError GW951
 */
export async function refuseReplaced({ source, filter, catalog }: SyncContext): Promise<void> {
  if (source.facts.topology !== 'sharded' || !source.facts.canCompareUuid) return;
  const { collections } = await readSourceCatalog(source.client, filter);
  const unknown = collections.find(({ uuid }) => catalog.byUuid(uuid) === undefined);
  if (unknown !== undefined) throw wasResharded(unknown);
}

/** Another shard key makes another collection, under another UUID, whose documents the stream does not show. */
export function wasResharded({ db, coll }: Namespace): EngineError {
  const namespace = formatNamespace({ db, coll });
  return new EngineError('GW951', {
    summary: `${namespace} was resharded on the source, which cannot be followed`,
    detail: 'The server has written all its documents to a new collection, which the stream does not tell',
    hint: 'Start anew; until the cutover do not reshard, move or unshard collections of the source',
    context: { namespace },
  });
}
