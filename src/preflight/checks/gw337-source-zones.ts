import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { listed, namespaceOf } from '../wording.ts';

/** Zones say which documents have to stay in which place; no engine carries them over, ours keeps to those that are there. */
export const sourceZones: Check = {
  code: 'GW337',
  severity: 'warning',
  title: 'No namespace in scope has zones on the source that the destination lacks',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'sharding', (sharding, { address }) => {
      const inScope = new Set(context.observation.source.namespaces.map(namespaceOf));
      const zoned = (sharding?.zonedNamespaces ?? []).filter((name) => inScope.has(name));
      const part = context.observation.destination.details?.sharding;
      const there = new Set(part?.isKnown ? (part.value?.zonedNamespaces ?? []) : []);
      const found = zoned.filter((name) => !there.has(name));
      if (found.length === 0) return [];
      // It leaves the pieces of an empty collection where the server puts them by the zones.
      const isOurs = context.spec.engine.type === 'builtin';
      return [
        {
          summary: `The source (${address}) has zones for ${listed(found)}, which are not carried over`,
          detail: 'Documents that a zone keeps in one place (for the law, or for speed) go anywhere on the destination',
          fix: `${isOurs ? 'Before the sync begins' : 'After the migration'}: sh.addShardToZone(SHARD, ZONE) and sh.updateZoneKeyRange(${JSON.stringify(found[0])}, MIN, MAX, ZONE) on the destination; db.getSiblingDB("config").tags.find({ ns: ${JSON.stringify(found[0])} }) on the source shows the ranges`,
          objects: found,
        },
      ];
    }),
};
