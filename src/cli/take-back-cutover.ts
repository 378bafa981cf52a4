import { type ApplyResult, applyPlan } from '../apply/apply-plan.ts';
import { readJournal } from '../ledger/journal.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { actorOf } from '../pipeline/actor.ts';
import { planMigration } from '../pipeline/plan-migration.ts';
import type { Selection } from '../pipeline/selection.ts';
import type { MigrationView } from './apply-view.ts';
import type { CommandContext } from './context.ts';

interface TakeBackParts {
  readonly view: MigrationView;
  readonly selection: Selection;
  readonly context: CommandContext;
  /** How long the run that began it gets to take it back by itself. */
  readonly lockTimeoutMs: number;
}

/**
 * Takes back a cutover that was left open, as the next `apply` would begin with, and nothing else.
 * @returns `undefined` when there was nothing left to take back
 */
export async function takeBackCutover(
  migration: OpenMigration,
  { view, context, selection, lockTimeoutMs }: TakeBackParts,
): Promise<ApplyResult | undefined> {
  const isOpen = async () => readJournal(await migration.ledger.read()).open !== undefined;
  if (!(await isOpen())) return undefined;
  await using lock = await migration.ledger.lock(actorOf(context.env), 'take back a cutover', lockTimeoutMs);
  if (!(await isOpen())) return undefined;
  const whole = await planMigration(migration, context, selection);
  const steps = whole.steps.filter(({ kind }) => kind === 'undoTransaction');
  if (steps.length === 0) return undefined;
  const { signal, env, now } = context;
  const plan = { ...whole, steps };
  const result = await applyPlan({ migration, plan, lock, signal, env, now, emit: (event) => view.show(event) });
  if (result.error !== undefined) view.showFailure(result.error);
  return result;
}
