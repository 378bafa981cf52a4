import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule, type RuleContext, warningAt } from './rule.ts';

/**
 * Days and points in time that do not exist, or are over. The latter only warns, here and for windows: a file that
 * was valid stays valid, since files of finished migrations are kept. Whoever acts on a date looks at the clock.
 */
export const expiry: Rule = (file, context) => [...waivers(file, context), ...instants(file, context)];

function waivers(file: MigrationFile, context: RuleContext): Finding[] {
  return indexed(file.checks?.waive).flatMap(({ item, index }): Finding[] => {
    if (item.expires === undefined) return [];
    const pointer = `/checks/waive/${index}/expires`;
    const ends = endOfDay(item.expires);
    if (ends === undefined) return [noSuchDay(item.expires, pointer)];
    if (ends > context.now) return [];
    return [
      warningAt(pointer, specCodes.waiverExpired, {
        summary: `The waiver of ${item.code} expired on ${item.expires}`,
        hint: 'Fix what the check finds, or give it a later day with a reason that still holds',
      }),
    ];
  });
}

function instants(file: MigrationFile, context: RuleContext): Finding[] {
  const cluster = file.destination?.atlas?.cluster;
  const dated = [
    ...indexed(file.destination?.atlas?.ipAccess).map(({ item, index }) => ({
      text: item.deleteAfter,
      pointer: `/destination/atlas/ipAccess/${index}/deleteAfter`,
    })),
    {
      text: cluster?.pinnedFeatureCompatibilityVersion?.expires,
      pointer: '/destination/atlas/cluster/pinnedFeatureCompatibilityVersion/expires',
    },
  ];
  return dated.flatMap(({ text, pointer }): Finding[] => {
    if (text === undefined) return [];
    if (endOfDay(text.slice(0, 10)) === undefined) return [noSuchDay(text.slice(0, 10), pointer)];
    if (new Date(text) > context.now) return [];
    return [
      warningAt(pointer, specCodes.windowPassed, {
        summary: `${text} has passed`,
        hint: 'Give a later point in time, or remove it',
      }),
    ];
  });
}

/** The last moment of a day, or `undefined` for one such as February 30th. */
function endOfDay(day: string): Date | undefined {
  const ends = new Date(`${day}T23:59:59.999Z`);
  return Number.isNaN(ends.getTime()) || !ends.toISOString().startsWith(day) ? undefined : ends;
}

const noSuchDay = (day: string, pointer: string) =>
  errorAt(pointer, specCodes.invalidTime, {
    summary: `There is no ${day}`,
    hint: 'Check the number of days in that month',
  });
