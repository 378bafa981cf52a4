import type { MigrationReport, ReportedCluster } from '../migration-report.ts';
import { migrationRows, passageRows, queryRows, type ReportRow } from '../report-words.ts';
import { printable } from '../text/printable.ts';
import { ratesPlot } from './rates-plot.ts';

/** The report as one HTML file that needs nothing from anywhere. */
export function renderReportHtml(report: MigrationReport): string {
  const { migration, passages, timeline, checklist, warnings, queries } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Migration ${asText(migration)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; } td, th { border-top: 1px solid #d0d7de; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; } pre { background: #f6f8fa; padding: 1rem; overflow-x: auto; } .trouble { color: #b42318; } svg text { font-size: 12px; }
</style></head><body>
<h1>Migration ${asText(migration)}</h1>
${facts(migrationRows(report))}
${passages.map((passage) => section(passage.transaction, facts(passageRows(passage)))).join('\n')}
${section('Connected to the old cluster', clientTable(report.source))}
${warnings.length === 0 ? '' : section('Warnings', list(warnings))}
${queries === undefined ? '' : section('Queries', facts(queryRows(queries)))}
${checklist.length === 0 ? '' : section('Afterwards', list(checklist.map((item) => `☐ ${item}`)))}
${report.rates.length === 0 ? '' : section('Rates', report.rates.map(ratesPlot).join('\n'))}
${section(
  'Timeline',
  `${plot(report)}<table><tr><th>at</th><th>by</th><th>what</th></tr>${timeline
    .map(({ at, by, what, isTrouble }) => {
      return `<tr${isTrouble ? ' class="trouble"' : ''}><td>${asText(at)}</td><td>${asText(by)}</td><td>${asText(what)}</td></tr>`;
    })
    .join('\n')}</table>`,
)}
${section('Settings', `<pre>${asText(JSON.stringify(report.settings, undefined, 2))}</pre>`)}
</body></html>
`;
}

const plotWidth = 900;
const rowHeight = 22;

/** When each run was under way, as bars over time. */
function plot({ timeline }: MigrationReport): string {
  const times = timeline.map(({ at }) => Date.parse(at));
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  if (last <= first) return '';
  const x = (time: number) => ((time - first) / (last - first)) * plotWidth;
  const runs: { from: number; to: number; what: string; isTrouble: boolean }[] = [];
  for (const [index, { what, isTrouble }] of timeline.entries()) {
    const at = times[index]!;
    if (/^\w+ to \w+, plan /.test(what)) runs.push({ from: at, to: at, what: what.split(',')[0]!, isTrouble: false });
    const run = runs.at(-1);
    if (run === undefined) continue;
    run.to = at;
    run.isTrouble ||= isTrouble;
  }
  const bars = runs.map(({ from, to, what, isTrouble }, row) => {
    const width = Math.max(2, x(to) - x(from));
    const y = row * rowHeight;
    const anchor = x(from) > plotWidth / 2 ? 'end' : 'start';
    return `<rect x="${x(from).toFixed(1)}" y="${y + 15}" width="${width.toFixed(1)}" height="5" fill="${isTrouble ? '#b42318' : '#1a7f37'}"/><text x="${x(from).toFixed(1)}" y="${y + 12}" text-anchor="${anchor}">${asText(what)}</text>`;
  });
  return `<svg viewBox="0 0 ${plotWidth} ${runs.length * rowHeight + 4}" width="100%" role="img" aria-label="Runs over time">${bars.join('')}</svg>`;
}

function clientTable({ clients }: ReportedCluster): string {
  if (clients === undefined) return '<p>Our user may not see other connections.</p>';
  if (clients.length === 0) return '<p>Nobody but godwit.</p>';
  const rows = clients.map(({ application, driver, users, hosts, connections }) =>
    [application, driver, users.join(', '), hosts.join(', '), String(connections)]
      .map((cell) => `<td>${asText(cell)}</td>`)
      .join(''),
  );
  const head = ['application', 'driver', 'users', 'from', 'connections'].map((name) => `<th>${name}</th>`).join('');
  return `<table><tr>${head}</tr>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
}

const section = (title: string, content: string) => `<h2>${asText(title)}</h2>${content}`;
const list = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${asText(item)}</li>`).join('')}</ul>`;
const facts = (rows: readonly ReportRow[]) =>
  `<table>${rows.map(([name, value]) => `<tr><th>${asText(name)}</th><td>${asText(value)}</td></tr>`).join('')}</table>`;

function asText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return printable(text).replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
