import { UserError } from '../../lib/errors.ts';
import type { AtlasDestination } from '../../spec/blocks/atlas-destination.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import { desiredDestination, type InfrastructureStage } from '../desired.ts';

export interface ReadDestinationOptions {
  /** Environment of the file to use. */
  readonly environment?: string | undefined;
  /** Values of the file's variables. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** Settings for which time; `syncing` when it is left out. */
  readonly stage?: InfrastructureStage | undefined;
}

/**
 * Reads `destination.atlas` of a migration file, for a stack of one's own.
 * @throws UserError when the file has errors, or a destination that exists already
 */
export async function readDestination(
  path: string,
  { environment, vars, stage }: ReadDestinationOptions = {},
): Promise<{ readonly destination: AtlasDestination; readonly migration: string }> {
  const { migrations, diagnostics } = await loadMigrations({
    paths: [path],
    cwd: process.cwd(),
    environment,
    vars: vars ?? {},
    env: process.env,
    now: new Date(),
  });
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) {
    throw new UserError(wrong.code, {
      summary: wrong.summary,
      detail: wrong.range && `${wrong.range.file}:${wrong.range.line}:${wrong.range.column}`,
      hint: wrong.hint ?? `See \`godwit validate -f ${path}\``,
    });
  }
  const spec = migrations[0]?.spec;
  if (spec?.destination.kind !== 'atlas') {
    throw new UserError('GW720', { summary: `${path} has no destination that Terraform could make` });
  }
  return { destination: desiredDestination(spec.destination.atlas, stage ?? 'syncing'), migration: spec.name };
}
