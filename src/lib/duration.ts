/** Durations as people write them: `500ms`, `30s`, `15m`, `2h`, `7d`, and sums such as `1h30m`. */

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof unitMs;

/** The pattern that a duration has to match; the JSON Schema carries the same one. */
export const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

/** Milliseconds, or `undefined` when the text is no duration. */
export function parseDurationMs(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    totalMs += Number(amount) * unitMs[unit as Unit];
  }
  return totalMs;
}

/** Two largest units, as in `2 h 05 min`, `41 s`, `1.4 s`, `250 ms`; `0 s` for nothing. */
export function formatDurationMs(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms < 1000) return ms === 0 ? '0 s' : `${Math.max(1, Math.round(ms))} ms`;
  if (ms < 10_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${pad(hours % 24)} h`;
}
