import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** While a collection is resharded or a shard is emptied, documents move between shards under every reader. */
export const shardsInChange: Check = {
  code: 'GW119',
  severity: 'error',
  title: 'No collection is being resharded, and no shard is being removed',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'sharding', (sharding, { address }) => {
        const { resharding = [], draining = [] } = sharding ?? {};
        return [
          ...(resharding.length === 0
            ? []
            : [
                {
                  summary: `The ${role} (${address}) is changing the shard key of ${listed(resharding)}`,
                  detail: 'The collection is replaced by another at its end, which no engine follows',
                  fix: `Wait for it (sh.status() shows it), or db.adminCommand({ abortReshardCollection: ${JSON.stringify(resharding[0])} })`,
                  objects: resharding,
                },
              ]),
          ...(draining.length === 0
            ? []
            : [
                {
                  summary: `The ${role} (${address}) is emptying ${listed(draining)}, to remove ${draining.length === 1 ? 'it' : 'them'}`,
                  detail: 'Chunks and primaries of databases move to other shards meanwhile',
                  fix: `Wait for it: db.adminCommand({ removeShard: ${JSON.stringify(draining[0])} }) tells how far it is`,
                  objects: draining,
                },
              ]),
        ];
      }),
    ),
};
