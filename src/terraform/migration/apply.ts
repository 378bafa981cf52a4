import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import { AttributeError } from '../protocol/diagnostic.ts';
import type { Change, StateAnswer } from '../resource.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import { applyWith, resourcePrefix } from './apply-with.ts';
import { computedNames } from './attributes.ts';
import { destroy } from './destroy.ts';
import { look } from './look.ts';
import { destroysOf, partOf, refuseUnasked } from './make-plan.ts';
import { stillUnknown } from './plan-diagnostics.ts';
import { at, readWish } from './wish.ts';

/**
 * Carries out what brings the migration to its phase. What fails in the middle of a create leaves no state: Terraform would
 * mark the resource as tainted, and its next plan would destroy what was copied. The next create takes up what is there.
 */
export async function apply({ prior, proposed, config }: Change, context: ProviderContext): Promise<StateAnswer> {
  if (proposed === null || config === null) return await destroy(prior!, context);
  const { loaded, env, diagnostics, isUnknown, locate } = await readWish(config, context);
  if (loaded === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    return { state: prior, diagnostics: errors.length > 0 || !isUnknown ? errors : [stillUnknown] };
  }
  const run = { ...context, env };
  const approved = proposed['destroys'];
  const end = await applyWith(loaded, run, {
    config,
    isInBackground: config['wait_for'] === 'started',
    timeout: (config['timeouts'] as ValueMap | null)?.[prior === null ? 'create' : 'update'] ?? null,
    prefix: resourcePrefix(loaded.name),
    guard: (plan) => {
      const part = partOf(plan, config);
      refuseUnasked(part, config, prior);
      refuseUnreviewed(destroysOf(part), approved ?? null);
    },
  });
  const found = (end.failure ?? []).map((one) => ('path' in one ? one : locate(one)));
  if (end.failure !== undefined && prior === null && !end.isInterrupted) return { state: null, diagnostics: found };
  const state = await stateAfter(proposed, prior, loaded, { ...run, signal: new AbortController().signal });
  return { state, diagnostics: end.isInterrupted ? found.map(asWarning) : found };
}

/** What is known in a plan has to come true; what is not, is looked at now. */
async function stateAfter(
  proposed: ValueMap,
  prior: ValueMap | null,
  loaded: LoadedMigration,
  context: ProviderContext,
): Promise<ValueMap> {
  const own = { id: loaded.name, spec_hash: loaded.specHash, destroys: [] as Value };
  // What cannot be looked at any more, is told by the next refresh.
  const seen = await look(loaded, context).catch(() => prior ?? {});
  const open = computedNames.filter((name) => proposed[name] === UNKNOWN);
  const filled = open.map((name) => [name, { ...seen, ...own }[name] ?? null] as const);
  return { ...proposed, ...Object.fromEntries(filled) };
}

/** Whatever happened between plan and apply, nothing is destroyed that nobody has seen. */
function refuseUnreviewed(destroys: readonly string[], approved: Value): void {
  if (!Array.isArray(approved)) return;
  const unseen = destroys.find((what) => !approved.includes(what));
  if (unseen === undefined) return;
  throw new AttributeError({
    code: 'GW778',
    summary: 'More would be destroyed than was planned; nothing was done',
    detail: unseen,
    hint: 'Plan again, and look at `destroys`',
    path: at('destroys'),
  });
}

/** Terraform ends with an error by itself when it is interrupted; one of ours would mark the resource as tainted. */
const asWarning = (finding: AttributeDiagnostic): AttributeDiagnostic => ({
  ...finding,
  severity: 'warning',
  hint: 'The next apply takes it up where it stopped',
});
