import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

export const shardedCollation: Check = {
  code: 'GW323',
  severity: 'error',
  title: 'No sharded collection has a collation of its own',
  engines: mongosyncEngines,
  run: (context) =>
    withPart(context, 'source', 'sharding', (sharding) => {
      const entries = context.spec.sharding?.entries ?? [];
      const sharded = new Set([...(sharding?.collections ?? []), ...entries].map(({ namespace }) => namespace));
      const found = context.observation.source.namespaces
        .filter((one) => one.options?.hasCollation === true && sharded.has(namespaceOf(one)))
        .map(namespaceOf);
      if (found.length === 0) return [];
      return [
        {
          summary: `${counted(found.length, 'sharded collection')} with a collation: ${listed(found)}`,
          detail: 'mongosync supports sharded collections with the simple collation only',
          fix: 'Use engine.type: builtin, or exclude them and copy them with mongodump',
          pointer: '/engine/type',
          objects: found,
        },
      ];
    }),
};
