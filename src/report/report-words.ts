/** What the report of a migration says in rows of name and value, whatever it is written in. */
import { formatDurationMs } from '../lib/duration.ts';
import { extentWords, isWhole, unproven } from '../verify/extent.ts';
import type { MigrationReport, ReportedCluster, ReportedPassage, ReportedQueries } from './migration-report.ts';

export type ReportRow = readonly [name: string, value: string];

/** What stands at the top of a report. */
export function migrationRows(report: MigrationReport): readonly ReportRow[] {
  return [
    ['state', `${report.state} (the file asks for ${report.phase})`],
    ['environment', report.environment ?? 'none'],
    ['source', clusterWords(report.source)],
    ['destination', clusterWords(report.destination)],
    ['engine', report.engine],
    ['verification', report.verification],
    ...report.repairs.map((words): ReportRow => ['repaired', words]),
    ['file', report.specHash],
    ['written', `${report.writtenAt} by godwit ${report.godwitVersion}`],
  ];
}

/** What happened in one cutover or rollback. */
export function passageRows(passage: ReportedPassage): readonly ReportRow[] {
  const { outcome, begunAt, endedAt, by, gates, warmed, repaired } = passage;
  return [
    ['begun', `${begunAt} by ${by}`],
    ['ended', endedAt === undefined ? 'not yet' : `${endedAt}: ${outcome}`],
    ['writes blocked', blockedWords(passage)],
    ['compared', comparedWords(passage)],
    ...(repaired === undefined ? [] : [['repaired', repaired] as const]),
    ...(warmed === undefined ? [] : [['warmed', warmed] as const]),
    ...gates.map((gate): ReportRow => ['gate', gate]),
  ];
}

/** How long applications could not write, and what of it was the hooks' doing. */
function blockedWords({ blockedMs, hookMs }: ReportedPassage): string {
  if (blockedMs === undefined) return 'not known';
  return `${formatDurationMs(blockedMs)}${hookMs > 0 ? `, of which hooks took ${formatDurationMs(hookMs)}` : ''}`;
}

/** What was compared right before the switch, and what that leaves unproven. */
function comparedWords({ verifiedDocuments, verifiedExtent }: ReportedPassage): string {
  if (verifiedDocuments === undefined) return 'nothing';
  const words = `${verifiedDocuments} documents, none different`;
  if (isWhole(verifiedExtent)) return words;
  return `${words}: ${extentWords(verifiedExtent)}. ${unproven(verifiedExtent).join(' ')}`;
}

function clusterWords({ address, version, writes }: ReportedCluster): string {
  return `${address}, MongoDB ${version}, writes ${writes}`;
}

/** What the new cluster answers worse, and how much was looked at. */
export function queryRows({ at, compared, regressions, why }: ReportedQueries): readonly ReportRow[] {
  const looked = why === undefined ? `${compared} query shapes, at ${at}` : `not possible: ${why}`;
  return [['explained on both clusters', looked], ...regressions.map(({ shape, words }): ReportRow => [shape, words])];
}
