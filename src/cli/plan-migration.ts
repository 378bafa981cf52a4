import { capabilitiesOf } from '../engines/create-engine.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Observation } from '../observe/observation.ts';
import { observe } from '../observe/observe.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import { version } from './version.ts';

/** Observes a migration and plans it; findings are given their place in the file. */
export async function planMigration(migration: OpenMigration, { now: clock, signal }: CommandContext): Promise<Plan> {
  const { loaded, outOfSight } = migration;
  const now = clock();
  const observation = await interruptible(signal, async () => await observe(migration, now, signal));
  // Nothing that could be changed from here would help.
  if (outOfSight === 'unreachable' && observation.infrastructure?.changes.length === 0) requireDestination(migration);
  const plan = makePlan({
    spec: loaded.spec,
    specHash: loaded.specHash,
    environment: loaded.environment,
    observation,
    state: stateOf(observation),
    capabilities: outOfSight === undefined ? migration.engine.capabilities : capabilitiesOf(loaded.spec.engine.type),
    godwitVersion: version(),
    now: now.toISOString(),
  });
  return { ...plan, diagnostics: plan.diagnostics.map((diagnostic) => loaded.annotate(diagnostic)) };
}

/** @throws GodwitError why it cannot be reached */
function requireDestination({ destination }: OpenMigration): unknown {
  return destination;
}

/** While the destination is out of sight, only Atlas can tell that a migration is over. */
function stateOf({ engine, journal, outOfSight, infrastructure }: Observation): MigrationState {
  if (outOfSight === undefined) return deriveState(engine, journal);
  return infrastructure?.stage === 'complete' ? 'complete' : 'absent';
}
