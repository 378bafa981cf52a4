import type { Check } from '../check.ts';

/** mongodump --oplog reads the oplog of one replica set. */
export const dumpOplog: Check = {
  code: 'GW329',
  severity: 'error',
  title: 'mongodump can capture an oplog, where the file asks for it',
  engines: ['dumpRestore'],
  run: ({ spec, observation: { source } }) => {
    const { topology } = source.facts;
    if (spec.engine.type !== 'dumpRestore' || !spec.engine.options.oplog || topology === 'replicaSet') return [];
    return [
      {
        summary:
          topology === 'sharded'
            ? `The source (${source.address}) is a mongos, through which mongodump cannot capture an oplog`
            : `The source (${source.address}) is a standalone server, which has no oplog`,
        fix: 'Stop the writers for the time of the dump and remove engine.dumpRestore.oplog',
        pointer: '/engine/dumpRestore/oplog',
      },
    ];
  },
};
