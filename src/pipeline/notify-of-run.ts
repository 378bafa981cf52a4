import type { ApplyEvent } from '../apply/apply-events.ts';
import { secretsOfMigration } from '../apply/secrets-of-migration.ts';
import { NoticesOfRun } from '../notify/notices-of-run.ts';
import { type DeliveryResult, Notifier } from '../notify/notifier.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import type { Plan } from '../plan/plan.ts';
import { actorOf } from './actor.ts';
import type { RunContext } from './run-context.ts';

/** Those whom a migration's file wants to be told, while it is applied. */
export function notifierOf(
  migration: OpenMigration,
  { env }: RunContext,
  onResult: (result: DeliveryResult) => void,
): Notifier {
  const { spec, baseDirectory } = migration.loaded;
  const secrets = secretsOfMigration(migration);
  return new Notifier({ notifications: spec.notifications, baseDirectory, env, secrets, onResult });
}

/** Tells of a run's events as they come. */
export function tellOf(
  notifier: Notifier,
  migration: OpenMigration,
  plan: Plan,
  { env, now }: RunContext,
): (event: ApplyEvent) => void {
  const { name, environment, spec } = migration.loaded;
  const { user, job } = actorOf(env);
  const { oplogWindowSeconds } = plan.forecast;
  const notices = new NoticesOfRun({ oplogWindowSeconds, waivers: spec.checks.waive });
  let runId: string | undefined;
  return (event) => {
    if (event.type === 'applyStarted') runId = event.runId;
    const at = now();
    for (const occasion of notices.of(event, at)) {
      const about = { migration: name, environment, phase: plan.phase, by: user, job, runId, at: at.toISOString() };
      notifier.notify({ ...about, ...occasion });
    }
  };
}
