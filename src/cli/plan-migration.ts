import { deriveState } from '../lifecycle/derive-state.ts';
import { observe } from '../observe/observe.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { windowTimes } from '../spec/cutover-window.ts';
import type { Phase } from '../spec/migration.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import { version } from './version.ts';

const shownWindows = 3;

/** Observes a migration and plans it; findings are given their place in the file. */
export async function planMigration(
  migration: OpenMigration,
  { now: clock, signal }: CommandContext,
  phase: Phase = migration.loaded.spec.phase,
): Promise<Plan> {
  const { loaded, engine } = migration;
  const now = clock();
  const { window } = loaded.spec.cutover;
  const observation = await interruptible(signal, async () => await observe(migration, now));
  const plan = makePlan({
    spec: { ...loaded.spec, phase },
    specHash: loaded.specHash,
    environment: loaded.environment,
    observation,
    state: deriveState(observation.engine, observation.journal),
    capabilities: engine.capabilities,
    windows: window === undefined ? [] : await windowTimes(window, now, shownWindows),
    godwitVersion: version(),
    now: now.toISOString(),
  });
  return { ...plan, diagnostics: plan.diagnostics.map((diagnostic) => loaded.annotate(diagnostic)) };
}
