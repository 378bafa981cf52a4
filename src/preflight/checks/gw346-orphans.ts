import { isToBeCopied } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** What an interrupted chunk migration left on a shard looks like a document there; from 6.0 on servers see to it. */
export const orphans: Check = {
  code: 'GW346',
  severity: 'warning',
  title: 'Shards of old servers hold no documents that are not theirs',
  engines: mongosyncEngines,
  run: (context) => {
    const { facts } = context.observation.source;
    if (facts.versionNumber >= 600 || !isToBeCopied(context.state)) return [];
    return withPart(context, 'source', 'sharding', (sharding, { address }) => {
      const inScope = new Set(context.observation.source.namespaces.map(namespaceOf));
      const found = (sharding?.collections ?? []).map(({ namespace }) => namespace).filter((name) => inScope.has(name));
      if (found.length === 0) return [];
      return [
        {
          summary: `${counted(found.length, 'sharded collection')} of the source (${address}, MongoDB ${facts.version}) may hold orphaned documents: ${listed(found)}`,
          detail:
            'mongosync asks for their removal before it starts from a sharded cluster before 6.0; whether there are any no mongos tells',
          fix: `On the primary of each shard, for each collection: db.adminCommand({ cleanupOrphaned: ${JSON.stringify(found[0])} }); then waive this with the day`,
          objects: found,
        },
      ];
    });
  },
};
