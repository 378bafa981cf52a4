/** A configuration in Terraform as a migration, judged by the rules that files are judged by, with findings at attributes. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { specCodes } from '../../spec/error-codes.ts';
import { loadText } from '../../spec/load-file.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import { childPointer, pointerSegments } from '../../spec/pointer.ts';
import type { Value } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { type AttributeDiagnostic, type SpecFromConfig, specFromConfig } from './spec-from-config.ts';

export interface ConfigContext {
  /** What relative paths start at: the working directory of Terraform. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
}

export interface LoadedConfig {
  /** Absent where there are errors, and where something is not known yet. */
  readonly migration?: LoadedMigration | undefined;
  /** What the environment needs beside its own so that the migration's references lead to write-only values. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The file that says the same. */
  readonly text: string;
  /** Places of the file that are not known yet. */
  readonly unknown: readonly string[];
  readonly diagnostics: readonly AttributeDiagnostic[];
  /** A finding about the migration, of a check for example, at the attribute that it is about. */
  locate(diagnostic: Diagnostic): AttributeDiagnostic;
}

/** How messages name the file that there is none of. */
const fileName = 'the configuration';

export async function loadConfig(config: Value, { cwd, env, now }: ConfigContext): Promise<LoadedConfig> {
  const spec = specFromConfig(config);
  const { text, secrets, unknown } = spec;
  const options = { cwd, env: { ...env, ...secrets }, now, given: {}, checkEnvironments: false };
  const { migration, diagnostics } = await loadText(text, fileName, options);
  const locate = (diagnostic: Diagnostic) => located(diagnostic, spec);
  const found = diagnostics.filter(({ pointer }) => !isOpen(pointer ?? '', spec)).map(locate);
  const all = [...spec.problems, ...found];
  const isWhole = unknown.length === 0 && !all.some(({ severity }) => severity === 'error');
  return { migration: isWhole ? migration : undefined, secrets, text, unknown, diagnostics: all, locate };
}

/** Whether a finding is about what the file lacks only for now, or about what stands beside that. */
function isOpen(pointer: string, { unknown, failed }: SpecFromConfig): boolean {
  return [...unknown, ...failed].some((place) => {
    const parent = place.slice(0, place.lastIndexOf('/'));
    return pointer === place || pointer === parent || (parent !== '' && pointer.startsWith(`${parent}/`));
  });
}

function located(
  { range: _range, snippet: _snippet, pointer, ...finding }: Diagnostic,
  { paths }: SpecFromConfig,
): AttributeDiagnostic {
  const hint = finding.code === specCodes.literalSecret ? writeOnlyHint : finding.hint;
  return { ...finding, hint, path: nearestPath(pointer ?? '', paths) };
}

const writeOnlyHint =
  'Refer to it by `env`, `file` or `command`, or give it to a resource as `value_wo`, which is kept nowhere';

/** The attribute of a place, or of the nearest of its parents that is given. */
function nearestPath(pointer: string, paths: SpecFromConfig['paths']): ValuePath {
  let found: ValuePath = [];
  let place = '';
  for (const segment of pointerSegments(pointer)) {
    place = childPointer(place, segment);
    found = paths.get(place) ?? found;
  }
  return found;
}
