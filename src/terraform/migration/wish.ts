/**
 * A configuration as the migration that it asks for: read from the file that it names, or from its own attributes. A state is
 * one as well, apart from what is kept in no state.
 */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { Phase } from '../../spec/migration.ts';
import { specHash } from '../../spec/spec-hash.ts';
import type { ProviderContext } from '../context.ts';
import { loadConfig } from '../schema/load-config.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { isWhollyKnown, UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { specAttributes } from './attributes.ts';

export interface Wish {
  /** Absent where there are errors, and where something is not known yet. */
  readonly loaded?: LoadedMigration | undefined;
  /** For what the migration refers to. */
  readonly env: ProviderContext['env'];
  /** Something of it is not known before something else was applied. */
  readonly isUnknown: boolean;
  readonly diagnostics: readonly AttributeDiagnostic[];
  /** A finding about the migration at the attribute that it is about. */
  locate(diagnostic: Diagnostic): AttributeDiagnostic;
}

export const at = (name: string): ValuePath => [{ attributeName: name }];

export async function readWish(config: ValueMap, context: ProviderContext): Promise<Wish> {
  return config['spec_file'] === null ? await inlineWish(config, context) : await fileWish(config, context);
}

async function inlineWish(config: ValueMap, { cwd, env, now }: ProviderContext): Promise<Wish> {
  const diagnostics = ['environment', 'vars'].filter((name) => config[name] !== null).map(withoutFile);
  const { migration, secrets, unknown, locate, ...found } = await loadConfig(config, { cwd, env, now: now() });
  return {
    loaded: diagnostics.length === 0 ? migration : undefined,
    env: { ...env, ...secrets },
    isUnknown: unknown.length > 0,
    diagnostics: [...diagnostics, ...found.diagnostics],
    locate,
  };
}

const withoutFile = (name: string): AttributeDiagnostic => ({
  severity: 'error',
  code: 'GW771',
  summary: `\`${name}\` is for a migration file, and none is named`,
  hint: `Name it as \`spec_file\`, or leave out \`${name}\``,
  path: at(name),
});

const besideFile = (name: string): AttributeDiagnostic => ({
  severity: 'error',
  code: 'GW771',
  summary: `\`${name}\` stands in the migration file, and cannot stand beside it`,
  hint: `Leave out \`spec_file\`, or \`${name}\``,
  path: at(name),
});

async function fileWish(config: ValueMap, context: ProviderContext): Promise<Wish> {
  const { env, cwd, now } = context;
  const phase = config['phase'];
  const locate = (diagnostic: Diagnostic) => locateInFile(diagnostic, phase ?? null);
  const beside = specAttributes.filter(({ name }) => name !== 'phase' && (config[name] ?? null) !== null);
  const refused = beside.map(({ name }) => besideFile(name));
  const file = config['spec_file'];
  const isUnknown = ![file, config['environment'], config['vars'], phase].every((one) => isWhollyKnown(one as Value));
  if (isUnknown || typeof file !== 'string') return { env, isUnknown: true, diagnostics: refused, locate };
  const vars = Object.fromEntries(
    Object.entries((config['vars'] ?? {}) as ValueMap).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const environment = (config['environment'] as string | null) ?? undefined;
  const { migrations, diagnostics } = await loadMigrations({ paths: [file], cwd, environment, vars, env, now: now() });
  const found = [...refused, ...diagnostics.map(locate), ...(isPhase(phase) ? [] : [noPhase])];
  const isRight = !found.some(({ severity }) => severity === 'error');
  if (isRight && migrations.length !== 1) found.push(notOne(migrations));
  const [loaded] = migrations;
  return {
    loaded: isRight && migrations.length === 1 ? withPhase(loaded!, phase as Phase | null) : undefined,
    env,
    isUnknown: false,
    diagnostics: found,
    locate,
  };
}

const phases: readonly string[] = [
  'prepared',
  'synced',
  'detached',
  'cutover',
  'rolledBack',
  'complete',
] satisfies Phase[];
const isPhase = (value: Value | undefined) => value === null || value === UNKNOWN || phases.includes(String(value));

const noPhase: AttributeDiagnostic = {
  severity: 'error',
  code: 'GW771',
  summary: 'There is no such phase',
  hint: `There are: ${phases.join(', ')}`,
  path: at('phase'),
};

function notOne(migrations: readonly LoadedMigration[]): AttributeDiagnostic {
  return {
    severity: 'error',
    code: 'GW771',
    summary: `A resource is one migration, and these are ${migrations.length}`,
    detail: migrations.map(({ name }) => name).join(', '),
    hint: 'Name one file; several migrations are several resources, with `for_each` for example',
    path: at('spec_file'),
  };
}

/** The configuration's phase counts before the file's. */
function withPhase(loaded: LoadedMigration, phase: Phase | null): LoadedMigration {
  if (phase === null) return loaded;
  const spec = { ...loaded.spec, phase };
  return { ...loaded, spec, specHash: specHash(spec) };
}

/** Terraform points at the attribute; the place in the file has to be said in words. */
function locateInFile({ range, snippet, pointer, ...finding }: Diagnostic, phase: Value): AttributeDiagnostic {
  if (pointer === '/phase' && phase !== null) return { ...finding, path: at('phase') };
  const line = snippet === undefined || snippet.trim() === '' ? '' : `\n    ${snippet.trim()}`;
  const place = range === undefined ? undefined : `${range.file}:${range.line}:${range.column}${line}`;
  const detail = [place, finding.detail].filter((part) => part !== undefined).join('\n');
  return { ...finding, detail, path: at('spec_file') };
}
