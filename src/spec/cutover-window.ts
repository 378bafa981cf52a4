/** When cutover windows open and close. Dates come from libraries, which are loaded only when there is a window. */
import { cronTimes } from '../lib/cron.ts';
import { messageOf } from '../lib/errors.ts';
import { closestMatch } from './suggestion.ts';

/** A window as it is declared: once from `start` on, or again and again by `cron`. */
export interface WindowRule {
  readonly start?: string | undefined;
  readonly cron?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly durationMs: number;
}

/** One time that a window is open. */
export interface WindowTime {
  readonly opens: Date;
  readonly closes: Date;
}

/** A date or expression that cannot be understood, with the property that holds it. */
export class WindowError extends Error {
  readonly property: 'start' | 'cron' | 'timeZone';
  readonly hint: string;

  constructor(property: WindowError['property'], message: string, hint: string) {
    super(message);
    this.property = property;
    this.hint = hint;
  }
}

/** The times that a window is open from now on, the one that is open now included; none when it has passed. */
export async function windowTimes(rule: WindowRule, now: Date, count: number): Promise<readonly WindowTime[]> {
  if (rule.timeZone !== undefined && !isTimeZone(rule.timeZone)) {
    throw new WindowError('timeZone', `There is no time zone \`${rule.timeZone}\``, zoneHint(rule.timeZone));
  }
  const openings =
    rule.start === undefined ? await cronOpenings(rule, now, count) : [await startOf(rule.start, rule.timeZone)];
  return openings
    .map((opens) => ({ opens, closes: new Date(opens.getTime() + rule.durationMs) }))
    .filter(({ closes }) => closes > now);
}

async function startOf(start: string, timeZone: string | undefined): Promise<Date> {
  const { Temporal } = await import('temporal-polyfill');
  try {
    if (/(?:Z|[+-]\d{2}:\d{2})$/.test(start)) return new Date(Temporal.Instant.from(start).epochMilliseconds);
    // A local time that is skipped or happens twice when clocks change would be a guess: refused.
    const local = Temporal.PlainDateTime.from(start, { overflow: 'reject' });
    return new Date(local.toZonedDateTime(timeZone ?? 'UTC', { disambiguation: 'reject' }).epochMilliseconds);
  } catch (error) {
    const reason = messageOf(error);
    const [message, hint] = /ambiguous/i.test(reason)
      ? [
          `Clocks change at ${start} in ${timeZone}, so that time comes twice or not at all`,
          'Choose a time an hour or two away, or write the offset from UTC behind it',
        ]
      : [`\`${start}\` does not exist: ${reason}`, 'Check the number of days in that month'];
    throw new WindowError('start', message, hint);
  }
}

async function cronOpenings(rule: WindowRule, now: Date, count: number): Promise<Date[]> {
  try {
    // Those that opened within the last duration are still open.
    const since = new Date(now.getTime() - rule.durationMs);
    return await cronTimes(rule.cron ?? '', rule.timeZone ?? 'UTC', since, count);
  } catch (error) {
    const hint = 'Write minute, hour, day of month, month and day of week: `0 2 * * SUN`';
    throw new WindowError('cron', `\`${rule.cron}\` is not a cron expression: ${sentence(messageOf(error))}`, hint);
  }
}

/** cron-parser's words, without the start that says what is wrong only to its authors. */
const sentence = (reason: string) =>
  reason.replace(/^Constraint error, /, '').replace('expected range', 'where the range is');

function zoneHint(name: string): string {
  const suggestion = closestMatch(name, Intl.supportedValuesOf('timeZone'));
  return suggestion
    ? `Did you mean \`${suggestion}\`?`
    : 'Use a name such as `Europe/Berlin`, `America/New_York` or `UTC`';
}

/** Whether the runtime knows a time zone of that name. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
