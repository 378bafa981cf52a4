import { engineContract } from '../../support/engines/engine-contract.ts';
import { liesContract } from '../../support/engines/lies-contract.ts';
import { standIn } from '../../support/engines/stand-in.ts';
import { expireLease, killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';

engineContract({
  name: 'mongosync',
  needs: await needs({ mongod: '>=6.0' }),
  file: async (directory) => ({
    engine: {
      type: 'mongosync',
      mongosync: {
        binary: await standIn('mongosync', directory),
        port: await findFreePort(),
        acceptDisclaimer: true,
        version: '1.22.0',
      },
    },
  }),
  kill: async (project) => {
    await killPrograms(project);
    await expireLease(project);
  },
});

/** The documentation's own example of 1.22 (contract, section 7). */
const truth = {
  state: 'RUNNING',
  canCommit: true,
  canWrite: false,
  info: 'change event application',
  ceaStage: 'steady state',
  lag: { overallLagSeconds: 0, crudLagSeconds: 0, ddlLagSeconds: null },
  lagTimeSeconds: 0,
  collectionCopy: { estimatedTotalBytes: 694, estimatedCopiedBytes: 694 },
  directionMapping: { Source: 'cluster0: localhost:27017', Destination: 'cluster1: localhost:27018' },
  source: { pingLatencyMs: 250 },
  destination: { pingLatencyMs: -1 },
  verification: {
    source: {
      estimatedDocumentCount: 42,
      hashedDocumentCount: 42,
      lagTimeSeconds: 2,
      totalCollectionCount: 42,
      scannedCollectionCount: 10,
      phase: 'stream hashing',
    },
    destination: {
      estimatedDocumentCount: 42,
      hashedDocumentCount: 42,
      lagTimeSeconds: 2,
      totalCollectionCount: 42,
      scannedCollectionCount: 10,
      phase: 'stream hashing',
    },
  },
};

liesContract({
  name: 'mongosync',
  needs: await needs({ sharedServers: 'any' }),
  file: (url) => ({ engine: { type: 'mongosync', mongosync: { urls: [url] } } }),
  truth,
  wrap: (progress) => ({ progress, success: true }),
});
