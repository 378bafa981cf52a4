import type { Check } from '../check.ts';

/** A block that no running cutover owns stops somebody's application for nothing. */
export const sourceBlocked: Check = {
  code: 'GW104',
  severity: 'warning',
  title: 'Nobody has blocked writes on the source',
  engines: 'all',
  run: ({ observation, state }) => {
    const isOurs = state === 'cuttingOver' || state === 'cutOver' || state === 'reversing' || state === 'complete';
    if (observation.source.writes !== 'blocked' || isOurs) return [];
    return [
      {
        summary: `Writes are blocked on the source (${observation.source.address}), and no cutover is under way`,
        fix: 'If no one else needs the block: db.adminCommand({ setUserWriteBlockMode: 1, global: false }) on the source',
      },
    ];
  },
};
