import type { Check } from '../check.ts';

/** How far Atlas is, is told by a mark that godwit writes on the source, also when writes are blocked there. */
export const pullMark: Check = {
  code: 'GW526',
  severity: 'error',
  title: 'The mark of a pull migration can be written while writes are blocked',
  engines: ['atlasLiveMigration'],
  isWatched: true,
  run: ({ spec: { engine, phase, cutover }, observation: { source }, state }) => {
    const isPull = engine.type === 'atlasLiveMigration' && engine.options.mode === 'pull';
    const isOfServer = cutover.block.source === 'server' || cutover.block.source === 'auto';
    if (!isPull || phase !== 'cutover' || state === 'cutOver' || !isOfServer || source.canBypassBlock) return [];
    return [
      {
        summary:
          'Once writes on the source are blocked, our user could not write the mark there that proves what has arrived',
        detail: 'Without access control nobody can',
        fix: 'Grant the user of the source a role with the action bypassWriteBlockingMode on the cluster, or set cutover.block.source: roles',
        pointer: '/source',
      },
    ];
  },
};
