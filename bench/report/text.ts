import { formatBytes, formatCount } from '../../src/lib/size.ts';
import type { Measurement } from '../measure/measurement.ts';
import { type Ratios, ratiosOf } from './ratios.ts';
import { type CaseResult, medianRun, type ToolResult, type Work } from './result.ts';
import { table } from './table.ts';

/** One case: its figures, godwit's in proportion to the others', and who is absent. */
export function caseText(result: CaseResult): string {
  const { work, tools } = result;
  const ratios = ratiosOf(result);
  const missing = tools.filter((tool) => tool.missing !== undefined);
  return [
    titleOf(work),
    '',
    figures(work, tools),
    ...(ratios.length === 0 ? [] : ['', ratioTable(ratios)]),
    ...(missing.length === 0 ? [] : ['', ...missing.map(({ name, missing }) => `Not measured: ${name} (${missing})`)]),
  ].join('\n');
}

function titleOf({ title, unit, amount, bytes, totals }: Work): string {
  const parts = [
    `${formatCount(amount)} ${unit}`,
    ...(bytes === undefined ? [] : [formatBytes(bytes)]),
    ...(totals === undefined
      ? []
      : [`${count(totals.collections, 'collection')}, ${totals.indexes} secondary indexes`]),
  ];
  return `${title}: ${parts.join(', ')}`;
}

function count(number: number, what: string): string {
  return `${formatCount(number)} ${what}${number === 1 ? '' : 's'}`;
}

function figures(work: Work, tools: readonly ToolResult[]): string {
  const { unit, bytes } = work;
  const head = ['', 'wall s', `${unit}/s`, ...(bytes === undefined ? [] : ['MB/s'])];
  const rows = tools.flatMap(({ name, runs }) => {
    const median = medianRun(runs);
    return median === undefined ? [] : [figureRow(work, name, runs, median)];
  });
  return table([[...head, 'tool CPU s', 'peak MiB', 'destination CPU s'], ...rows]);
}

function figureRow(
  { amount, bytes }: Work,
  name: string,
  runs: readonly Measurement[],
  { seconds, toolCpuSeconds, peakMemoryBytes, destinationCpuSeconds }: Measurement,
): readonly string[] {
  return [
    name,
    `${seconds.toFixed(1)}${spread(runs)}`,
    formatCount(amount / seconds),
    ...(bytes === undefined ? [] : [(bytes / seconds / 1e6).toFixed(1)]),
    toolCpuSeconds.toFixed(1),
    peakMemoryBytes === undefined ? '-' : formatCount(peakMemoryBytes / 2 ** 20),
    destinationCpuSeconds.toFixed(1),
  ];
}

function spread(runs: readonly Measurement[]): string {
  if (runs.length < 2) return '';
  const seconds = runs.map((run) => run.seconds);
  return ` (${Math.min(...seconds).toFixed(1)}-${Math.max(...seconds).toFixed(1)})`;
}

function ratioTable(ratios: readonly Ratios[]): string {
  return table([
    ['godwit in proportion to', 'speed', 'tool CPU', 'memory', 'destination CPU'],
    ...ratios.map(({ beside, speed, toolCpu, memory, destinationCpu }) => [
      `  ${beside}`,
      `${speed.toFixed(2)} x`,
      `${toolCpu.toFixed(2)} x`,
      memory === undefined ? '-' : `${memory.toFixed(2)} x`,
      `${destinationCpu.toFixed(2)} x`,
    ]),
  ]);
}
