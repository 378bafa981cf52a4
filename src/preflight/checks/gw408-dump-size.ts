import { formatBytes } from '../../lib/size.ts';
import type { Check } from '../check.ts';
import { sumOf } from '../wording.ts';

const advisable = 10e9;

/** Dump and restore keep the applications waiting from the first byte to the last index. */
export const dumpSize: Check = {
  code: 'GW408',
  severity: 'warning',
  title: 'There is little enough data for a migration with downtime',
  engines: ['dumpRestore'],
  run: ({ observation: { source } }) => {
    const bytes = sumOf(source.namespaces, (one) => one.bytes);
    if (bytes <= advisable) return [];
    return [
      {
        summary: `${formatBytes(bytes)} are dumped and restored while writes are stopped`,
        detail: 'mongodump and mongorestore do not follow the source',
        fix: 'Use engine.type: builtin, which follows it, or plan the downtime and waive this',
        pointer: '/engine/type',
      },
    ];
  },
};
