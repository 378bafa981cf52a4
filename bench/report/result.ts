import type { DatasetTotals } from '../data/dataset.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { ToolIdentity } from '../tools/tool.ts';

/** What was to be done, and how much of it there was. */
export interface Work {
  readonly title: string;
  /** `documents` or `operations`: what rates are counted in. */
  readonly unit: string;
  readonly amount: number;
  /** Of BSON; absent where it says nothing. */
  readonly bytes?: number;
  readonly totals?: DatasetTotals;
  /**
   * What was measured: how long the work took, unless it is a `pause` that somebody has to wait, which a rate says nothing
   * about, or a `rate` that was found by trying, of which the seconds say no more.
   */
  readonly kind?: 'pause' | 'rate';
}

/** One tool's runs, or why there are none. */
export type ToolResult = ToolIdentity & { readonly runs: readonly Measurement[] };

export interface CaseResult {
  readonly work: Work;
  readonly tools: readonly ToolResult[];
}

/** The run in the middle by its time; of an even number the faster one of the two. */
export function medianRun(runs: readonly Measurement[]): Measurement | undefined {
  const sorted = [...runs].sort((a, b) => a.seconds - b.seconds);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
