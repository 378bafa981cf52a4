import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** Only the built-in engine follows them, and only where the source's change stream shows their buckets (6.0). */
export const timeSeries: Check = {
  code: 'GW307',
  severity: 'error',
  title: 'The engine can migrate the time-series collections in scope',
  engines: ['builtin', 'mongosync', 'atlasLiveMigration', 'mongomirror', 'clusterSync'],
  isWatched: true,
  run: ({ spec, observation: { source } }) => {
    const found = source.namespaces.filter(({ type }) => type === 'timeseries').map(namespaceOf);
    if (found.length === 0) return [];
    const isBuiltin = spec.engine.type === 'builtin';
    if (isBuiltin && source.facts.versionNumber >= 600) return [];
    const reason = {
      builtin: `The change stream of MongoDB ${source.facts.version} shows nothing of their measurements`,
      mongosync: 'mongosync does not support them',
      atlasLiveMigration: 'A pull migration refuses the source, a push migration leaves them out',
      mongomirror: 'mongomirror refuses a source that has any',
      clusterSync: 'ClusterSync leaves them out and calls itself finished',
      dumpRestore: '',
    }[spec.engine.type];
    return [
      {
        summary: `${counted(found.length, 'time-series collection')} in scope: ${listed(found)}`,
        detail: reason,
        fix: `${isBuiltin ? 'Upgrade the source to 6.0' : 'Use engine.type: builtin (source 6.0 or newer)'}, or exclude them and copy them with mongodump: filters.exclude: [${found
          .slice(0, 3)
          .map(filterEntry)
          .join(', ')}]`,
        pointer: isBuiltin ? '/filters' : '/engine/type',
        objects: found,
      },
    ];
  },
};

function filterEntry(namespace: string): string {
  const dot = namespace.indexOf('.');
  return `{ database: ${namespace.slice(0, dot)}, collections: [${namespace.slice(dot + 1)}] }`;
}
