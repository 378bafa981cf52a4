import { isAtLeast } from '../../engines/mongosync/version.ts';
import type { IndexBuild } from '../../spec/migration.ts';
import type { Check } from '../check.ts';

/** The first mongosync that knows each mode. */
const since: Readonly<Record<IndexBuild, `${number}.${number}`>> = {
  beforeDataCopy: '1.0',
  never: '1.3',
  excludeHashed: '1.14',
  afterDataCopy: '1.16',
  excludeHashedAfterCopy: '1.16',
};

/** Its modes came one by one, and those that build after the copy want a source of 6.0. */
export const indexModes: Check = {
  code: 'GW343',
  severity: 'error',
  title: 'mongosync knows the way in which the file wants indexes to be built',
  engines: ['mongosync'],
  run: ({ spec, observation: { source } }) => {
    const { build } = spec.indexes;
    const version = spec.engine.type === 'mongosync' ? spec.engine.options.version : undefined;
    const pointer = '/indexes/build';
    if (build === 'never' && spec.cutover.rollback.mode === 'reverse') {
      return [
        {
          summary: 'mongosync refuses to go back later when it is to build no indexes',
          fix: 'Set indexes.build: afterDataCopy, or cutover.rollback.mode: none',
          pointer,
        },
      ];
    }
    // It is the default of the file, and left out where it is not known.
    if (build === 'afterDataCopy') return [];
    if (!isAtLeast(version, since[build])) {
      return [
        {
          summary: `mongosync ${version} does not know indexes.build: ${build}, which came with ${since[build]}`,
          fix: `Take mongosync ${since[build]} or newer (engine.mongosync.version), or set indexes.build: beforeDataCopy`,
          pointer,
        },
      ];
    }
    if (build !== 'excludeHashedAfterCopy' || source.facts.versionNumber >= 600) return [];
    return [
      {
        summary: `mongosync builds indexes after the copy for sources from 6.0 on, and this is ${source.facts.version}`,
        detail: 'It builds them before the copy instead, hashed ones too',
        fix: 'Set indexes.build: excludeHashed',
        pointer,
      },
    ];
  },
};
