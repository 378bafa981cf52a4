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
  const { unit, bytes, kind } = work;
  const rates = kind === 'pause' ? [] : [`${unit}/s`, ...(bytes === undefined ? [] : ['MB/s'])];
  const clock = { pause: ['waited s'], rate: [], work: ['wall s'] }[kind ?? 'work'];
  const head = ['', ...clock, ...rates];
  const rows = tools.flatMap(({ name, runs }) => {
    const median = medianRun(runs);
    return median === undefined ? [] : [figureRow(work, name, runs, median)];
  });
  return table([[...head, 'tool CPU s', 'peak MiB', 'destination CPU s'], ...rows]);
}

function figureRow(
  { amount, bytes, kind }: Work,
  name: string,
  runs: readonly Measurement[],
  { seconds, toolCpuSeconds, peakMemoryBytes, destinationCpuSeconds }: Measurement,
): readonly string[] {
  const rates = [formatCount(amount / seconds), ...(bytes === undefined ? [] : [(bytes / seconds / 1e6).toFixed(1)])];
  const digits = kind === 'pause' ? 2 : 1;
  return [
    name,
    ...(kind === 'rate' ? [] : [`${seconds.toFixed(digits)}${spread(runs, digits)}`]),
    ...(kind === 'pause' ? [] : rates),
    toolCpuSeconds.toFixed(1),
    peakMemoryBytes === undefined ? '-' : formatCount(peakMemoryBytes / 2 ** 20),
    destinationCpuSeconds.toFixed(1),
  ];
}

function spread(runs: readonly Measurement[], digits: number): string {
  if (runs.length < 2) return '';
  const seconds = runs.map((run) => run.seconds);
  return ` (${Math.min(...seconds).toFixed(digits)}-${Math.max(...seconds).toFixed(digits)})`;
}

function ratioTable(ratios: readonly Ratios[]): string {
  return table([
    ['godwit in proportion to', 'speed', 'tool CPU', 'memory', 'destination CPU'],
    ...ratios.map(({ beside, speed, toolCpu, memory, destinationCpu }) => [
      `  ${beside}`,
      times(speed),
      times(toolCpu),
      times(memory),
      times(destinationCpu),
    ]),
  ]);
}

/** Of what was too little to be counted there is no ratio. */
function times(ratio: number | undefined): string {
  return ratio === undefined || !Number.isFinite(ratio) ? '-' : `${ratio.toFixed(2)} x`;
}
