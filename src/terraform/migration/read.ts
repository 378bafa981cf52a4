import { isGodwitError } from '../../lib/errors.ts';
import { outsideFailure } from '../../pipeline/outside-failure.ts';
import type { ProviderContext } from '../context.ts';
import { failureDiagnostic, pathOfFailure } from '../protocol/diagnostic.ts';
import type { StateAnswer } from '../resource.ts';
import type { ValueMap } from '../values/value.ts';
import { look } from './look.ts';
import { settled } from './standing.ts';
import { readWish } from './wish.ts';

/**
 * The state as the clusters tell it. What cannot be looked at, because a secret is in no state or a server does not answer,
 * stays as it was: the plan that follows knows the configuration, and says what is wrong with it.
 */
export async function read(before: ValueMap, context: ProviderContext): Promise<StateAnswer> {
  const { loaded, env } = await readWish(before, context);
  // What was only just imported asks for what its file does.
  const state: ValueMap = { ...before, spec_hash: before['spec_hash'] ?? loaded?.specHash ?? null, destroys: [] };
  if (loaded === undefined) return { state, diagnostics: [] };
  try {
    const now = await look(loaded, { ...context, env });
    return { state: { ...state, ...settled(before, now) }, diagnostics: [] };
  } catch (error) {
    const failure = outsideFailure(error);
    if (!isGodwitError(failure)) throw failure;
    const warning = { ...failureDiagnostic(failure, pathOfFailure(failure, before)), severity: 'warning' } as const;
    return { state, diagnostics: [warning] };
  }
}
