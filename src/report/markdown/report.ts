import { formatDurationMs } from '../../lib/duration.ts';
import type { MigrationReport, ReportedCluster, ReportedPassage } from '../migration-report.ts';

/** The report as Markdown, for tickets and pull requests. */
export function renderReportMarkdown(report: MigrationReport): string {
  const { passages, timeline, checklist, warnings } = report;
  const sections = [
    `# Migration ${report.migration}`,
    table(
      ['', ''],
      [
        ['state', `${report.state} (the file asks for ${report.phase})`],
        ['environment', report.environment ?? 'none'],
        ['source', clusterWords(report.source)],
        ['destination', clusterWords(report.destination)],
        ['engine', report.engine],
        ['verification', report.verification],
        ['file', report.specHash],
        ['written', `${report.writtenAt} by godwit ${report.godwitVersion}`],
      ],
    ),
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
  const { transaction, outcome, begunAt, endedAt, by, gates, blockedMs, hookMs, verifiedDocuments } = passage;
  const rows = [
    ['begun', `${begunAt} by ${by}`],
    ['ended', endedAt === undefined ? 'not yet' : `${endedAt}: ${outcome}`],
    ['writes blocked', blockedWords(blockedMs, hookMs)],
    ['compared', verifiedDocuments === undefined ? 'nothing' : `${verifiedDocuments} documents, none different`],
    ...gates.map((gate) => ['gate', gate]),
  ];
  return `## ${transaction === 'rollback' ? 'Rollback' : transaction === 'cutover' ? 'Cutover' : transaction}\n\n${table(['', ''], rows)}`;
}

/** How long applications could not write, and what of it was the hooks' doing. */
export function blockedWords(blockedMs: number | undefined, hookMs: number): string {
  if (blockedMs === undefined) return 'not known';
  return `${formatDurationMs(blockedMs)}${hookMs > 0 ? `, of which hooks took ${formatDurationMs(hookMs)}` : ''}`;
}

function clusterWords({ address, version, writes }: ReportedCluster): string {
  return `${address}, MongoDB ${version}, writes ${writes}`;
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
