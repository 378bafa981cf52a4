import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, exitCodes, messageOf } from '../../lib/errors.ts';
import { rollsBackCode } from '../../lifecycle/rolls-back.ts';
import { applicationName } from '../../mongo/connect.ts';
import { connectedClients } from '../../mongo/connected-clients.ts';
import type { Watch } from '../../spec/blocks/cutover.ts';
import { ChecksWatch } from '../checks-watch.ts';
import { EngineWatch } from '../engine-watch.ts';
import { commandGate, httpGate } from '../gates/action-gates.ts';
import type { Gate } from '../gates/gate.ts';
import { type NamedReading, readGates } from '../gates/read-gates.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const commandTimeoutMs = 30_000;

/**
 * Looks after the switch whether all is well, for the declared time: the file's own probes, the sync back, and who is still
 * connected to the old cluster. A failure counts when it comes several times in a row.
 */
export const watchCutover: StepExecutor = {
  run: async (_step, context) => {
    const watch = context.migration.loaded.spec.cutover.watch!;
    const checks = new ChecksWatch(context);
    const engine = new EngineWatch(context);
    const endsAt = performance.now() + watch.forMs;
    let failuresInARow = 0;
    let rounds = 0;
    do {
      context.signal.throwIfAborted();
      checks.lookWhenDue();
      rounds += 1;
      const failed = (await look(watch, engine, context)).filter(({ isOpen }) => !isOpen).map(({ words }) => words);
      failuresInARow = failed.length === 0 ? 0 : failuresInARow + 1;
      if (failed.length > 0) context.note(`Not well (${failuresInARow} in a row): ${failed.join('; ')}`);
      if (failuresInARow >= watch.failures) throw await notWell(failed, watch, context);
      const restMs = endsAt - performance.now();
      await delay(Math.max(0, Math.min(watch.everyMs, restMs)), undefined, { signal: context.signal }).catch(() => {});
    } while (performance.now() < endsAt);
    const left = await stillOnOldCluster(context);
    if (left.length > 0) context.note(`Still connected to the old cluster: ${left.join('; ')}`);
    return { rounds, verdict: 'well', stillOnOldCluster: left };
  },
};

/** What keeps us from looking is not well either, and passes in an election. */
async function look(watch: Watch, engine: EngineWatch, context: StepContext): Promise<readonly NamedReading[]> {
  const gates: readonly Gate[] = [
    syncBackGoes,
    ...watch.http.map(httpGate),
    ...watch.commands.map((command) => commandGate(command, commandTimeoutMs)),
  ];
  try {
    const seen = await context.migration.engine.observe();
    if (seen.isReversed === true && !seen.isRunning) await engine.restart(seen);
    return await readGates(gates, seen, context);
  } catch (error) {
    context.signal.throwIfAborted();
    return [{ name: 'engine', isOpen: false, words: `the sync cannot be looked at: ${messageOf(error)}` }];
  }
}

const syncBackGoes: Gate = {
  name: 'syncBack',
  read: async ({ isReversed, isRunning, state, progress, failure }) => {
    if (isReversed !== true) return { isOpen: true, words: 'no sync back is meant to run' };
    const isWell = isRunning && failure === undefined && state !== 'paused';
    const lag = progress?.lagSeconds === undefined ? '' : `, lag ${progress.lagSeconds} s`;
    return {
      isOpen: isWell,
      words: `the sync back is ${failure?.message ?? (isRunning ? state : 'not running')}${lag}`,
    };
  },
};

async function stillOnOldCluster({ migration }: StepContext): Promise<readonly string[]> {
  const clients = (await connectedClients(migration.source.client, applicationName)) ?? [];
  return clients.map(({ application, driver, hosts, connections }) => {
    return `${application === '' ? driver : application} from ${hosts.join(', ')} (${connections} connections)`;
  });
}

/** Only a sync back that runs can be rolled back by; without one people have to look. */
async function notWell(failed: readonly string[], watch: Watch, { migration }: StepContext): Promise<EnvironmentError> {
  const detail = failed.join('; ');
  const seen = await migration.engine.observe().catch(() => undefined);
  const canRollBack = seen?.isReversed === true;
  if (watch.onFailure === 'rollBack' && canRollBack) {
    return new EnvironmentError(rollsBackCode, {
      summary: 'All is not well after the cutover, and the file says to go back to the source',
      detail,
      hint: 'Nothing has to be done for that; look into what failed before the next cutover',
      exitCode: exitCodes.gateNotMet,
    });
  }
  return new EnvironmentError('GW836', {
    summary: 'All is not well after the cutover',
    detail,
    hint: 'Nothing was undone. Look into it; phase: rolledBack goes back where a sync back runs. `godwit apply` watches again',
  });
}
