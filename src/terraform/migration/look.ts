import { observe } from '../../observe/observe.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import type { ValueMap } from '../values/value.ts';
import { standing } from './standing.ts';

/** How long to wait for somebody else's lock. */
export const lockTimeoutMs = 3_000;

/** Where the migration stands now; changes nothing. */
export async function look(loaded: LoadedMigration, context: ProviderContext): Promise<ValueMap> {
  await using migration = await openLoaded(loaded, context, { lockTimeoutMs }, true);
  const observation = await interruptible(context.signal, async () => await observe(migration, context.now()));
  return standing(loaded.spec, observation);
}
