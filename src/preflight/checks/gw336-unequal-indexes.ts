import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed } from '../wording.ts';

/** A mongos shows the indexes of one shard; another may lack one, or have it otherwise. */
export const unequalShardIndexes: Check = {
  code: 'GW336',
  severity: 'error',
  title: 'All shards of the source have the same indexes',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    withPart(context, 'source', 'sharding', (sharding, { address }) => {
      const found = sharding?.unequalIndexes ?? [];
      const [first] = found;
      if (first === undefined) return [];
      const space = first.indexOf(' ');
      const [namespace, name] = [first.slice(0, space), first.slice(space + 1)];
      const dot = namespace.indexOf('.');
      const collection = `db.getSiblingDB(${JSON.stringify(namespace.slice(0, dot))}).getCollection(${JSON.stringify(namespace.slice(dot + 1))})`;
      const isOffline = !onlineEngines.includes(context.spec.engine.type);
      return [
        {
          summary: `${counted(found.length, 'index')} of the source (${address}) ${found.length === 1 ? 'is' : 'are'} not the same on all shards: ${listed(found)}`,
          detail:
            'Left by a build that failed on one shard, or that went from member to member. mongosync refuses it; others migrate what one shard has',
          fix: `${collection}.aggregate([{ $indexStats: {} }]) shows what each shard has; ${collection}.dropIndex(${JSON.stringify(name)}), and createIndex again through a mongos`,
          severity: isOffline ? 'warning' : 'error',
          objects: found,
        },
      ];
    }),
};
