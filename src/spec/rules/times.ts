import { parseDurationMs } from '../../lib/duration.ts';
import { WindowError, type WindowRule, windowTimes } from '../cutover-window.ts';
import { specCodes } from '../error-codes.ts';
import type { CutoverWindow, MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule, type RuleContext, warningAt } from './rule.ts';

/** Windows that cannot be understood, have passed, or do not go with the cutover's mode. */
export const times: Rule = async (file, context) => [
  ...(await cutoverWindow(file.cutover?.window, context)),
  ...windowAndMode(file),
  ...(await schedules(file, context)),
];

async function cutoverWindow(window: CutoverWindow | undefined, context: RuleContext): Promise<Finding[]> {
  if (window?.start === undefined && window?.cron === undefined) return [];
  const pointer = '/cutover/window';
  if (window.start && !window.timeZone && !/(?:Z|[+-]\d{2}:\d{2})$/.test(window.start)) {
    return [
      errorAt(`${pointer}/start`, specCodes.windowMismatch, {
        summary: `\`${window.start}\` is a local time, and \`timeZone\` is missing`,
        hint: 'Add `timeZone: Europe/Berlin` or where you are, or write the offset: `2026-11-22T02:00+01:00`',
      }),
    ];
  }
  // A duration that is missing or malformed has been reported; the rest of the window can be looked at all the same.
  const rule = { ...window, durationMs: parseDurationMs(window.duration ?? '') ?? 0 };
  const open = await openTimes(rule, context.now, pointer);
  if ('finding' in open) return [open.finding];
  const isOver = window.start !== undefined && rule.durationMs > 0 && open.count === 0;
  return isOver
    ? [
        warningAt(`${pointer}/start`, specCodes.windowPassed, {
          summary: `The cutover window of ${window.start} has passed`,
          hint: 'Set a new start, or use `cron` for a window that comes again',
        }),
      ]
    : [];
}

async function openTimes(
  rule: WindowRule,
  now: Date,
  pointer: string,
): Promise<{ count: number } | { finding: Finding }> {
  try {
    return { count: (await windowTimes(rule, now, 1)).length };
  } catch (error) {
    if (!(error instanceof WindowError)) throw error;
    const { property, message, hint } = error;
    return { finding: errorAt(`${pointer}/${property}`, specCodes.invalidTime, { summary: message, hint }) };
  }
}

function windowAndMode(file: MigrationFile): Finding[] {
  const { mode, window } = file.cutover ?? {};
  if (mode === 'window' && window === undefined) {
    return [
      errorAt('/cutover/mode', specCodes.windowMismatch, {
        summary: '`mode: window` needs a `window`',
        hint: 'Add `window: { start: "2026-11-22T02:00", duration: 2h, timeZone: Europe/Berlin }`',
      }),
    ];
  }
  return [];
}

async function schedules(file: MigrationFile, context: RuleContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { item, index } of indexed(file.throttle?.schedule)) {
    const open = await openTimes(
      { cron: item.cron, timeZone: item.timeZone, durationMs: 0 },
      context.now,
      `/throttle/schedule/${index}`,
    );
    if ('finding' in open) findings.push(open.finding);
  }
  return findings;
}
