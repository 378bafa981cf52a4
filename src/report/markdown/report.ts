import type { MigrationReport, ReportedPassage } from '../migration-report.ts';
import { migrationRows, passageRows } from '../report-words.ts';

/** The report as Markdown, for tickets and pull requests. */
export function renderReportMarkdown(report: MigrationReport): string {
  const { passages, timeline, checklist, warnings } = report;
  const sections = [
    `# Migration ${report.migration}`,
    table(['', ''], migrationRows(report)),
    ...passages.map(renderPassage),
    ...(warnings.length === 0 ? [] : ['## Warnings', list(warnings)]),
    ...(checklist.length === 0 ? [] : ['## Afterwards', checklist.map((item) => `- [ ] ${asText(item)}`).join('\n')]),
    '## Timeline',
    table(
      ['at', 'by', 'what'],
      timeline.map(({ at, by, what }) => [at, by, what]),
    ),
    '## Settings',
    `\`\`\`json\n${JSON.stringify(report.settings, undefined, 2)}\n\`\`\``,
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderPassage(passage: ReportedPassage): string {
  const { transaction } = passage;
  const title = transaction === 'rollback' ? 'Rollback' : transaction === 'cutover' ? 'Cutover' : transaction;
  return `## ${title}\n\n${table(['', ''], passageRows(passage))}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(asText).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const list = (items: readonly string[]) => items.map((item) => `- ${asText(item)}`).join('\n');

/** Nothing that a name or an error text holds may become markup. */
function asText(text: string): string {
  return text.replaceAll(/[\\|<>`*_[\]]/g, '\\$&').replaceAll('\n', ' ');
}
