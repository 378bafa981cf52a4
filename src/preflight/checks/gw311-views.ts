import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** A view without the collection that it looks at is empty on the destination, without an error. */
export const views: Check = {
  code: 'GW311',
  severity: 'warning',
  title: 'What the views in scope look at is in scope as well',
  engines: 'all',
  run: ({ spec, observation: { source } }) => {
    if (spec.filters.include.length + spec.filters.exclude.length === 0) return [];
    const present = new Set(source.namespaces.map(namespaceOf));
    const found = source.namespaces
      .filter(({ database, options }) => options?.viewOn !== undefined && !present.has(`${database}.${options.viewOn}`))
      .map((view) => `${namespaceOf(view)} (on ${view.options?.viewOn})`);
    if (found.length === 0) return [];
    return [
      {
        summary: `${counted(found.length, 'view')} without ${found.length === 1 ? 'its' : 'their'} collection: ${listed(found)}`,
        detail: 'The view arrives, and shows nothing',
        fix: 'Include the collection as well, or exclude the view',
        pointer: '/filters',
        objects: found,
      },
    ];
  },
};
