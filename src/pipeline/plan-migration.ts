import { capabilitiesOf } from '../engines/create-engine.ts';
import { messageOf } from '../lib/errors.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Observation } from '../observe/observation.ts';
import { explained, observe } from '../observe/observe.ts';
import { observeAccounts } from '../observe/observe-accounts.ts';
import { observeCounts } from '../observe/observe-counts.ts';
import { observeForeignWrites } from '../observe/observe-foreign-writes.ts';
import { observeRehearsal } from '../observe/observe-rehearsal.ts';
import { observeSharers } from '../observe/observe-sharers.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { makePlan, notHolding } from '../plan/make-plan.ts';
import type { Neighbours, PredecessorSeen } from '../plan/neighbours.ts';
import type { Plan } from '../plan/plan.ts';
import { isCarriedThrough } from '../plan/rules/interrupted-steps.ts';
import { windowTimes } from '../spec/cutover-window.ts';
import type { Phase } from '../spec/migration.ts';
import { askPolicies } from './ask-policies.ts';
import { interruptible } from './interruptible.ts';
import { openLoaded } from './open-loaded.ts';
import type { RunContext } from './run-context.ts';
import type { Selection } from './selection.ts';
import { version } from './version.ts';

const shownWindows = 3;

/** Observes a migration and plans it; findings are given their place in the file. */
export async function planMigration(
  migration: OpenMigration,
  context: RunContext,
  selection: Selection,
  phase: Phase = migration.loaded.spec.phase,
): Promise<Plan> {
  const { now: clock, signal } = context;
  const { loaded, outOfSight } = migration;
  const { removedSince } = loaded;
  const isGivenUp = removedSince !== undefined || loaded.isGivenUp === true;
  const isGuess = outOfSight === 'noLogin' || outOfSight === 'unreachable';
  // Whether there is a sync to be given up, only the destination can tell.
  if (isGivenUp && isGuess) requireDestination(migration);
  const now = clock();
  const { window } = loaded.spec.cutover;
  const [seen, accounts, neighbours, rehearsal] = await interruptible(
    signal,
    async () =>
      await Promise.all([
        // What was made for a migration whose file was removed stays: `godwit destroy` is the verb for that.
        observe(migration, now, { forChecks: true, planning: isGivenUp ? undefined : signal }),
        observeAccounts(migration),
        observeNeighbours(migration, context, selection),
        observeRehearsal(loaded),
      ]),
  );
  const [countDifferences, foreignWrites] = await interruptible(
    signal,
    async () => await Promise.all([observeCounts(migration, seen), observeForeignWrites(migration, seen, signal)]),
  );
  const observation: Observation = { ...seen, accounts, countDifferences, foreignWrites };
  // Nothing that could be changed from here would help.
  if (outOfSight === 'unreachable' && observation.infrastructure?.changes.length === 0) requireDestination(migration);
  const plan = makePlan({
    spec: { ...loaded.spec, phase },
    specHash: loaded.specHash,
    environment: loaded.environment,
    observation,
    neighbours,
    rehearsal,
    isRehearsal: loaded.spec.phase === 'detached',
    removedSince,
    isGivenUp,
    state: stateOf(observation),
    capabilities: outOfSight === undefined ? migration.engine.capabilities : capabilitiesOf(loaded.spec),
    windows: window === undefined ? [] : await windowTimes(window, now, shownWindows),
    godwitVersion: version(),
    now: now.toISOString(),
  });
  const findings = notHolding(isCarriedThrough(observation), await askPolicies(migration, plan, context));
  const diagnostics = [...plan.diagnostics, ...findings];
  return { ...plan, diagnostics: diagnostics.map((diagnostic) => loaded.annotate(diagnostic)) };
}

/** @throws GodwitError why it cannot be looked at */
function requireDestination({ destination }: OpenMigration): unknown {
  return destination;
}

/** While the destination is out of sight, only Atlas can tell that a migration is over. */
export function stateOf({ engine, journal, outOfSight, infrastructure }: Observation): MigrationState {
  if (outOfSight === undefined) return deriveState(engine, journal);
  return infrastructure?.stage === 'complete' ? 'complete' : 'absent';
}

async function observeNeighbours(
  migration: OpenMigration,
  context: RunContext,
  selection: Selection,
): Promise<Neighbours> {
  const { after } = migration.loaded.spec;
  const [sharers, ...predecessors] = await Promise.all([
    migration.outOfSight === undefined
      ? explained('destination', migration.destination, observeSharers(migration))
      : observeSharers(migration),
    ...after.map(async ({ migration: name }) => await observePredecessor(name, context, selection)),
  ]);
  return { sharers, predecessors: predecessors.filter((one) => one !== undefined) };
}

async function observePredecessor(
  name: string,
  context: RunContext,
  { selected, find }: Selection,
): Promise<PredecessorSeen | undefined> {
  const loaded = await find(name);
  if (loaded === undefined) return undefined;
  const seen = { name, phase: loaded.spec.phase, isInRun: selected.some((one) => one.name === name) };
  try {
    await using open = await openLoaded(loaded, context, { lockTimeoutMs: 0 });
    const { engine, journal } = await observe(open, context.now());
    return { ...seen, state: deriveState(engine, journal) };
  } catch (error) {
    return { ...seen, state: undefined, failure: messageOf(error) };
  }
}
