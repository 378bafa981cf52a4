/**
 * The spec room: YAML files in, migrations or diagnostics out.
 *
 * A file passes these stages, each of which reports all it finds: bytes (read-source), YAML with places (yaml/),
 * environment and variables (environment), schema (schema/), rules across fields (rules/), and then its normal
 * form (normalize, blocks/). Nothing here connects to anything, prints, or resolves a secret on its own;
 * `resolveSecret` in secrets.ts is for those who connect. Of all neighbours it knows only lib/.
 */
import type { Diagnostic } from '../lib/diagnostic.ts';
import { directoryRules } from './directory-rules.ts';
import { specCodes } from './error-codes.ts';
import { findFiles } from './find-files.ts';
import { type LoadedFile, loadFile } from './load-file.ts';
import type { LoadedMigration } from './loaded-migration.ts';
import { closestMatch, wordList } from './suggestion.ts';
import type { GivenVariables } from './variables.ts';
import { childrenOf, nodeAt } from './yaml/located.ts';

export interface LoadOptions {
  /** Files, and directories of files. */
  readonly paths: readonly string[];
  /** What relative paths start at; the process's own directory when it is left out. */
  readonly cwd?: string;
  readonly environment?: string | undefined;
  /** Values of `--var`; GODWIT_VAR_NAME in `env` comes after them. */
  readonly vars?: GivenVariables;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Without an environment, check each file with each of its environments as well. */
  readonly checkEnvironments?: boolean;
}

export interface LoadResult {
  /** The migrations of files without errors, in the order of the files. */
  readonly migrations: readonly LoadedMigration[];
  /** What was found in all files, in the order of files and lines. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads every migration of the given files and directories, and reports everything that is wrong with them. */
export async function loadMigrations(options: LoadOptions): Promise<LoadResult> {
  const { environment, vars = {}, env, now, cwd = process.cwd(), checkEnvironments = false } = options;
  const found = await findFiles(options.paths, cwd);
  const given = { ...variablesOf(env), ...vars };
  const files = await Promise.all(
    found.paths.map((path) => loadFile(path, { cwd, environment, given, env, now, checkEnvironments })),
  );
  const diagnostics = [
    ...found.diagnostics,
    ...unusedVariables(vars, files),
    ...files.flatMap((file) => file.diagnostics),
    ...directoryRules(files),
  ];
  const failed = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range?.file));
  const migrations = files.flatMap(({ migration }) => (migration && !failed.has(migration.file) ? migration : []));
  return { migrations, diagnostics: inOrder(diagnostics, found.paths) };
}

const variablePrefix = 'GODWIT_VAR_';

function variablesOf(env: LoadOptions['env']): GivenVariables {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(variablePrefix) && value !== undefined ? [[name.slice(variablePrefix.length), value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** A variable on the command line that no file declares is a misspelling that would go unnoticed. */
function unusedVariables(vars: GivenVariables, files: readonly LoadedFile[]): Diagnostic[] {
  const readable = files.filter((file) => file.root !== undefined);
  const declared = new Set(readable.flatMap((file) => declaredVariables(file)));
  if (readable.length === 0) return [];
  return Object.keys(vars)
    .filter((name) => !declared.has(name))
    .map((name) => {
      const suggestion = closestMatch(name, [...declared]);
      const known =
        declared.size > 0
          ? `Declared are ${wordList([...declared], 'and')}`
          : 'Declare it under `vars`, or leave it out';
      return {
        severity: 'error',
        code: specCodes.unknownVariable,
        summary: `\`--var ${name}=…\` is given, and no file declares the variable \`${name}\``,
        hint: suggestion ? `Did you mean \`--var ${suggestion}=…\`?` : known,
      };
    });
}

function declaredVariables({ root }: LoadedFile): string[] {
  const environments = nodeAt(root, '/environments');
  const blocks = [
    nodeAt(root, '/vars'),
    ...(environments ? childrenOf(environments) : []).map(([, overlay]) => nodeAt(overlay, '/vars')),
  ];
  return blocks.flatMap((block) => (block ? childrenOf(block) : []).map(([name]) => String(name)));
}

/** What concerns no file first, then file by file, from top to bottom. */
function inOrder(diagnostics: readonly Diagnostic[], paths: readonly string[]): Diagnostic[] {
  const rank = ({ range }: Diagnostic) => (range ? [paths.indexOf(range.file), range.line, range.column] : [-1, 0, 0]);
  return diagnostics.toSorted((left, right) => {
    const [leftRank, rightRank] = [rank(left), rank(right)];
    const differing = leftRank.findIndex((value, index) => value !== rightRank[index]);
    return differing < 0 ? 0 : leftRank[differing]! - rightRank[differing]!;
  });
}
