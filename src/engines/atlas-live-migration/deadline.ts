import { formatDurationMs } from '../../lib/duration.ts';

const hourMs = 3_600_000;

/** So long Atlas waits for the cutover of a migration that is ready for it (contract, section 4). */
const syncWindowMs = 120 * hourMs;

/** From so little on that is left, it is said. */
const warnedAtHours = [72, 24, 1] as const;

/** When Atlas ends a migration by itself that nobody cuts over; its web interface can put that off, which nobody tells us. */
export function endOfSync(readySince: Date): Date {
  return new Date(readySince.getTime() + syncWindowMs);
}

/** What is to be said about the end, at 72, 24 and 1 hours before it; nothing before. */
export function endWarning(endsAt: Date, now: Date): string | undefined {
  const leftMs = endsAt.getTime() - now.getTime();
  const at = `${endsAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const advice =
    'cut over before, or press Extend Sync on its page in Atlas; afterwards everything has to be copied again';
  if (leftMs <= 0)
    return `The 120 hours that Atlas waits for the cutover were over at ${at}, unless somebody extended them`;
  const threshold = warnedAtHours.findLast((hours) => leftMs <= hours * hourMs);
  if (threshold === undefined) return undefined;
  const left = formatDurationMs(Math.max(60_000, Math.floor(leftMs / 60_000) * 60_000));
  return `Atlas ends this migration in ${left}, at ${at}: ${advice}`;
}
