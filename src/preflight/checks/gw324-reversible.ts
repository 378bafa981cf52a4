import type { Check, Finding } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { counted, seriesOf } from '../wording.ts';

/** mongosync goes back only between clusters that are alike, and only when that was said at its start. */
export const reversible: Check = {
  code: 'GW324',
  severity: 'error',
  title: 'mongosync can go back between these clusters, where the file asks for it',
  engines: ['mongosync'],
  run: (context) => {
    const { spec, observation } = context;
    if (spec.cutover.rollback.mode !== 'reverse') return [];
    const [from, to] = [observation.source.facts, observation.destination.facts];
    const finding = (summary: string, fix: string): Finding => ({ summary, fix, pointer: '/cutover/rollback/mode' });
    if (from.versionNumber < 600) {
      return [
        finding(
          `A sync from MongoDB ${from.version} cannot be reversed; mongosync needs 6.0 for that`,
          'Upgrade the source, or set cutover.rollback.mode: none',
        ),
      ];
    }
    if (from.versionNumber !== to.versionNumber) {
      return [
        finding(
          `A sync can be reversed only between servers of the same major version, and these are ${seriesOf(from.version)} and ${seriesOf(to.version)}`,
          `Make the destination ${seriesOf(from.version)}, upgrade the source first, or set cutover.rollback.mode: none`,
        ),
      ];
    }
    if (from.topology !== to.topology) {
      return [
        finding('A sync from a replica set to a sharded cluster cannot be reversed', 'Set cutover.rollback.mode: none'),
      ];
    }
    return withPart(context, 'source', 'sharding', (own) =>
      withPart(context, 'destination', 'sharding', (other) => {
        const counts = [own?.shards.length ?? 1, other?.shards.length ?? 1] as const;
        if (counts[0] === counts[1]) return [];
        return [
          finding(
            `A sync can be reversed only between equal numbers of shards; the source has ${counted(counts[0], 'shard')}, the destination ${counts[1]}`,
            'Make them equal, or set cutover.rollback.mode: none',
          ),
        ];
      }),
    );
  },
};
