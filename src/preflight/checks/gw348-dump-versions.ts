import type { Check } from '../check.ts';
import { seriesOf } from '../wording.ts';

/** BSON goes into newer servers; metadata and oplog are good for equal versions, and nothing for older ones. */
export const dumpVersions: Check = {
  code: 'GW348',
  severity: 'error',
  title: 'What mongodump writes can be restored on the destination',
  engines: ['dumpRestore'],
  run: ({ spec, observation: { source, destination } }) => {
    const [from, to] = [source.facts, destination.facts];
    if (to.versionNumber < from.versionNumber) {
      return [
        {
          summary: `The destination is MongoDB ${to.version}, older than the source (${from.version})`,
          detail: 'mongorestore brings documents and options into equal or newer servers only',
          fix: `Make the destination ${seriesOf(from.version)} or newer`,
          pointer: '/destination',
        },
      ];
    }
    const capturesOplog = spec.engine.type === 'dumpRestore' && spec.engine.options.oplog;
    if (!capturesOplog || seriesOf(from.version) === seriesOf(to.version)) return [];
    return [
      {
        summary: `mongorestore is to replay an oplog of MongoDB ${seriesOf(from.version)} on ${seriesOf(to.version)}`,
        detail: 'Entries of an oplog are made for servers of the same version',
        fix: 'Stop the writers for the time of the dump and remove engine.dumpRestore.oplog',
        severity: 'warning',
        pointer: '/engine/dumpRestore/oplog',
      },
    ];
  },
};
