import type { OpenMigration } from '../../observe/open-migration.ts';
import { pausableState, pauseSync } from '../../pipeline/pause-sync.ts';
import { resumableState, resumeSync } from '../../pipeline/resume-sync.ts';
import type { ActionWork } from '../action.ts';
import { actionWish, errorsOf, undone, unplanned, withOpened } from './action-wish.ts';

export const pause = changeOfSync(pausableState, pauseSync, 'is paused');
export const resume = changeOfSync(resumableState, resumeSync, 'goes on');

/**
 * A change of the sync that is no step of a plan, as the command of the same name makes it.
 * @param check throws where the sync does not allow it
 */
function changeOfSync(
  check: (migration: OpenMigration) => Promise<unknown>,
  change: (migration: OpenMigration) => Promise<void>,
  words: string,
): ActionWork {
  return {
    validate: async (config, context) => errorsOf(await actionWish(config, null, context)),

    plan: async (config, context) => {
      const wish = await actionWish(config, null, context);
      if (wish.loaded === undefined) return unplanned(wish);
      return await withOpened(wish.loaded, { ...context, env: wish.env }, async (migration) => {
        await check(migration);
        return wish.diagnostics;
      });
    },

    invoke: async (config, context) => {
      const wish = await actionWish(config, null, context);
      if (wish.loaded === undefined) return undone(wish);
      return await withOpened(wish.loaded, { ...context, env: wish.env }, async (migration) => {
        await change(migration);
        context.tell(`${migration.loaded.name} ${words}`);
        return [];
      });
    },
  };
}
