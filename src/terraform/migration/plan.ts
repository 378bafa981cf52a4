import { resolve } from 'node:path';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import { failureDiagnostic } from '../protocol/diagnostic.ts';
import type { Change, PlanAnswer } from '../resource.ts';
import { withoutWriteOnly } from '../schema/attribute.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { UNKNOWN, type ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { attributes, computedNames } from './attributes.ts';
import { planDestruction } from './destroy.ts';
import { destroysOf, makeMigrationPlan, partOf } from './make-plan.ts';
import { findingsOf, laterKnown, refusalOf, whatIsDone } from './plan-diagnostics.ts';
import { at, readWish } from './wish.ts';

/** What an apply would do, by the same plan that `godwit plan` makes. */
export async function plan({ prior, proposed, config }: Change, context: ProviderContext): Promise<PlanAnswer> {
  if (proposed === null || config === null) return await planDestruction(prior!, context);
  const wish = await readWish(config, context);
  const before = withFileAsKnown(withoutWriteOnly(attributes, proposed) as ValueMap, prior, context.cwd);
  const { loaded } = wish;
  if (loaded === undefined) {
    const isWrong = wish.diagnostics.some(({ severity }) => severity === 'error');
    return {
      state: { ...before, ...unseen(prior) },
      diagnostics: isWrong ? wish.diagnostics : [...wish.diagnostics, laterKnown],
    };
  }
  const moved = movedFrom(loaded, prior);
  if (moved !== undefined && config['allow_restart'] !== true) {
    return { state: before, diagnostics: [...wish.diagnostics, otherMigration(loaded.name, moved, config)] };
  }
  const made = await makeMigrationPlan(loaded, { ...context, env: wish.env });
  const part = hasErrors(made) ? made : waitedPart(made, config);
  if ('path' in part) return { state: before, diagnostics: [part] };
  const refusal = hasErrors(made) ? undefined : refusalOf(part, config, moved === undefined ? prior : null);
  const state = { ...before, ...planned(part, loaded, moved === undefined ? prior : null) };
  return {
    state,
    replacing: moved === undefined ? [] : [nameOf(config)],
    diagnostics: [
      ...(refusal === undefined ? [] : [refusal]),
      ...findingsOf(made, wish),
      ...(part.steps.length > 0 && !hasErrors(made) ? [whatIsDone(part)] : []),
    ],
  };
}

/** Another way to write the path of the same file is no change. */
function withFileAsKnown(proposed: ValueMap, prior: ValueMap | null, cwd: string): ValueMap {
  const [before, now] = [prior?.['spec_file'], proposed['spec_file']];
  if (typeof before !== 'string' || typeof now !== 'string' || resolve(cwd, before) !== resolve(cwd, now))
    return proposed;
  return { ...proposed, spec_file: before };
}

/** Attributes that only an apply can tell. */
function unseen(prior: ValueMap | null): ValueMap {
  const isKept = (name: string) => name === 'id' && prior !== null;
  return Object.fromEntries(computedNames.map((name) => [name, isKept(name) ? prior![name]! : UNKNOWN]));
}

function planned(part: Plan, loaded: LoadedMigration, prior: ValueMap | null): ValueMap {
  const known = { id: loaded.name, spec_hash: loaded.specHash, destroys: destroysOf(part) };
  if (part.steps.length === 0 && prior !== null) return known;
  return { ...unseen(prior), ...known };
}

/** The name that Terraform knows it by, where the configuration is of another migration now. */
function movedFrom({ name, spec }: LoadedMigration, prior: ValueMap | null): string | undefined {
  const before = prior?.['id'];
  if (typeof before !== 'string' || before === name || spec.formerNames.includes(before)) return undefined;
  return before;
}

const nameOf = (config: ValueMap): ValuePath => at(config['spec_file'] === null ? 'name' : 'spec_file');

const otherMigration = (name: string, before: string, config: ValueMap): AttributeDiagnostic => ({
  severity: 'error',
  code: 'GW772',
  summary: `The resource is the migration ${before}, and would become another one, ${name}`,
  detail: `${before} would be given up, and ${name} would begin from nothing`,
  hint: `Where it was renamed, say \`moved\` with its former name; where it is meant, set \`allow_restart = true\``,
  path: nameOf(config),
});

/** What an apply waits for, or why it cannot be left alone. */
function waitedPart(made: Plan, config: ValueMap): Plan | AttributeDiagnostic {
  try {
    return partOf(made, config);
  } catch (error) {
    return failureDiagnostic(error, at('wait_for'));
  }
}
