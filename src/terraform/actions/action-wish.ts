/** The migration that an action is about. */
import type { OpenMigration } from '../../observe/open-migration.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { Phase } from '../../spec/migration.ts';
import type { ProviderContext } from '../context.ts';
import { lockTimeoutMs } from '../migration/look.ts';
import { laterKnown, stillUnknown } from '../migration/plan-diagnostics.ts';
import { readWish, type Wish } from '../migration/wish.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { ValueMap } from '../values/value.ts';

/** @param phase null where it does not matter */
export async function actionWish(config: ValueMap, phase: Phase | null, context: ProviderContext): Promise<Wish> {
  // Without a file there has to be one.
  const any = config['spec_file'] === null ? 'synced' : null;
  const wish = await readWish({ ...config, phase: phase ?? any }, context);
  return {
    ...wish,
    diagnostics: wish.diagnostics.map(withoutPhase),
    locate: (diagnostic) => withoutPhase(wish.locate(diagnostic)),
  };
}

/** An action has no attribute for the phase: what is wrong with it is said of the whole. */
function withoutPhase(finding: AttributeDiagnostic): AttributeDiagnostic {
  const [first] = finding.path;
  return first !== undefined && 'attributeName' in first && first.attributeName === 'phase'
    ? { ...finding, path: [] }
    : finding;
}

export const errorsOf = ({ diagnostics }: Pick<Wish, 'diagnostics'>): readonly AttributeDiagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/** What a plan says where the migration is not known. */
export const unplanned = (wish: Wish): readonly AttributeDiagnostic[] =>
  errorsOf(wish).length > 0 ? wish.diagnostics : [...wish.diagnostics, laterKnown];

/** Why nothing is done where the migration is not known. */
export const undone = (wish: Wish): readonly AttributeDiagnostic[] =>
  errorsOf(wish).length > 0 ? wish.diagnostics : [stillUnknown];

/** Opens the migration as long as `use` works with it. */
export async function withOpened(
  loaded: LoadedMigration,
  context: ProviderContext,
  use: (migration: OpenMigration) => Promise<readonly AttributeDiagnostic[]>,
): Promise<readonly AttributeDiagnostic[]> {
  await using migration = await openLoaded(loaded, context, { lockTimeoutMs });
  return await use(migration);
}
