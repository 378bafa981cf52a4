import type { Check } from '../check.ts';

/** mongomirror has no support since July 2025; the last documented paths end at 6.0. */
export const mongomirrorVersions: Check = {
  code: 'GW303',
  severity: 'error',
  title: 'mongomirror supports this pair of server versions and topologies',
  engines: ['mongomirror'],
  run: ({ observation: { source, destination } }) => {
    const sides = [source, destination];
    if (sides.some(({ facts }) => facts.topology === 'sharded')) {
      return [
        {
          summary: 'mongomirror works between replica sets only',
          fix: 'Use engine.type: builtin or mongosync',
          pointer: '/engine/type',
        },
      ];
    }
    const isPath = source.facts.versionNumber < 600 && destination.facts.versionNumber === 600;
    if (isPath) return [];
    return [
      {
        summary: `mongomirror cannot bring MongoDB ${source.facts.version} to ${destination.facts.version}`,
        detail:
          'Its last documented paths go from 2.6 to 5.0 on the source to 6.0 on the destination; beyond, it may fail without a message',
        fix: 'Use engine.type: builtin (sources from 4.2), or a destination of version 6.0',
        pointer: '/engine/type',
      },
    ];
  },
};
