/** What `terraform import` makes of an id; what the clusters tell of it comes with the refresh that follows. */
import { resolve } from 'node:path';
import { isGodwitError, UserError } from '../../lib/errors.ts';
import { type LoadResult, loadMigrations } from '../../spec/load-migrations.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import { toOrderedData } from '../../spec/yaml/located.ts';
import type { ProviderContext } from '../context.ts';
import { configFromSpec } from '../schema/config-from-spec.ts';
import { leftOut } from '../schema/left-out.ts';
import type { ValueMap } from '../values/value.ts';
import { attributes } from './attributes.ts';

/**
 * `shop`, found among the files of the working directory; `migrations/shop.yaml`; either with an environment, as in
 * `shop@staging`, and with `#attributes` for a configuration that has attributes in place of the file. One that no file
 * describes is known by its name alone until its configuration is applied.
 */
export async function adopt(id: string, { cwd, env, now }: ProviderContext): Promise<ValueMap> {
  const [, what = id, environment, asAttributes] = /^([^@#]+)(?:@([^@#]+))?(#attributes)?$/.exec(id) ?? [];
  const isFile = /\.ya?ml$/.test(what);
  const read = await loadMigrations({ paths: [isFile ? what : '.'], cwd, environment, env, now: now() });
  const found = read.migrations.find(({ name }) => isFile || name === what);
  const nothing = Object.fromEntries(attributes.map(({ name }) => [name, null]));
  if (found === undefined && (isFile || asAttributes !== undefined)) throw notImported(id, read);
  if (found === undefined) return { ...nothing, id: what, name: what };
  if (asAttributes !== undefined) return { ...nothing, ...attributesOf(found, cwd), id: found.name };
  return { ...nothing, id: found.name, spec_file: isFile ? what : found.file, environment: environment ?? null };
}

/** What the file says, for a configuration that says the same. */
function attributesOf({ file, root, baseDirectory }: LoadedMigration, cwd: string): ValueMap {
  if (baseDirectory !== resolve(cwd)) {
    throw new UserError('GW896', {
      summary: `${file} cannot be imported as attributes: paths in it start at ${baseDirectory}`,
      detail: `Those of attributes start at the working directory of Terraform, ${resolve(cwd)}`,
      hint: 'Import it as a file, without `#attributes`; or move it there first',
    });
  }
  const said = [...(toOrderedData(root) as ReadonlyMap<string, unknown>)].filter(
    ([name]) => !Object.hasOwn(leftOut, name),
  );
  try {
    return configFromSpec(new Map(said));
  } catch (error) {
    if (!isGodwitError(error)) throw error;
    throw new UserError('GW896', { summary: `${file} cannot be imported as attributes`, detail: error.summary });
  }
}

function notImported(id: string, { diagnostics }: LoadResult): UserError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return new UserError('GW896', {
    summary: `There is no migration to import by ${id}`,
    detail: errors.map(({ code, summary }) => `${summary} [${code}]`).join('\n'),
    hint: 'Give the name of a migration whose file is in the working directory of Terraform, or the path of its file',
  });
}
