/** Prometheus' text format: what a metric is, and how it is written. Pure. */
import type { PingDistribution } from '../health-probe.ts';

export interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  /** Behind the metric's name, for the parts of a histogram. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  /** Left out where it is no number. */
  readonly value: unknown;
}

/** The content type that Prometheus asks for. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

export function gauge(name: string, help: string, value: unknown): Metric {
  return { name, type: 'gauge', help, samples: [{ value }] };
}

/** Begins anew with each run of the engine, which is what a counter may do. */
export function counter(name: string, help: string, value: unknown): Metric {
  return { name, type: 'counter', help, samples: [{ value }] };
}

/** Nothing of it where nothing was counted. */
export function histogram(name: string, help: string, distribution: PingDistribution | undefined): Metric {
  if (distribution === undefined) return { name, type: 'histogram', help, samples: [] };
  const { count, sumMs, upTo } = distribution;
  const bucket = (le: string, value: number): Sample => ({ suffix: '_bucket', labels: { le }, value });
  const buckets = upTo.map(([bound, within]) => bucket(String(bound), within));
  const sums = [{ suffix: '_sum', value: sumMs } as const, { suffix: '_count', value: count } as const];
  return { name, type: 'histogram', help, samples: [...buckets, bucket('+Inf', count), ...sums] };
}

/** The lines of a metric; none where nothing of it is known. */
export function renderMetric({ name, type, help, samples }: Metric): string {
  const known = samples.filter(({ value }) => typeof value === 'number' && Number.isFinite(value));
  if (known.length === 0) return '';
  const lines = known.map(
    ({ labels = {}, suffix = '', value }) => `${name}${suffix}${labelsOf(labels)} ${String(value)}\n`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
