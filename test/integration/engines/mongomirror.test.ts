import { hostname } from 'node:os';
import { engineContract } from '../../support/engines/engine-contract.ts';
import { liesContract } from '../../support/engines/lies-contract.ts';
import { standIn } from '../../support/engines/stand-in.ts';
import { killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';

engineContract({
  name: 'mongomirror',
  needs: await needs({ mongod: '>=6.0' }),
  file: async (directory) => ({
    engine: {
      type: 'mongomirror',
      mongomirror: { binary: await standIn('mongomirror', directory), httpStatusPort: await findFreePort() },
    },
    verification: { mode: 'off' },
  }),
  kill: killPrograms,
});

const truth = {
  stage: 'oplog sync',
  phase: 'applying oplog entries',
  details: { currentTimestamp: 6_940_000_000_000_000_000, latestTimestamp: 6_940_000_000_000_000_000 },
  errorMessage: '',
};

liesContract({
  name: 'mongomirror',
  needs: await needs({ sharedServers: 'any' }),
  file: (url) => ({
    engine: { type: 'mongomirror', mongomirror: { httpStatusPort: Number(new URL(url).port) } },
    verification: { mode: 'off' },
  }),
  prepare: async ({ destination }) => {
    const record = { phase: 'syncing', startedAt: new Date(), host: hostname() };
    await destination
      .db('__godwit')
      .collection('mongomirror')
      .insertOne({ ...record, _id: 'run' as never });
  },
  truth,
  wrap: (status) => status,
});
