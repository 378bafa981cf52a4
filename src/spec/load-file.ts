import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { type CheckedDocument, checkDocument } from './check-document.ts';
import { environmentNames, variantFor } from './environment.ts';
import { type LoadedMigration, loadedMigration } from './loaded-migration.ts';
import type { Problem } from './problem.ts';
import { readSource } from './read-source.ts';
import { type SourceFile, sourceFile } from './source-file.ts';
import type { GivenVariables } from './variables.ts';
import type { Located } from './yaml/located.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

export interface FileOptions {
  readonly cwd: string;
  readonly environment?: string | undefined;
  readonly given: GivenVariables;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Without an environment, check the file as it is with each of them as well. */
  readonly checkEnvironments: boolean;
}

export interface LoadedFile {
  readonly source: SourceFile;
  /** The document as it counts; absent when the YAML cannot be read. */
  readonly root?: Located;
  /** Present when no error was found. */
  readonly migration?: LoadedMigration;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file and checks it; whatever is in it, it does not throw. */
export async function loadFile(path: string, options: FileOptions): Promise<LoadedFile> {
  const { text, problem } = await readSource(resolve(options.cwd, path));
  return problem ? unreadable(sourceFile(path, text, []), [problem]) : await loadText(text, path, options);
}

/** Checks what a file holds, or would hold if there was one. */
export async function loadText(text: string, path: string, options: FileOptions): Promise<LoadedFile> {
  const absolutePath = resolve(options.cwd, path);
  const parsed = parseYaml(text);
  const source = sourceFile(path, text, parsed.root ? [parsed.root, ...parsed.hidden] : []);
  if (parsed.root === undefined) return unreadable(source, parsed.problems);

  const { root, data, problems } = await checkVariant(parsed.root, options.environment, absolutePath, options);
  const found = [...parsed.problems, ...problems, ...(await checkEnvironments(parsed.root, absolutePath, options))];
  const diagnostics = withoutRepetition(found).map(source.diagnostic);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { source, root, diagnostics };
  const migration = loadedMigration({ source, absolutePath, environment: options.environment, root, data });
  return { source, root, migration, diagnostics };
}

const unreadable = (source: SourceFile, problems: readonly Problem[]): LoadedFile => ({
  source,
  diagnostics: problems.map(source.diagnostic),
});

async function checkVariant(
  file: Located,
  environment: string | undefined,
  absolutePath: string,
  options: FileOptions,
): Promise<CheckedDocument & { root: Located }> {
  const variant = variantFor(file, environment, options.given);
  const checked = await checkDocument(variant.root, {
    now: options.now,
    env: options.env,
    fileExists: (path) => existsSync(resolve(dirname(absolutePath), path)),
  });
  return { root: variant.root, data: checked.data, problems: [...variant.problems, ...checked.problems] };
}

/** Errors that only show with an environment. Warnings about this machine are told for what was chosen only. */
async function checkEnvironments(file: Located, absolutePath: string, options: FileOptions): Promise<Problem[]> {
  if (!options.checkEnvironments || options.environment !== undefined) return [];
  const problems: Problem[] = [];
  for (const name of environmentNames(file)) {
    const variant = await checkVariant(file, name, absolutePath, options);
    const errors = variant.problems.filter(({ severity }) => severity !== 'warning');
    problems.push(
      ...errors.map((problem) => ({
        ...problem,
        detail: [problem.detail, `Found with \`-e ${name}\``].filter(Boolean).join('. '),
      })),
    );
  }
  return problems;
}

/** Each problem once: what is wrong without an environment is wrong with each of them. */
function withoutRepetition(problems: readonly Problem[]): Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const { code, summary, span } = problem;
    const key = JSON.stringify([code, summary, span.start, span.end]);
    if (!first.has(key)) first.set(key, problem);
  }
  return [...first.values()];
}
