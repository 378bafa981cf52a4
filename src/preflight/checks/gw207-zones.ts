import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { listed, namespaceOf } from '../wording.ts';

/** mongosync refuses namespaces that have zone ranges on the destination (1.20). */
export const zones: Check = {
  code: 'GW207',
  severity: 'error',
  title: 'No namespace in scope has zone ranges on the destination',
  engines: mongosyncEngines,
  run: (context) =>
    withPart(context, 'destination', 'sharding', (sharding, { address }) => {
      const wanted = new Set(context.observation.source.namespaces.map(namespaceOf));
      const found = (sharding?.zonedNamespaces ?? []).filter((name) => wanted.has(name));
      if (found.length === 0) return [];
      return [
        {
          summary: `The destination (${address}) has zone ranges for ${listed(found)}`,
          detail: 'mongosync carries no zones over and refuses those that are there',
          fix: `Remove them with sh.removeRangeFromZone(NAMESPACE, MIN, MAX) and set them again after the migration; sh.status() shows them`,
          objects: found,
        },
      ];
    }),
};
