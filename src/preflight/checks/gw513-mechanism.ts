import type { Check } from '../check.ts';

/** The agents that Atlas runs log in with SCRAM only. */
export const mechanism: Check = {
  code: 'GW513',
  severity: 'error',
  title: 'The source lets Atlas log in with SCRAM',
  engines: ['atlasLiveMigration'],
  run: ({ spec, observation: { source } }) => {
    const declared = spec.source.auth?.mechanism ?? source.details?.connection.options['authmechanism'];
    if (declared === undefined || declared.startsWith('SCRAM-')) return [];
    return [
      {
        summary: `The source (${source.address}) is connected to with ${declared}, and Atlas Live Migration knows SCRAM only`,
        fix: 'db.getSiblingDB("admin").createUser({ user: "migration", pwd: passwordPrompt(), roles: ["backup", "readAnyDatabase", "clusterMonitor"], mechanisms: ["SCRAM-SHA-1", "SCRAM-SHA-256"] }), and a role with bypassWriteBlockingMode',
        pointer: spec.source.auth?.mechanism === undefined ? '/source/uri' : '/source/auth/mechanism',
      },
    ];
  },
};
