import { isGodwitError } from '../../lib/errors.ts';
import { outsideFailure } from '../../pipeline/outside-failure.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import type { ProviderContext } from '../context.ts';
import { failureDiagnostic } from '../protocol/diagnostic.ts';
import type { StateAnswer } from '../resource.ts';
import type { ValueMap } from '../values/value.ts';
import { attributes } from './attributes.ts';
import { look } from './look.ts';
import { settled } from './standing.ts';
import { readWish } from './wish.ts';

/**
 * The state as the clusters tell it. What cannot be looked at, because a secret is in no state or a server does not answer,
 * stays as it was: the plan that follows knows the configuration, and says what is wrong with it.
 */
export async function read(before: ValueMap, context: ProviderContext): Promise<StateAnswer> {
  const state = { ...before, destroys: [] };
  const { loaded, env } = await readWish(before, context);
  if (loaded === undefined) return { state, diagnostics: [] };
  try {
    const now = await look(loaded, { ...context, env });
    return { state: { ...state, ...settled(before, now) }, diagnostics: [] };
  } catch (error) {
    const failure = outsideFailure(error);
    if (!isGodwitError(failure)) throw failure;
    return { state, diagnostics: [{ ...failureDiagnostic(failure), severity: 'warning' }] };
  }
}

/**
 * `shop`, found among the files of the working directory; `migrations/shop.yaml`; either with an environment, as in
 * `shop@staging`. One that no file describes is known by its name alone until its configuration is applied.
 */
export async function adopt(id: string, { cwd, env, now }: ProviderContext): Promise<ValueMap> {
  const [, what = id, environment] = /^([^@]+)@([^@]+)$/.exec(id) ?? [];
  const nothing = Object.fromEntries(attributes.map(({ name }) => [name, null]));
  const isFile = /\.ya?ml$/.test(what);
  const { migrations } = await loadMigrations({ paths: [isFile ? what : '.'], cwd, environment, env, now: now() });
  const found = migrations.find(({ name }) => isFile || name === what);
  const file = isFile ? what : (found?.file ?? null);
  return {
    ...nothing,
    id: found?.name ?? what,
    spec_file: file,
    environment: file === null ? null : (environment ?? null),
    ...(file === null && { name: what }),
  };
}
