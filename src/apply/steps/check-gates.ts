import { setTimeout as delay } from 'node:timers/promises';
import { CutoverBoard } from '../../guardian/cutover-board.ts';
import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import type { Cutover } from '../../spec/blocks/cutover.ts';
import { windowTimes } from '../../spec/cutover-window.ts';
import { ChecksWatch } from '../checks-watch.ts';
import { gatesOf } from '../gates/gates-of.ts';
import { readGates } from '../gates/read-gates.ts';
import { lookAgain } from '../look-again.ts';
import { observeEngine } from '../poll-engine.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const againMs = 500;
/** A wait of hours needs no look twice a second. */
const patientlyMs = 2_000;
const patientAfterMs = 60_000;

/**
 * Waits until every gate is open, visible to everybody; nothing is touched before. A manual cutover waits for as long as it
 * may take, an automatic one without limit, and one in a window until no window comes any more.
 */
export const checkGates: StepExecutor = {
  run: async (step, context) => {
    const { cutover, name } = context.migration.loaded.spec;
    const board = new CutoverBoard(context.migration.destination.client, name);
    const gates = gatesOf(cutover, context.migration.engine.capabilities);
    const watch = new ChecksWatch(context);
    const startedAt = performance.now();
    const since = context.now().toISOString();
    let told = '';
    // Whoever took it back since the gates were open has meant this cutover.
    if (step.inputs['isAgain'] !== true) await board.beginWaiting();
    try {
      for (let checks = 1; ; checks += 1) {
        context.signal.throwIfAborted();
        watch.lookWhenDue();
        const engine = await observeEngine(context);
        context.progress(engine);
        const readings = await readGates(gates, engine, context);
        const waiting = readings
          .filter(({ isOpen }) => !isOpen)
          .map(({ name: gate, words }) => ({ name: gate, words }));
        const closed = waiting.map(({ words }) => words);
        // An engine that cannot be asked at this moment is asked the next time.
        if ((engine.progress?.verification?.mismatchCount ?? 0) > 0) await lookAgain(context).catch(() => {});
        const { cancelledBy } = await board.read();
        if (cancelledBy !== undefined) throw cancelled(cancelledBy, closed);
        if (closed.length === 0) return { readings: readings.map(({ words }) => words) };
        const until = await givesUpAt(cutover, since, context);
        if (until !== undefined && context.now() > until) throw notMet(closed);
        const by = context.startedBy;
        const attemptsBefore = context.attemptsBefore;
        await board.waiting({ gates: readings, since, until: until?.toISOString(), checks, attemptsBefore, by });
        // What is waited for for days is told when it changes, and not twice a second.
        const names = waiting.map(({ name: gate }) => gate).join('; ');
        if (names !== told) context.waitingFor(waiting);
        told = names;
        const isPatient = performance.now() - startedAt > patientAfterMs;
        await delay(isPatient ? patientlyMs : againMs, undefined, { signal: context.signal }).catch(() => {});
      }
    } finally {
      await board.endWaiting().catch(() => {});
    }
  },
};

async function givesUpAt(
  { mode, window, timeoutMs }: Cutover,
  since: string,
  { now }: StepContext,
): Promise<Date | undefined> {
  if (mode === 'manual') return new Date(Date.parse(since) + timeoutMs);
  if (mode === 'auto' || window === undefined) return undefined;
  const [current] = await windowTimes(window, now(), 1);
  if (current === undefined) return new Date(0);
  return window.cron === undefined ? current.closes : undefined;
}

function notMet(closed: readonly string[]): EnvironmentError {
  return new EnvironmentError('GW841', {
    summary: 'A gate of the cutover did not open in time',
    detail: closed.join('; '),
    hint: 'Nothing was changed. Run `godwit apply` again when it can be met, or change the gate in the file',
    exitCode: exitCodes.gateNotMet,
  });
}

function cancelled(by: string, closed: readonly string[]): EnvironmentError {
  return new EnvironmentError('GW849', {
    summary: `The cutover was taken back by ${by} while it waited`,
    detail: closed.length === 0 ? undefined : closed.join('; '),
    hint: 'Nothing was changed; `godwit apply` waits anew',
    exitCode: exitCodes.gateNotMet,
  });
}
