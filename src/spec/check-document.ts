import type { MigrationFile } from './generated/migration.ts';
import { validate } from './generated/validate-migration.ts';
import type { Problem } from './problem.ts';
import { prune } from './prune.ts';
import { runRules } from './rules/all-rules.ts';
import type { RuleContext } from './rules/rule.ts';
import { ambiguousWordProblems } from './schema/ambiguous-words.ts';
import { corrected, misspellings } from './schema/misspellings.ts';
import { schemaFindings, schemaProblem } from './schema/schema-findings.ts';
import type { SchemaError } from './schema/schema-validator.ts';
import { spanOf } from './source-file.ts';
import { type Located, nodeAt, scalarsOf, toData } from './yaml/located.ts';

export interface CheckedDocument {
  /** The document as data; it has the shape of its type when there is no error among the problems. */
  readonly data: MigrationFile;
  readonly problems: readonly Problem[];
}

/** Everything that is wrong with one document, after overlay and variables: first each value by itself, then together. */
export async function checkDocument(root: Located, context: MachineContext): Promise<CheckedDocument> {
  const { document, errors, problems: misspelled } = withKnownNames(root);
  const data = toData(document) as MigrationFile;
  const { problems, invalid } = schemaFindings(document, errors);
  const reported = [...scalarsOf(document)].filter(([, scalar]) => scalar.isReported).map(([pointer]) => pointer);
  const findings = await runRules(prune(data, [...invalid, ...reported]), {
    ...context,
    written: data,
    has: (pointer) => nodeAt(document, pointer) !== undefined,
  });
  const fromRules = findings.map((finding) => ({ ...finding, span: spanOf(document, finding.pointer) }));
  return { data, problems: [...misspelled, ...problems, ...ambiguousWordProblems(document), ...fromRules] };
}

/** What a rule is told about the machine; the rest it is told about the document. */
type MachineContext = Omit<RuleContext, 'has' | 'written'>;

interface NamedDocument {
  readonly document: Located;
  readonly errors: readonly SchemaError[];
  readonly problems: readonly Problem[];
}

/** Holds a document against the schema, again after each correction of misspelled names, which may hide one another. */
function withKnownNames(root: Located): NamedDocument {
  const problems: Problem[] = [];
  let document = root;
  for (;;) {
    const errors = validate(toData(document)) ? [] : (validate.errors ?? []);
    const found = misspellings(document, errors);
    if (found.length === 0) return { document, errors, problems };
    problems.push(...found.map(({ error }) => schemaProblem(document, error)));
    document = corrected(document, found);
  }
}
