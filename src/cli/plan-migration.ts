import { messageOf } from '../lib/errors.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import { explained, observe } from '../observe/observe.ts';
import { observeRehearsal } from '../observe/observe-rehearsal.ts';
import { observeSharers } from '../observe/observe-sharers.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Neighbours, PredecessorSeen } from '../plan/neighbours.ts';
import type { Plan } from '../plan/plan.ts';
import { windowTimes } from '../spec/cutover-window.ts';
import type { Phase } from '../spec/migration.ts';
import { askPolicies } from './ask-policies.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import type { Selection } from './select-migrations.ts';
import { version } from './version.ts';
import { openLoaded } from './with-migrations.ts';

const shownWindows = 3;

/** Observes a migration and plans it; findings are given their place in the file. */
export async function planMigration(
  migration: OpenMigration,
  context: CommandContext,
  selection: Selection,
  phase: Phase = migration.loaded.spec.phase,
): Promise<Plan> {
  const { now: clock, signal } = context;
  const { loaded, engine } = migration;
  const now = clock();
  const { window } = loaded.spec.cutover;
  const [observation, neighbours, rehearsal] = await interruptible(
    signal,
    async () =>
      await Promise.all([
        observe(migration, now, { forChecks: true }),
        observeNeighbours(migration, context, selection),
        observeRehearsal(loaded),
      ]),
  );
  const plan = makePlan({
    spec: { ...loaded.spec, phase },
    specHash: loaded.specHash,
    environment: loaded.environment,
    observation,
    neighbours,
    rehearsal,
    removedSince: loaded.removedSince,
    state: deriveState(observation.engine, observation.journal),
    capabilities: engine.capabilities,
    windows: window === undefined ? [] : await windowTimes(window, now, shownWindows),
    godwitVersion: version(),
    now: now.toISOString(),
  });
  const diagnostics = [...plan.diagnostics, ...(await askPolicies(migration, plan, context))];
  return { ...plan, diagnostics: diagnostics.map((diagnostic) => loaded.annotate(diagnostic)) };
}

async function observeNeighbours(
  migration: OpenMigration,
  context: CommandContext,
  selection: Selection,
): Promise<Neighbours> {
  const { after } = migration.loaded.spec;
  const [sharers, ...predecessors] = await Promise.all([
    explained('destination', migration.destination, observeSharers(migration)),
    ...after.map(async ({ migration: name }) => await observePredecessor(name, context, selection)),
  ]);
  return { sharers, predecessors: predecessors.filter((one) => one !== undefined) };
}

async function observePredecessor(
  name: string,
  context: CommandContext,
  { selected, find }: Selection,
): Promise<PredecessorSeen | undefined> {
  const loaded = await find(name);
  if (loaded === undefined) return undefined;
  const seen = { name, phase: loaded.spec.phase, isInRun: selected.some((one) => one.name === name) };
  try {
    await using open = await openLoaded(loaded, context);
    const { engine, journal } = await observe(open, context.now());
    return { ...seen, state: deriveState(engine, journal) };
  } catch (error) {
    return { ...seen, state: undefined, failure: messageOf(error) };
  }
}
