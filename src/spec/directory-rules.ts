import type { Diagnostic } from '../lib/diagnostic.ts';
import { specCodes } from './error-codes.ts';
import type { LoadedFile } from './load-file.ts';
import type { Problem } from './problem.ts';
import { spanOf } from './source-file.ts';
import { closestMatch, wordList } from './suggestion.ts';
import { childrenOf, nodeAt } from './yaml/located.ts';

/** What is wrong with files that are fine each by itself: names that clash, and an order that cannot be kept. */
export function directoryRules(files: readonly LoadedFile[]): Diagnostic[] {
  const named = files.flatMap((file) => {
    const name = textAt(file, '/name');
    return name === undefined ? [] : [{ name, file }];
  });
  return [...clashingNames(named), ...unknownPredecessors(named), ...circles(named)];
}

interface Named {
  readonly name: string;
  readonly file: LoadedFile;
}

function textAt(file: LoadedFile, pointer: string): string | undefined {
  const node = nodeAt(file.root, pointer);
  return node?.kind === 'scalar' && typeof node.data === 'string' ? node.data : undefined;
}

const diagnosticAt = (file: LoadedFile, pointer: string, problem: Omit<Problem, 'span' | 'pointer'>) =>
  file.source.diagnostic({ ...problem, pointer, span: spanOf(file.root, pointer) });

function clashingNames(named: readonly Named[]): Diagnostic[] {
  return named.flatMap(({ name, file }, index) => {
    const first = named.findIndex((other) => other.name === name);
    if (first === index) return [];
    return diagnosticAt(file, '/name', {
      code: specCodes.duplicateName,
      summary: `The migration \`${name}\` is declared in ${named[first]!.file.source.path} already`,
      hint: 'Names of migrations are unique in a run, since the ledger and locks go by them',
    });
  });
}

interface Edge {
  readonly target: string;
  readonly pointer: string;
}

function predecessors(file: LoadedFile): Edge[] {
  const list = nodeAt(file.root, '/after');
  return (list ? childrenOf(list) : []).flatMap(([index]) => {
    const pointer = `/after/${index}/migration`;
    const target = textAt(file, pointer);
    return target === undefined ? [] : [{ target, pointer }];
  });
}

/** Can be told only where several files are given: a single one may be part of a directory. */
function unknownPredecessors(named: readonly Named[]): Diagnostic[] {
  const names = named.map(({ name }) => name);
  if (names.length < 2) return [];
  return named.flatMap(({ file }) =>
    predecessors(file)
      .filter(({ target }) => !names.includes(target))
      .map(({ target, pointer }) => {
        const suggestion = closestMatch(target, names);
        return diagnosticAt(file, pointer, {
          code: specCodes.unknownMigration,
          summary: `There is no migration \`${target}\` among these files`,
          hint: suggestion ? `Did you mean \`${suggestion}\`?` : `There are ${wordList(names, 'and')}`,
        });
      }),
  );
}

/** Migrations that wait for each other would wait for ever. */
function circles(named: readonly Named[]): Diagnostic[] {
  const byName = new Map(named.map((one) => [one.name, one]));
  const told = new Set<string>();
  return named.flatMap(({ name, file }) => {
    const path = told.has(name) ? undefined : wayBack(name, name, byName, []);
    const edge = path && predecessors(file).find(({ target }) => target === (path[1] ?? name));
    if (!path || !edge) return [];
    for (const one of path) told.add(one);
    return diagnosticAt(file, edge.pointer, {
      code: specCodes.circularOrder,
      summary: path.length === 1 ? `\`${name}\` waits for itself` : 'These migrations wait for each other',
      detail: [...path, name].join(' → '),
      hint: 'Remove one of the `after` entries',
    });
  });
}

/** The names on a way from a migration back to itself, or `undefined`. */
function wayBack(
  from: string,
  to: string,
  byName: ReadonlyMap<string, Named>,
  passed: readonly string[],
): readonly string[] | undefined {
  const path = [...passed, from];
  const file = byName.get(from)?.file;
  for (const { target } of file ? predecessors(file) : []) {
    if (target === to) return path;
    const way = path.includes(target) ? undefined : wayBack(target, to, byName, path);
    if (way) return way;
  }
  return undefined;
}
