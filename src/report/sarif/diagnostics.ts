/**
 * Diagnostics as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code hosts show on the lines of a
 * pull request.
 */
import type { Diagnostic } from '../../lib/diagnostic.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** What is known of a code beyond single findings. */
export interface RuleDescription {
  readonly code: string;
  readonly title: string;
}

/**
 * @param file where findings without a place of their own are shown
 */
export function sarifDocument(
  diagnostics: readonly Diagnostic[],
  rules: readonly RuleDescription[],
  version: string,
  file: string,
): Record<string, unknown> {
  const titles = new Map(rules.map(({ code, title }) => [code, title]));
  const codes = [...new Set(diagnostics.map(({ code }) => code as string))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'godwit',
            semanticVersion: version,
            rules: codes.map((code) => ({ id: code, shortDescription: { text: titles.get(code) ?? code } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes, file)),
      },
    ],
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly string[], file: string): Record<string, unknown> {
  const { severity, code, summary, detail, hint, range, pointer } = diagnostic;
  const text = [summary, detail, hint === undefined ? undefined : `Fix: ${hint}`].filter((part) => part !== undefined);
  const region =
    range === undefined
      ? { startLine: 1 }
      : { startLine: range.line, startColumn: range.column, endLine: range.endLine, endColumn: range.endColumn };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: `${text.join('. ')}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI((range?.file ?? file).replaceAll('\\', '/')) },
          region,
        },
      },
    ],
    // The same finding in the next run is the same one, whatever moved in the file.
    partialFingerprints: { 'godwit/v1': [code, pointer ?? '', summary.replaceAll(/\d+/g, '#')].join('|') },
  };
}
