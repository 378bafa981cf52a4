/** When a cron expression comes round in a time zone; the library is loaded only where there is one. */

/** Clocks never change by more. */
const changeMs = 3 * 3_600_000;

/** The next times behind `after`, in order. Throws what the library says of an expression or zone that it does not know. */
export async function cronTimes(cron: string, timeZone: string, after: Date, count: number): Promise<Date[]> {
  const { CronExpressionParser } = await import('cron-parser');
  // A time that clocks leave out takes place all the same, but only for who begins to look before they change.
  const before = new Date(after.getTime() - changeMs);
  const currentDate = offsetAt(before, timeZone) === offsetAt(after, timeZone) ? after : before;
  const expression = CronExpressionParser.parse(cron, { currentDate, tz: timeZone });
  const times: Date[] = [];
  while (times.length < count && expression.hasNext()) {
    const time = expression.next().toDate();
    if (time > after) times.push(time);
  }
  return times;
}

/** As `GMT+02:00`. */
function offsetAt(time: Date, timeZone: string): string | undefined {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value;
}
