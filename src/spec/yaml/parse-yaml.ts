/**
 * Text to values with places. What YAML allows but would surprise a reader (tabs, duplicate keys, anchors,
 * tags, several documents, other versions of YAML) becomes a problem here; what the values mean does not belong here.
 */
import { type Document, parseDocument } from 'yaml';
import { specCodes } from '../error-codes.ts';
import type { Problem } from '../problem.ts';
import { buildTree } from './build-tree.ts';
import type { Located } from './located.ts';
import { breaksTree, isStructural, syntaxProblem } from './syntax-problem.ts';

export interface ParsedYaml {
  /** Absent when the text is so broken, or so empty, that its values cannot be told. */
  readonly root: Located | undefined;
  /** Values that do not count and still must not be shown. */
  readonly hidden: readonly Located[];
  readonly problems: readonly Problem[];
}

/** Reads one YAML 1.2 document; never throws. */
export function parseYaml(text: string): ParsedYaml {
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    merge: false,
  });
  const problems = syntaxProblems(document, text);
  if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2')
    problems.push(otherVersion(text));
  // Where the tree is guesswork, its problems would be noise.
  if (document.errors.some(breaksTree)) return { root: undefined, hidden: [], problems };
  const { root, hidden } = buildTree(document, text, problems);
  if (isEmpty(root)) return { root: undefined, hidden, problems: [...problems, emptyFile] };
  return { root, hidden, problems };
}

/** The first structural error, since what follows it is a consequence of it, and all that stand on their own. */
function syntaxProblems(document: Document.Parsed, text: string): Problem[] {
  const errors = [...document.errors].sort((left, right) => left.pos[0] - right.pos[0]);
  const firstStructural = errors.find(isStructural);
  return errors
    .filter((error) => error === firstStructural || !isStructural(error))
    .map((error) => syntaxProblem(error, text));
}

const isEmpty = (root: Located | undefined) => root === undefined || (root.kind === 'scalar' && root.data === null);

const emptyFile: Problem = {
  code: specCodes.fileEmpty,
  summary: 'The file is empty',
  hint: 'Start with `apiVersion: godwit/v1` and `kind: Migration`, or let `godwit init` write it',
  span: { start: 0, end: 0 },
};

function otherVersion(text: string): Problem {
  const start = Math.max(0, text.indexOf('%YAML'));
  return {
    code: specCodes.yamlSyntax,
    summary: 'Only YAML 1.2 is read',
    hint: 'Remove the `%YAML` line',
    span: { start, end: text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start) },
  };
}
