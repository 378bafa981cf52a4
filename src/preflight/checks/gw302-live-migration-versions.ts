import type { Check } from '../check.ts';
import { seriesOf } from '../wording.ts';

/** From the page on pull migrations; push asks for 6.0.17 on both sides. */
const paths: Readonly<Record<string, readonly string[]>> = {
  '5.0': ['7.0'],
  '6.0': ['7.0', '8.0'],
  '7.0': ['7.0', '8.0'],
  '8.0': ['8.0'],
};

/** Atlas Live Migration knows some pairs of versions. */
export const liveMigrationVersions: Check = {
  code: 'GW302',
  severity: 'error',
  title: 'Atlas Live Migration supports this pair of server versions',
  engines: ['atlasLiveMigration'],
  run: ({ observation: { source, destination } }) => {
    const [from, to] = [seriesOf(source.facts.version), seriesOf(destination.facts.version)];
    const reachable = paths[from] ?? [];
    if (reachable.includes(to)) return [];
    return [
      {
        summary: `Atlas Live Migration cannot bring MongoDB ${from} to ${to}`,
        detail:
          reachable.length === 0
            ? `It takes no source of version ${from}`
            : `From ${from} it goes to ${reachable.join(' or ')}`,
        fix:
          reachable.length === 0
            ? 'Upgrade the source to 6.0 or newer (no rapid releases), or use engine.type: builtin'
            : `Set destination.atlas.cluster.mongoDBVersion: "${reachable[0]}"`,
        pointer: reachable.length === 0 ? '/engine/type' : '/destination/atlas/cluster/mongoDBVersion',
      },
    ];
  },
};
