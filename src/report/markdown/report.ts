import type { MigrationReport, ReportedPassage } from '../migration-report.ts';
import { migrationRows, passageRows, queryRows } from '../report-words.ts';
import { block, plain } from './markup.ts';

/** The report as Markdown, for tickets and pull requests. */
export function renderReportMarkdown(report: MigrationReport): string {
  const { passages, timeline, checklist, warnings, queries } = report;
  const sections = [
    `# Migration ${plain(report.migration)}`,
    table(['', ''], migrationRows(report)),
    ...passages.map(renderPassage),
    ...(warnings.length === 0 ? [] : ['## Warnings', list(warnings)]),
    ...(queries === undefined ? [] : ['## Queries', table(['', ''], queryRows(queries))]),
    ...(checklist.length === 0 ? [] : ['## Afterwards', checklist.map((item) => `- [ ] ${plain(item)}`).join('\n')]),
    '## Timeline',
    table(
      ['at', 'by', 'what'],
      timeline.map(({ at, by, what }) => [at, by, what]),
    ),
    '## Settings',
    block(JSON.stringify(report.settings, undefined, 2).split('\n'), 'json'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderPassage(passage: ReportedPassage): string {
  const { transaction } = passage;
  const title = transaction === 'rollback' ? 'Rollback' : transaction === 'cutover' ? 'Cutover' : transaction;
  return `## ${title}\n\n${table(['', ''], passageRows(passage))}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const list = (items: readonly string[]) => items.map((item) => `- ${plain(item)}`).join('\n');
