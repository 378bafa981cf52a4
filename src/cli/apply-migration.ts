import type { ApplyEvent } from '../apply/apply-events.ts';
import { applyPlan } from '../apply/apply-plan.ts';
import type { LedgerLock, LockInfo } from '../ledger/ledger-store.ts';
import { exitCodes, UserError } from '../lib/errors.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { hasErrors, type Plan } from '../plan/plan.ts';
import { planStillHolds } from '../plan/plan-still-holds.ts';
import { planSummary } from '../report/text/plan.ts';
import { actorOf } from './actor.ts';
import type { MigrationResult } from './apply-many.ts';
import type { MigrationView } from './apply-view.ts';
import { backgroundNote, backgroundPart } from './background.ts';
import { confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import { canBeAsked, demandName } from './demand-name.ts';
import type { GlobalOptions } from './global-options.ts';
import { notifierOf, tellOf } from './notify-of-run.ts';
import { planMigration } from './plan-migration.ts';
import type { Selection } from './select-migrations.ts';
import { stalePlan } from './stale-plan.ts';
import { usageErrorCode } from './usage-error.ts';

/** Who says yes: a person at the terminal, a flag, or the review of a plan in a file. */
export type Approval =
  | { readonly by: 'question' }
  | { readonly by: 'flag' }
  | { readonly by: 'review'; readonly plan: Plan };

export interface ApplyParts {
  readonly context: CommandContext;
  readonly options: GlobalOptions;
  readonly view: MigrationView;
  readonly approval: Approval;
  /** The name that was given for steps that destroy something for good. */
  readonly confirmedName: string | undefined;
  /** Returns as soon as the engine can be left alone. */
  readonly isInBackground: boolean;
  readonly selection: Selection;
}

/** Plans one migration, has it approved, and carries it out. */
export async function applyMigration(migration: OpenMigration, parts: ApplyParts): Promise<MigrationResult> {
  const { view, approval } = parts;
  // Outlives the lock: nobody who waits for that has to wait for messages.
  await using notifier = notifierOf(migration, parts.context, (result) => view.showDelivery(result));
  if (approval.by === 'review') return await applyReviewed(migration, approval.plan, parts, notifier);
  const shown = await planMigration(migration, parts.context, parts.selection);
  view.showPlan(shown);
  if (!isToBeDone(shown)) return nothingDone(shown);
  if (approval.by === 'flag' && migration.loaded.removedSince !== undefined) throw notGivenUp(shown);
  if (approval.by === 'question') await askApproval(shown, parts);
  await demandName(shown, parts.confirmedName, parts.context, parts.options);
  await using lock = await takeLock(migration, shown, parts);
  // Whoever had the lock before may have done all of it, or something else.
  const plan = await planMigration(migration, parts.context, parts.selection);
  if (!hasSameSteps(plan, shown)) {
    const isDestructive = plan.steps.some(({ needsConfirmation }) => needsConfirmation);
    if (approval.by === 'question' || isDestructive) throw staleApproval();
    view.showChangedPlan(plan);
    if (!isToBeDone(plan)) return nothingDone(plan);
  }
  return await carryOut(migration, plan, lock, parts, notifier);
}

/** What was reviewed is what is shown and done, or nothing is. */
async function applyReviewed(
  migration: OpenMigration,
  reviewed: Plan,
  parts: ApplyParts,
  notifier: Notifier,
): Promise<MigrationResult> {
  const { view, context } = parts;
  view.showPlan(reviewed);
  if (!isToBeDone(reviewed)) {
    const current = await planMigration(migration, context, parts.selection);
    refuseStale(reviewed, await holds(migration, reviewed, current));
    return nothingDone(current);
  }
  await demandName(reviewed, parts.confirmedName, context, parts.options);
  await using lock = await takeLock(migration, reviewed, parts);
  const current = await planMigration(migration, context, parts.selection);
  const verdict = await holds(migration, reviewed, current);
  refuseStale(reviewed, verdict);
  // A run is known by the plan that was reviewed, however much of it is left.
  const plan = { ...current, id: reviewed.id };
  if (verdict.holds === 'alreadyDone') view.showAlreadyDone(plan);
  if (verdict.holds === 'continues') view.showContinuation(plan);
  if (!isToBeDone(plan)) return nothingDone(plan);
  return await carryOut(migration, plan, lock, parts, notifier);
}

type Verdict = ReturnType<typeof planStillHolds>;

async function holds({ ledger }: OpenMigration, reviewed: Plan, current: Plan): Promise<Verdict> {
  return planStillHolds(reviewed, current, await ledger.read());
}

function refuseStale(reviewed: Plan, verdict: Verdict): void {
  if (verdict.holds === 'no') throw stalePlan(reviewed, verdict.differences);
}

async function takeLock(
  { ledger }: OpenMigration,
  { phase }: Plan,
  { context, options, view }: ApplyParts,
): Promise<LedgerLock> {
  const onWait = (holder: LockInfo) => view.waitingForLock(holder);
  return await ledger.lock(actorOf(context.env), `apply to ${phase}`, options.lockTimeoutMs, onWait);
}

async function carryOut(
  migration: OpenMigration,
  plan: Plan,
  lock: LedgerLock,
  { context, view, isInBackground }: ApplyParts,
  notifier: Notifier,
): Promise<MigrationResult> {
  const part = isInBackground ? backgroundPart(plan) : plan;
  const { signal, env, now } = context;
  const tell = tellOf(notifier, migration, plan, context);
  const emit = (event: ApplyEvent) => {
    view.show(event);
    tell(event);
  };
  const result = await applyPlan({ migration, plan: part, lock, signal, env, now, emit });
  const { error, exitCode } = result;
  if (error === undefined) {
    if (isInBackground) view.note(backgroundNote(migration.loaded.spec));
    return { outcome: 'done', exitCode };
  }
  view.showFailure(error);
  return { outcome: 'failed', exitCode, reason: `[${error.code}] ${error.summary}` };
}

const isToBeDone = (plan: Plan) => plan.steps.length > 0 && !hasErrors(plan);

function nothingDone(plan: Plan): MigrationResult {
  if (!hasErrors(plan)) return { outcome: 'nothingToDo', exitCode: exitCodes.ok };
  return { outcome: 'failed', exitCode: exitCodes.checksBlock, reason: planSummary(plan) };
}

function hasSameSteps(a: Plan, b: Plan): boolean {
  const essence = ({ steps, diagnostics }: Plan) =>
    JSON.stringify([steps.map(({ id }) => id), diagnostics.filter(({ severity }) => severity === 'error')]);
  return essence(a) === essence(b);
}

async function askApproval(plan: Plan, { context, options }: ApplyParts): Promise<void> {
  if (!canBeAsked(context, options)) {
    throw new UserError(usageErrorCode, {
      summary: 'There is nobody to approve the plan',
      hint: 'Review it with `godwit plan`, then run `godwit apply --auto-approve`; or save it with `godwit plan --out FILE` and run `godwit apply FILE`',
    });
  }
  if (await confirm(`Carry out plan ${plan.id}?`)) return;
  throw new UserError('GW810', { summary: 'The plan was not approved; nothing was done' });
}

/** A file may be gone by mistake: a flag that stands in every pipeline is no answer to that. */
function notGivenUp({ migration }: Plan): UserError {
  return new UserError('GW859', {
    summary: `The file of ${migration} was removed, and giving the migration up is not approved by --auto-approve`,
    hint: 'Review `godwit plan --since COMMIT --out FILE`, and apply that file; or answer the question on a terminal',
  });
}

function staleApproval(): UserError {
  return new UserError('GW811', {
    summary: 'What has to be done is no longer what was approved; nothing was done',
    detail: 'Another run, or the sync itself, went on meanwhile',
    hint: 'Run `godwit apply` again and look at the plan as it is now',
    exitCode: exitCodes.planStale,
  });
}
