import { UserError } from '../lib/errors.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { Phase } from '../spec/migration.ts';
import { usageErrorCode } from './usage-error.ts';

/** The way of a migration; those that leave it, by a rehearsal or back, have no part that could be done alone. */
const way: readonly Phase[] = ['prepared', 'synced', 'cutover', 'complete'];

/** Those that `--until` may name: the last is where every way ends anyway. */
export const heldPhases: readonly Phase[] = way.slice(0, -1);

/**
 * The same migration, to go no further than a phase; its file alone says where it goes in the end.
 * @throws UserError when the file asks for a phase that is not on the way there, or for less
 */
export function heldAt(loaded: LoadedMigration, until: Phase): LoadedMigration {
  const { name, spec } = loaded;
  const [asked, held] = [way.indexOf(spec.phase), way.indexOf(until)];
  if (asked < held) {
    throw new UserError(usageErrorCode, {
      summary: `--until ${until} is not on the way of "${name}" to phase: ${spec.phase}`,
      hint:
        asked < 0
          ? 'Leave --until out: this phase is reached as a whole'
          : `A run goes no further than its file asks: set phase: ${until} there`,
    });
  }
  return { ...loaded, spec: { ...spec, phase: until } };
}
