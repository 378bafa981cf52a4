import type { Check } from '../check.ts';

const oldestSource = 402;

/** The built-in engine reads change streams with what 4.2 and newer can do. */
export const sourceVersion: Check = {
  code: 'GW101',
  severity: 'error',
  title: 'The source is MongoDB 4.2 or newer',
  engines: ['builtin'],
  run: ({ observation: { source } }) =>
    source.facts.versionNumber >= oldestSource
      ? []
      : [
          {
            summary: `The source (${source.address}) is MongoDB ${source.facts.version}; the built-in engine needs 4.2 or newer`,
            fix: 'Upgrade it, or use engine.type: mongomirror or dumpRestore',
            pointer: '/engine/type',
          },
        ],
};
