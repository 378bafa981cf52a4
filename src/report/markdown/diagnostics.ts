/** Diagnostics for a pull request: a table to skim, and each finding with its cause and its fix folded below. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { MatrixRow } from '../engine-matrix.ts';
import { countDiagnostics } from '../text/diagnostics.ts';
import { block, codeCell, folded, plain } from './markup.ts';

const marks = { error: '🛑', warning: '⚠️', info: 'ℹ️' } as const;

export function diagnosticsMarkdown(diagnostics: readonly Diagnostic[], title: string): string {
  const verdict = diagnostics.length === 0 ? 'nothing found' : countDiagnostics(diagnostics);
  const heading = `### ${title}: ${verdict}\n`;
  if (diagnostics.length === 0) return heading;
  const rows = diagnostics.map(({ severity, code, summary, range }) => {
    const place = range === undefined ? '' : codeCell(`${range.file}:${range.line}`);
    return `| ${marks[severity]} | ${code} | ${plain(summary)} | ${place} |`;
  });
  const table = ['|  | code | finding | file |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [heading, table, '', ...diagnostics.map(section)].join('\n');
}

export function matrixMarkdown(rows: readonly MatrixRow[]): string {
  const lines = rows.map(
    ({ engine, verdict, obstacles }) => `| ${engine} | ${verdict} | ${obstacles.map(plain).join('<br>')} |`,
  );
  return ['### Engines', '', '| engine | verdict | in its way |', '| --- | --- | --- |', ...lines, ''].join('\n');
}

function section({ code, summary, detail, hint }: Diagnostic): string {
  const parts = [
    ...(detail === undefined ? [] : [plain(detail)]),
    ...(hint === undefined ? [] : [block(hint.split('\n'), 'text')]),
  ];
  if (parts.length === 0) return '';
  return `${folded(`${code}: ${plain(summary)}`, parts.join('\n\n'))}\n`;
}
