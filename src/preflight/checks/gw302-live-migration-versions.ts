import semver from 'semver';
import type { Check, CheckContext, Finding } from '../check.ts';
import { seriesOf } from '../wording.ts';

/** From the page on pull migrations. */
const pullPaths: Readonly<Record<string, readonly string[]>> = {
  '5.0': ['7.0'],
  '6.0': ['7.0', '8.0'],
  '7.0': ['7.0', '8.0'],
  '8.0': ['8.0'],
};

/** A push migration asks for 6.0.17 on both sides, and not for a newer destination. */
const pushPaths: Readonly<Record<string, readonly string[]>> = {
  '6.0': ['6.0', '7.0', '8.0'],
  '7.0': ['7.0', '8.0'],
  '8.0': ['8.0'],
};
const oldestPushed = '6.0.17';

/** Atlas Live Migration knows some pairs of versions. */
export const liveMigrationVersions: Check = {
  code: 'GW302',
  severity: 'error',
  title: 'Atlas Live Migration supports this pair of server versions',
  engines: ['atlasLiveMigration'],
  run: ({ spec, observation: { source, destination } }) => {
    const [from, to] = [seriesOf(source.facts.version), seriesOf(destination.facts.version)];
    const isPush = spec.engine.type === 'atlasLiveMigration' && spec.engine.options.mode === 'push';
    const reachable = (isPush ? pushPaths : pullPaths)[from] ?? [];
    if (reachable.includes(to)) return isPush ? oldPatches({ source, destination }) : [];
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

function oldPatches(sides: Pick<CheckContext['observation'], 'source' | 'destination'>): readonly Finding[] {
  return (['source', 'destination'] as const).flatMap((role) => {
    const { version } = sides[role].facts;
    // A cluster that is declared and not there yet gets the newest patch.
    if (seriesOf(version) === version || semver.gte(semver.coerce(version) ?? '0.0.0', oldestPushed)) return [];
    return [
      {
        summary: `The ${role} is MongoDB ${version}; a push migration needs ${oldestPushed} or newer`,
        fix: `Upgrade the ${role} to ${oldestPushed} or newer within ${seriesOf(version)}`,
        pointer: `/${role}`,
      },
    ];
  });
}
