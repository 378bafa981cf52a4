import { hasErrors } from '../../plan/plan.ts';
import { planText } from '../../report/text/plan.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import { AttributeError } from '../protocol/diagnostic.ts';
import type { PlanAnswer, StateAnswer } from '../resource.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { ValueMap } from '../values/value.ts';
import { applyWith, resourcePrefix } from './apply-with.ts';
import { makeMigrationPlan } from './make-plan.ts';
import { readWish } from './wish.ts';

/** States in which the applications' data or the way back hang on the migration. */
const dependedOn = new Set(['cuttingOver', 'cutOver', 'reversing']);
/** States, as Terraform knows them, in which nothing runs any more. */
const idle = new Set<unknown>([null, 'prepared', 'complete']);

/** To take the resource away gives the migration up: its sync ends, and both sides keep their data. */
export async function planDestruction(prior: ValueMap, context: ProviderContext): Promise<PlanAnswer> {
  const loaded = await givenUp(prior, context);
  if (loaded === undefined) return { state: null, diagnostics: [] };
  const plan = await makeMigrationPlan(loaded.migration, { ...context, env: loaded.env });
  if (dependedOn.has(plan.state)) throw stillDependedOn(loaded.migration.name, plan.state);
  const errors = hasErrors(plan) ? plan.diagnostics.filter(({ severity }) => severity === 'error') : [];
  const what: AttributeDiagnostic = {
    severity: 'warning',
    code: 'GW774',
    summary: `${plan.migration} is given up, and it is ${plan.state}`,
    detail: planText(plan),
    path: [],
  };
  const diagnostics = [...errors.map(loaded.locate), ...(plan.steps.length > 0 && errors.length === 0 ? [what] : [])];
  return { state: null, diagnostics };
}

export async function destroy(prior: ValueMap, context: ProviderContext): Promise<StateAnswer> {
  const loaded = await givenUp(prior, context);
  if (loaded === undefined) return { state: null, diagnostics: [] };
  const { failure } = await applyWith(
    loaded.migration,
    { ...context, env: loaded.env },
    {
      config: prior,
      isInBackground: false,
      timeout: (prior['timeouts'] as ValueMap | null)?.['delete'] ?? null,
      prefix: resourcePrefix(loaded.migration.name),
      guard: (plan) => {
        if (dependedOn.has(plan.state)) throw stillDependedOn(plan.migration, plan.state);
      },
    },
  );
  if (failure === undefined) return { state: null, diagnostics: [] };
  return { state: prior, diagnostics: failure.map((one) => ('path' in one ? one : loaded.locate(one))) };
}

interface GivenUp {
  readonly migration: LoadedMigration;
  readonly env: ProviderContext['env'];
  readonly locate: Awaited<ReturnType<typeof readWish>>['locate'];
}

/** `undefined` where nothing is left that could be ended. */
async function givenUp(prior: ValueMap, context: ProviderContext): Promise<GivenUp | undefined> {
  const { loaded, env, locate, diagnostics } = await readWish(prior, context);
  if (loaded !== undefined) return { migration: { ...loaded, isGivenUp: true }, env, locate };
  if (idle.has(prior['state'] ?? null)) return undefined;
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  throw new AttributeError({
    code: 'GW776',
    summary: `The migration ${String(prior['id'])} cannot be given up: what the state keeps of it does not lead to it`,
    detail: first?.summary ?? 'Not all of it is known',
    hint: 'Give references that hold without the configuration (`env`, `file`, `command`) and apply, or forget the resource: `terraform state rm`',
    path: [],
  });
}

const stillDependedOn = (name: string, state: string): AttributeError =>
  new AttributeError({
    code: 'GW776',
    summary: `${name} is ${state}: to take it away now would lose the way back`,
    detail: 'Applications use the destination, or are about to',
    hint: 'Set `phase = "complete"` or `phase = "rolledBack"` and apply first; to leave it to `godwit`, `terraform state rm`',
    path: [],
  });
