import { engineContract } from '../../support/engines/engine-contract.ts';
import { liesContract } from '../../support/engines/lies-contract.ts';
import { killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';
import { findOnPath } from '../../support/servers/mongod/find-mongod.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The real program: nobody here wrote it, so it shows whether the interface is more than a mirror of our own engine. */
const binary = process.env['GODWIT_PCSM'] ?? findOnPath('pcsm');

engineContract({
  name: 'clusterSync',
  needs: await needs({ mongod: '>=6.0', ...(binary === undefined ? { env: 'GODWIT_PCSM' } : {}) }),
  file: async () => ({
    engine: { type: 'clusterSync', clusterSync: { binary, port: await findFreePort() } },
    verification: { mode: 'off' },
  }),
  kill: killPrograms,
  beforePowerCut: async ({ destinationUri }) =>
    await withClient(destinationUri, async (client) => {
      const checkpoints = client.db('percona_clustersync_mongodb').collection('checkpoints');
      await waitFor(
        'its first checkpoint',
        async () => (await checkpoints.countDocuments({ 'data.repl': { $ne: null } })) > 0,
      );
    }),
});

const truth = {
  ok: true,
  state: 'running',
  info: 'Replicating Changes',
  lagTimeSeconds: 1,
  eventsRead: 7,
  eventsApplied: 7,
  lastReplicatedOpTime: { ts: '1700000000.3', isoDate: '2023-11-14T22:13:20Z' },
  initialSync: {
    completed: true,
    cloneCompleted: true,
    lagTimeSeconds: 0,
    estimatedCloneSizeBytes: 694,
    clonedSizeBytes: 694,
  },
};

liesContract({
  name: 'clusterSync',
  needs: await needs({ sharedServers: 'any' }),
  file: (url) => ({ engine: { type: 'clusterSync', clusterSync: { url } }, verification: { mode: 'off' } }),
  truth,
  wrap: (status) => status,
});
