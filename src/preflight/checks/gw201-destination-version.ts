import type { Check } from '../check.ts';

const oldestDestination = 600;

/** Conversion to unique indexes and exact deltas need a 6.0 server on the destination. */
export const destinationVersion: Check = {
  code: 'GW201',
  severity: 'error',
  title: 'The destination is MongoDB 6.0 or newer, and not older than the source',
  engines: ['builtin'],
  run: ({ observation: { source, destination } }) => {
    const { version, versionNumber } = destination.facts;
    if (versionNumber < oldestDestination) {
      return [
        {
          summary: `The destination (${destination.address}) is MongoDB ${version}; the built-in engine needs 6.0 or newer`,
          detail:
            'Unique indexes are converted in place at the end, which older servers cannot do (collMod prepareUnique)',
          fix: 'Upgrade the destination',
          pointer: '/destination',
        },
      ];
    }
    if (versionNumber >= source.facts.versionNumber) return [];
    return [
      {
        summary: `The destination is older (${version}) than the source (${source.facts.version})`,
        detail: 'Data may use what the older server does not know',
        fix: `Upgrade the destination to ${source.facts.version.split('.').slice(0, 2).join('.')} or newer`,
        pointer: '/destination',
      },
    ];
  },
};
