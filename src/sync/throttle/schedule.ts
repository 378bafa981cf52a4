/** Limits that hold at certain times only, by the clock of the machine that the engine runs on. */
import { setTimeout as delay } from 'node:timers/promises';
import { cronTimes } from '../../lib/cron.ts';
import { EngineError, messageOf } from '../../lib/errors.ts';
import type { SyncContext } from '../sync-context.ts';
import type { Limits } from './limits.ts';

/** A time that comes again and again, and what it changes. */
export interface LoadWindow {
  /** When it opens, on the clocks of `timeZone`. */
  readonly cron: string;
  readonly timeZone: string;
  /** How long it is open: real time, whatever clocks do meanwhile. */
  readonly durationSeconds: number;
  /** The copy waits; changes are followed all the same. */
  readonly pauseCopy?: boolean | undefined;
  /** Instead of the limit that holds at other times. */
  readonly readBytesPerSecond?: number | undefined;
  readonly writeBytesPerSecond?: number | undefined;
}

interface OpenWindow extends LoadWindow {
  readonly closes: Date;
}

const everyMs = 1_000;

/** @throws EngineError GW901 with what is wrong with an expression or a time zone */
export async function checkSchedule(schedule: readonly LoadWindow[]): Promise<void> {
  try {
    await openWindows(schedule, new Date());
  } catch (error) {
    throw new EngineError('GW901', {
      summary: 'The request has an invalid value for load.schedule',
      detail: messageOf(error),
      context: { field: 'load.schedule' },
    });
  }
}

/** Those that are open at that time. */
export async function openWindows(schedule: readonly LoadWindow[], now: Date): Promise<readonly OpenWindow[]> {
  const open: OpenWindow[] = [];
  for (const window of schedule) {
    const durationMs = window.durationSeconds * 1000;
    const [opens] = await cronTimes(window.cron, window.timeZone, new Date(now.getTime() - durationMs), 1);
    if (opens !== undefined && opens <= now) open.push({ ...window, closes: new Date(opens.getTime() + durationMs) });
  }
  return open;
}

/** Lets the limits be those of this moment: of several windows that are open the lowest. */
export async function applySchedule(limits: Limits, now: Date): Promise<void> {
  const open = await openWindows(limits.load.schedule ?? [], now);
  limits.holdWithin({
    readBytesPerSecond: lowest(open.map(({ readBytesPerSecond }) => readBytesPerSecond)),
    writeBytesPerSecond: lowest(open.map(({ writeBytesPerSecond }) => writeBytesPerSecond)),
  });
  const pause = open.find(({ pauseCopy }) => pauseCopy === true);
  limits.set('schedule', 'copy', pause && `the copy is paused by schedule until ${pause.closes.toISOString()}`);
}

export async function watchSchedule({ limits, signal }: SyncContext): Promise<void> {
  while (!signal.aborted) {
    await applySchedule(limits, new Date());
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

function lowest(limits: readonly (number | undefined)[]): number | undefined {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}
