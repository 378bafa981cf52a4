import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import type { ReportedRates } from '../migration-report.ts';

const width = 900;
const height = 120;

/** What was copied and what was applied per second, each by its own scale, as lines over time; numbers and words only. */
export function ratesPlot({ until, samples }: ReportedRates): string {
  const seconds = samples.at(-1)?.seconds ?? 0;
  const lines = [
    { name: 'copied', color: '#1a7f37', values: samples.map((one) => one.copyBytesPerSecond), words: formatBytes },
    { name: 'changes', color: '#0550ae', values: samples.map((one) => one.eventsPerSecond), words: formatCount },
  ].map((line) => ({ ...line, most: Math.max(0, ...line.values) }));
  const shapes = lines.map(({ values, most, color }) => {
    const points = values.map((value, index) => {
      const x = seconds === 0 ? 0 : (samples[index]!.seconds / seconds) * width;
      const y = most === 0 ? height : height - (value / most) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    return `<polyline fill="none" stroke="${color}" stroke-width="1.5" points="${points.join(' ')}"/>`;
  });
  const legend = lines.map(({ name, color, most, words }) => {
    return `<span style="color:${color}">${name}: up to ${words(Math.round(most))}/s</span>`;
  });
  const title = `${formatDurationMs(seconds * 1000)} until ${until}`;
  return `<p>${title} · ${legend.join(' · ')}</p><svg viewBox="0 -4 ${width} ${height + 8}" width="100%" role="img" aria-label="Rates over time">${shapes.join('')}</svg>`;
}
