import type { Surroundings } from './context.ts';

/** Whether output is coloured: on a terminal, or where FORCE_COLOR asks for it, and never when somebody said no. */
export function hasColors({ isTTY, env }: Pick<Surroundings, 'isTTY' | 'env'>, isAllowed: boolean): boolean {
  // The command line may not have been understood, so that the twin of --no-color is looked at here as well.
  const isForbidden =
    env['NO_COLOR'] || /^(?!(?:0|false|no)$)./i.test(env['GODWIT_NO_COLOR'] ?? '') || env['TERM'] === 'dumb';
  return isAllowed && !isForbidden && (isTTY || Boolean(env['FORCE_COLOR']));
}
