import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import { commandGate, httpGate } from '../gates/action-gates.ts';
import { canCommitGate } from '../gates/can-commit.ts';
import type { Gate } from '../gates/gate.ts';
import { maxLagGate } from '../gates/max-lag.ts';
import { verifiedWithinGate } from '../gates/verified-within.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const againMs = 500;

/** Waits until every gate is open, for as long as a cutover may take; nothing is touched before. */
export const checkGates: StepExecutor = {
  run: async (_step, context) => {
    const { cutover } = context.migration.loaded.spec;
    const gates = gatesOf(context);
    const giveUpAt = performance.now() + cutover.timeoutMs;
    for (;;) {
      context.signal.throwIfAborted();
      const engine = await context.migration.engine.observe();
      context.progress(engine);
      const readings = await Promise.all(gates.map(async (gate) => await gate.read(engine, context)));
      const closed = readings.filter(({ isOpen }) => !isOpen).map(({ words }) => words);
      if (closed.length === 0) return { readings: readings.map(({ words }) => words) };
      if (performance.now() > giveUpAt) throw notMet(closed);
      context.note(`Waiting for: ${closed.join('; ')}`);
      await delay(againMs, undefined, { signal: context.signal }).catch(() => {});
    }
  },
};

function gatesOf({ migration }: StepContext): readonly Gate[] {
  const { gates } = migration.loaded.spec.cutover;
  const { isOnline, verification } = migration.engine.capabilities;
  const isWatched = verification === 'godwit' && gates.verifiedWithinMs !== undefined;
  return [
    ...(isOnline ? [maxLagGate(gates.maxLagMs), canCommitGate] : []),
    ...(isWatched ? [verifiedWithinGate(gates.verifiedWithinMs!)] : []),
    ...gates.http.map(httpGate),
    ...gates.commands.map(({ command, timeoutMs }) => commandGate(command, timeoutMs)),
  ];
}

function notMet(closed: readonly string[]): EnvironmentError {
  return new EnvironmentError('GW841', {
    summary: 'A gate of the cutover did not open in time',
    detail: closed.join('; '),
    hint: 'Nothing was changed. Run `godwit apply` again when it can be met, or change the gate in the file',
    exitCode: exitCodes.gateNotMet,
  });
}
