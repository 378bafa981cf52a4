import type { ApplyEvent } from '../apply/apply-events.ts';
import { secretsOfMigration } from '../apply/secrets-of-migration.ts';
import { NoticesOfRun } from '../notify/notices-of-run.ts';
import { type DeliveryResult, Notifier } from '../notify/notifier.ts';
import { standingOccasions } from '../notify/standing-notices.ts';
import { observeEngine } from '../observe/observe.ts';
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
  const notices = new NoticesOfRun(plan.forecast);
  let runId: string | undefined;
  return (event) => {
    if (event.type === 'applyStarted') runId = event.runId;
    const at = now();
    for (const occasion of notices.of(event, at))
      notifier.notify({ ...about(migration, plan.phase, env, at), runId, ...occasion });
  };
}

/**
 * Tells of what is amiss with a migration that nobody runs, whose engine may go on by itself: waits a while for the
 * messages to go out.
 */
export async function tellOfStanding(
  migration: OpenMigration,
  plan: Plan,
  context: RunContext,
  onResult: (result: DeliveryResult) => void,
): Promise<void> {
  await using notifier = notifierOf(migration, context, onResult);
  const at = context.now();
  const engine = migration.outOfSight === undefined ? await observeEngine(migration) : undefined;
  for (const occasion of standingOccasions(plan, engine)) {
    notifier.notify({ ...about(migration, plan.phase, context.env, at), ...occasion });
  }
}

/** Tells of a run that was refused before it began, with the error that says why. */
export async function tellOfRefusal(
  migration: OpenMigration,
  reason: string | undefined,
  context: RunContext,
  onResult: (result: DeliveryResult) => void,
): Promise<void> {
  await using notifier = notifierOf(migration, context, onResult);
  const { phase } = migration.loaded.spec;
  notifier.notify({ ...about(migration, phase, context.env, context.now()), event: 'failed', reason });
}

function about({ loaded: { name, environment } }: OpenMigration, phase: string, env: RunContext['env'], at: Date) {
  const { user, job } = actorOf(env);
  return { migration: name, environment, phase, by: user, job, at: at.toISOString() };
}
