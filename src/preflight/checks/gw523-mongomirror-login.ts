import type { Check } from '../check.ts';

/** Those of `--destinationAuthenticationMechanism` (contract of mongomirror, section 3). */
const taken: ReadonlySet<string> = new Set(['SCRAM-SHA-1', 'SCRAM-SHA-256', 'MONGODB-CR', 'PLAIN']);

export const mongomirrorLogin: Check = {
  code: 'GW523',
  severity: 'error',
  title: 'mongomirror can log in to the destination',
  engines: ['mongomirror'],
  run: ({ spec, observation: { destination } }) => {
    const declared = spec.destination.auth?.mechanism ?? destination.details?.connection.options['authmechanism'];
    if (declared === undefined || taken.has(declared)) return [];
    return [
      {
        summary: `The destination (${destination.address}) is logged in to with ${declared}, which mongomirror knows for the source only`,
        fix: 'Give destination.auth a user with a password (SCRAM), who is Atlas admin',
        pointer: spec.destination.auth?.mechanism === undefined ? '/destination' : '/destination/auth/mechanism',
      },
    ];
  },
};
