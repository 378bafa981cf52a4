import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../bench/measure/measurement.ts';
import { ratiosOf } from '../../../bench/report/ratios.ts';
import { type CaseResult, medianRun, type ToolResult } from '../../../bench/report/result.ts';
import { caseText } from '../../../bench/report/text.ts';

function run(seconds: number, figures: Partial<Measurement> = {}): Measurement {
  return { seconds, toolCpuSeconds: 2, peakMemoryBytes: 100 * 2 ** 20, destinationCpuSeconds: 4, ...figures };
}

function resultOf(...tools: ToolResult[]): CaseResult {
  return { work: { title: 'Copy', unit: 'documents', amount: 10_000, bytes: 20_000_000 }, tools };
}

const bound: ToolResult = { id: 'bound', name: 'bound', runs: [run(4, { peakMemoryBytes: undefined })] };
const peer: ToolResult = { id: 'dump-restore', name: 'dump', runs: [run(10, { toolCpuSeconds: 8 })] };
const own: ToolResult = { id: 'godwit', name: 'godwit', runs: [run(9), run(5), run(4)] };
const absent: ToolResult = { id: 'clustersync', name: 'ClusterSync', missing: 'not on PATH', runs: [] };

describe('the report of the benchmark', () => {
  it('takes the run in the middle, of two the faster one', () => {
    expect(medianRun(own.runs)?.seconds).toBe(5);
    expect(medianRun([run(3), run(2)])?.seconds).toBe(2);
    expect(medianRun([])).toBeUndefined();
  });

  it('divides speeds so that more is better, and costs so that less is better', () => {
    expect(ratiosOf(resultOf(bound, own, peer, absent))).toEqual([
      { beside: 'bound', speed: 0.8, toolCpu: 1, destinationCpu: 1, memory: undefined },
      { beside: 'dump', speed: 2, toolCpu: 0.25, destinationCpu: 1, memory: 1 },
    ]);
  });

  it('has no ratios without godwit', () => {
    expect(ratiosOf(resultOf(bound, peer))).toEqual([]);
  });

  it('names what was measured, how it compares, and who is absent', () => {
    expect(caseText(resultOf(bound, own, absent))).toBe(`Copy: 10,000 documents, 20 MB

               wall s  documents/s  MB/s  tool CPU s  peak MiB  destination CPU s
bound             4.0        2,500   5.0         2.0         -                4.0
godwit  5.0 (4.0-9.0)        2,000   4.0         2.0       100                4.0

godwit in proportion to   speed  tool CPU  memory  destination CPU
  bound                  0.80 x    1.00 x       -           1.00 x

Not measured: ClusterSync (not on PATH)`);
  });

  it('gives a pause no rate, and more digits', () => {
    const work = { title: 'Cutover', unit: 'documents', amount: 10_000, kind: 'pause' as const };
    const text = caseText({ work, tools: [{ id: 'godwit', name: 'godwit', runs: [run(0.417), run(0.52), run(0.6)] }] });
    expect(text).toBe(`Cutover: 10,000 documents

                waited s  tool CPU s  peak MiB  destination CPU s
godwit  0.52 (0.42-0.60)         2.0       100                4.0`);
  });
});
