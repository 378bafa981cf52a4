import type { Check } from '../check.ts';

/** Atlas refuses a destination that is not empty, or clears it, and the ledger would be on it. */
export const pullLedger: Check = {
  code: 'GW525',
  severity: 'error',
  title: 'The ledger of a pull migration is not on the destination',
  engines: ['atlasLiveMigration'],
  run: ({ spec: { engine, ledger } }) => {
    const isPull = engine.type === 'atlasLiveMigration' && engine.options.mode === 'pull';
    if (!isPull || ledger.type !== 'auto') return [];
    return [
      {
        summary: 'The ledger would be on the destination, which has to be empty when a person starts a pull migration',
        detail: 'Atlas refuses a cluster that holds something, or drops all of it',
        fix: 'Set ledger: { type: mongodb, mongodb: { uri: ... } } with another cluster, or ledger: { type: file, file: { path: ... } } where only one machine applies',
        pointer: '/ledger',
      },
    ];
  },
};
