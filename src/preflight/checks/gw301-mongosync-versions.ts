import semver from 'semver';
import type { Check, Finding } from '../check.ts';
import { onBothSides } from '../observed-part.ts';
import { seriesOf } from '../wording.ts';

/** Oldest patch of each series (mongosync 1.19 and newer, "supported server versions"). */
const oldestPatch: Readonly<Record<string, string>> = {
  '5.0': '5.0.29',
  '6.0': '6.0.24',
  '7.0': '7.0.18',
  '8.0': '8.0.5',
};

const pathsOf119: Readonly<Record<string, readonly string[]>> = {
  '5.0': ['7.0'],
  '6.0': ['7.0', '8.0'],
  '7.0': ['7.0', '8.0'],
  '8.0': ['8.0'],
};

/** Up to 1.18 the destination could be 6.0. */
const pathsOf118: Readonly<Record<string, readonly string[]>> = {
  ...pathsOf119,
  '4.4': ['6.0'],
  '5.0': ['6.0', '7.0'],
  '6.0': ['6.0', '7.0', '8.0'],
};

/** mongosync knows some pairs of versions and fails in its own way on others. */
export const mongosyncVersions: Check = {
  code: 'GW301',
  severity: 'error',
  title: 'mongosync supports this pair of server versions',
  engines: ['mongosync'],
  run: ({ spec, observation }) => {
    const declared = spec.engine.type === 'mongosync' ? semver.coerce(spec.engine.options.version) : null;
    const isOld = declared !== null && semver.lt(declared, '1.19.0');
    const paths = isOld ? pathsOf118 : pathsOf119;
    const [from, to] = [observation.source.facts.version, observation.destination.facts.version].map(seriesOf);
    const reachable = paths[from!] ?? [];
    if (!reachable.includes(to!)) {
      const way = wayOut(from!, to!, reachable);
      return [
        {
          summary: `mongosync${isOld ? '' : ' 1.19 and newer'} cannot sync MongoDB ${from} to ${to}`,
          detail:
            reachable.length === 0
              ? `It supports no source of version ${from}`
              : `From ${from} it can go to ${reachable.join(' or ')}`,
          fix: way,
          pointer: '/engine/type',
        },
      ];
    }
    if (isOld) return [];
    return onBothSides((role) => patchFinding(role, observation[role].facts.version));
  },
};

function patchFinding(role: string, version: string): readonly Finding[] {
  // A cluster that is declared and not there yet gets the newest patch.
  if (seriesOf(version) === version) return [];
  const oldest = oldestPatch[seriesOf(version)];
  if (oldest === undefined || semver.gte(semver.coerce(version) ?? '0.0.0', oldest)) return [];
  return [
    {
      summary: `The ${role} is MongoDB ${version}; mongosync needs ${oldest} or a later patch`,
      fix: `Upgrade the ${role} to ${oldest} or newer within ${seriesOf(version)}`,
      pointer: `/${role}`,
    },
  ];
}

function wayOut(from: string, to: string, reachable: readonly string[]): string {
  if (reachable.length > 0) return `Make the destination ${reachable.join(' or ')}, or use engine.type: builtin`;
  return from > to
    ? 'Make the destination as new as the source'
    : 'Upgrade the source to 6.0 first, or use engine.type: builtin';
}
