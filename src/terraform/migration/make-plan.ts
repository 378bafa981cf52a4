import { backgroundPart } from '../../pipeline/background.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import { planMigration } from '../../pipeline/plan-migration.ts';
import { findBeside, type Selection } from '../../pipeline/selection.ts';
import type { Plan } from '../../plan/plan.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import { AttributeError } from '../protocol/diagnostic.ts';
import type { ValueMap } from '../values/value.ts';
import { lockTimeoutMs } from './look.ts';
import { hasBegun } from './standing.ts';
import { at } from './wish.ts';

/** A resource is a migration by itself; those that it comes after are looked for beside its file. */
export function selectionOf(loaded: LoadedMigration, { cwd, env, now }: ProviderContext): Selection {
  const { environment } = loaded;
  return { selected: [loaded], find: async (name) => await findBeside([loaded], name, { cwd, environment, env, now }) };
}

export async function makeMigrationPlan(loaded: LoadedMigration, context: ProviderContext): Promise<Plan> {
  await using migration = await openLoaded(loaded, context, { lockTimeoutMs }, true);
  return await planMigration(migration, context, selectionOf(loaded, context));
}

/** What of the plan an apply does itself. */
export function partOf(plan: Plan, config: ValueMap): Plan {
  return config['wait_for'] === 'started' ? backgroundPart(plan) : plan;
}

export const destroysOf = ({ steps }: Plan): string[] =>
  steps.filter(({ needsConfirmation }) => needsConfirmation).map(({ summary }) => summary);

/** What throws away a copy that is there, and makes it anew. */
const restarting = new Set(['startSync', 'copyOffline', 'clearCopy']);

/**
 * What a plan must not do without being told so.
 * @param prior the state before, null where there is none
 * @throws AttributeError
 */
export function refuseUnasked(plan: Plan, config: ValueMap, prior: ValueMap | null): void {
  const restart = plan.steps.find(({ kind }) => restarting.has(kind));
  if (restart !== undefined && hasBegun(prior?.['state']) && config['allow_restart'] !== true) {
    throw new AttributeError({
      code: 'GW772',
      summary: `The copy of ${plan.migration} would start over, which nothing here allows`,
      detail: `Terraform knows it as ${String(prior?.['state'])}, and now it is ${plan.state}; the plan would: ${restart.summary}`,
      hint: 'Find out why the copy is gone; where it may start over, set `allow_restart = true`',
      path: at('allow_restart'),
    });
  }
  const [destroyed] = destroysOf(plan);
  if (destroyed !== undefined && config['confirm'] !== plan.migration) {
    throw new AttributeError({
      code: 'GW773',
      summary: `The plan destroys something for good, and is not confirmed by name`,
      detail: destroyed,
      hint: `Look at it closely, then set \`confirm = "${plan.migration}"\``,
      path: at('confirm'),
    });
  }
}
