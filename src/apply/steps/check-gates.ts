import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../../engines/engine.ts';
import { CutoverBoard } from '../../guardian/cutover-board.ts';
import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import type { Cutover } from '../../spec/blocks/cutover.ts';
import { windowTimes } from '../../spec/cutover-window.ts';
import { ChecksWatch } from '../checks-watch.ts';
import { EngineWatch, engineFailed } from '../engine-watch.ts';
import { gatesOf } from '../gates/gates-of.ts';
import { readGates } from '../gates/read-gates.ts';
import { lookAgain } from '../look-again.ts';
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
    const { loaded, destination, engine: asked } = context.migration;
    const board = new CutoverBoard(destination.client, loaded.name);
    const checks = new ChecksWatch(context);
    const watch = new EngineWatch(context);
    const wait: Wait = { board, since: context.now().toISOString(), rounds: 0, told: '' };
    const startedAt = performance.now();
    // Whoever took it back since the gates were open has meant this cutover.
    if (step.inputs['isAgain'] !== true) await board.beginWaiting();
    try {
      for (;;) {
        context.signal.throwIfAborted();
        checks.lookWhenDue();
        const seen = await watch.look(async (engine) => ({ engine, readings: await lookAt(engine, wait, context) }));
        if (seen?.readings !== undefined) return { readings: seen.readings };
        // Nobody else does, and what is not followed is lost one day. One that copies in the cutover does not run before.
        if (seen?.engine.isRunning === false && asked.capabilities.isOnline) await watch.restart(seen.engine);
        const isPatient = performance.now() - startedAt > patientAfterMs;
        await delay(isPatient ? patientlyMs : againMs, undefined, { signal: context.signal }).catch(() => {});
      }
    } finally {
      await board.endWaiting().catch(() => {});
    }
  },
};

/** What a wait has come to. */
interface Wait {
  readonly board: CutoverBoard;
  /** ISO 8601. */
  readonly since: string;
  rounds: number;
  /** The gates that were told of last. */
  told: string;
}

/** Reads every gate. @returns what they say, when all of them are open */
async function lookAt(
  engine: EngineObservation,
  wait: Wait,
  context: StepContext,
): Promise<readonly string[] | undefined> {
  const { cutover } = context.migration.loaded.spec;
  const { capabilities } = context.migration.engine;
  const { board, since } = wait;
  wait.rounds += 1;
  context.progress(engine);
  if (engine.state === 'failed' && capabilities.isOnline) throw engineFailed(engine);
  const readings = await readGates(gatesOf(cutover, capabilities), engine, context);
  const waiting = readings.filter(({ isOpen }) => !isOpen).map(({ name: gate, words }) => ({ name: gate, words }));
  const closed = waiting.map(({ words }) => words);
  // An engine that cannot be asked at this moment is asked the next time.
  if ((engine.progress?.verification?.mismatchCount ?? 0) > 0) await lookAgain(context).catch(() => {});
  const { cancelledBy } = await board.read();
  if (cancelledBy !== undefined) throw cancelled(cancelledBy, closed);
  if (closed.length === 0) return readings.map(({ words }) => words);
  const until = await givesUpAt(cutover, since, context);
  if (until !== undefined && context.now() > until) throw notMet(closed);
  const { startedBy: by, attemptsBefore } = context;
  const checks = wait.rounds;
  await board.waiting({ gates: readings, since, until: until?.toISOString(), checks, attemptsBefore, by });
  // What is waited for for days is told when it changes, and not twice a second.
  const names = waiting.map(({ name: gate }) => gate).join('; ');
  if (names !== wait.told) context.waitingFor(waiting);
  wait.told = names;
  return undefined;
}

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
