import type { Measurement } from '../measure/measurement.ts';
import { type CaseResult, medianRun } from './result.ts';

/** godwit's figures divided by those of another tool, of the runs in the middle. */
export interface Ratios {
  readonly beside: string;
  /** More is better: how many times as fast. */
  readonly speed: number;
  /** Less is better, as are the next two. */
  readonly toolCpu: number;
  readonly destinationCpu: number;
  readonly memory: number | undefined;
}

export function ratiosOf({ tools }: CaseResult): readonly Ratios[] {
  const own = medianRun(tools.find(({ id }) => id === 'godwit')?.runs ?? []);
  if (own === undefined) return [];
  return tools.flatMap(({ id, name, runs }) => {
    const other = medianRun(runs);
    return id === 'godwit' || other === undefined ? [] : [ratios(own, name, other)];
  });
}

function ratios(own: Measurement, beside: string, other: Measurement): Ratios {
  const [memory, otherMemory] = [own.peakMemoryBytes, other.peakMemoryBytes];
  return {
    beside,
    speed: other.seconds / own.seconds,
    toolCpu: own.toolCpuSeconds / other.toolCpuSeconds,
    destinationCpu: own.destinationCpuSeconds / other.destinationCpuSeconds,
    memory: memory === undefined || otherMemory === undefined ? undefined : memory / otherMemory,
  };
}
