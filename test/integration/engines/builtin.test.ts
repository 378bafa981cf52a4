import { killEnginesOf } from '../../support/cli/engines-of.mjs';
import type { Document } from '../../support/driver.ts';
import { engineContract } from '../../support/engines/engine-contract.ts';
import { liesContract } from '../../support/engines/lies-contract.ts';
import { expireLease } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';

engineContract({
  name: 'builtin',
  needs: await needs({ mongod: '>=6.0' }),
  file: async () => {
    const spool = { path: './spool', maxSize: '1GB' };
    return { engine: { type: 'builtin', builtin: { port: await findFreePort(), spool } } };
  },
  kill: async (project) => {
    killEnginesOf(project.directory);
    await expireLease(project);
  },
});

const truth = {
  state: 'RUNNING',
  canCommit: true,
  canWrite: false,
  info: 'change event application',
  lagTimeSeconds: 1,
  lag: { overallLagSeconds: 1, crudLagSeconds: 1, ddlLagSeconds: null },
  collectionCopy: { estimatedTotalBytes: 694, estimatedCopiedBytes: 694 },
  indexBuilding: { indexesBuilt: 3, totalIndexesToBuild: 3 },
  appliedClusterTime: { t: 1, i: 2 },
  verifier: { phase: 'stream hashing', watermark: { t: 1, i: 2 }, mismatchCount: 0, mismatches: [] },
};

liesContract({
  name: 'builtin',
  needs: await needs({ sharedServers: 'any' }),
  file: (url) => ({ engine: { type: 'builtin', builtin: { url } } }),
  prepare: async ({ destination }, url) => {
    const holder = { host: 'elsewhere', pid: 1, url, instance: 'x', version: '0.0.0' };
    const lease = { _id: 'lease', holder, fence: 1, expiresAt: new Date(0), acquiredAt: new Date(0) };
    await destination.db('__godwit').collection<Document & { _id: string }>('engine').insertOne(lease);
  },
  truth,
  wrap: (progress) => ({ progress, success: true, instance: 'x', state: 'IDLE' }),
});
