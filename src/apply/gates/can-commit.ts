import type { Gate } from './gate.ts';

/** The engine itself says that it could commit now; what it refuses is refused before anybody stops writing. */
export const canCommitGate: Gate = {
  name: 'canCommit',
  read: async ({ progress }) => {
    if (progress?.canCommit === true) return { isOpen: true, words: 'the engine can commit' };
    const why = progress?.whyNotCommit ?? [];
    return { isOpen: false, words: why.length === 0 ? 'the engine cannot commit yet' : why.join('; ') };
  },
};
