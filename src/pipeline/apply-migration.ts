import type { ApplyEvent } from '../apply/apply-events.ts';
import { applyPlan } from '../apply/apply-plan.ts';
import type { LedgerLock, LockInfo } from '../ledger/ledger-store.ts';
import { type ExitCode, exitCodes, isGodwitError, UserError } from '../lib/errors.ts';
import { rollsBackCode } from '../lifecycle/rolls-back.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { isProvisioning } from '../plan/is-provisioning.ts';
import { hasErrors, type Plan } from '../plan/plan.ts';
import { isRollbackAsShown, planStillHolds } from '../plan/plan-still-holds.ts';
import { stepToConfirm } from '../plan/step.ts';
import { planSummary } from '../report/text/plan.ts';
import { actorOf } from './actor.ts';
import { backgroundNote, backgroundPart } from './background.ts';
import { notifierOf, tellOf, tellOfRefusal } from './notify-of-run.ts';
import { openLoaded } from './open-loaded.ts';
import { planMigration } from './plan-migration.ts';
import type { RunContext } from './run-context.ts';
import type { Consent, RunView } from './run-view.ts';
import type { Selection } from './selection.ts';
import { stalePlan } from './stale-plan.ts';

/** Who says yes: a person at the terminal, a flag, or the review of a plan in a file. */
export type Approval =
  | { readonly by: 'question' }
  | { readonly by: 'flag' }
  | { readonly by: 'review'; readonly plan: Plan };

/** How one migration's run ended. */
export interface MigrationResult {
  readonly outcome: 'done' | 'nothingToDo' | 'failed';
  readonly exitCode: ExitCode;
  readonly reason?: string | undefined;
}

export interface ApplyParts {
  readonly context: RunContext;
  /** How long to wait for somebody else's lock. */
  readonly lockTimeoutMs: number;
  readonly view: RunView;
  readonly approval: Approval;
  readonly consent: Consent;
  /** Returns as soon as the engine can be left alone. */
  readonly isInBackground: boolean;
  readonly selection: Selection;
}

/**
 * Plans one migration, has it approved, and carries it out. A destination that has yet to be made is made first; what comes
 * after that is planned again as soon as it can be looked at, under the ledger that is kept there.
 */
export async function applyMigration(migration: OpenMigration, parts: ApplyParts): Promise<MigrationResult> {
  const { approval } = parts;
  try {
    const result =
      approval.by === 'review'
        ? await applyReviewed(migration, approval.plan, parts)
        : await applyPlanned(migration, parts);
    // What a run met it has told of itself.
    if (result.exitCode === exitCodes.checksBlock) await tellRefused(migration, result.reason, parts);
    return result;
  } catch (error) {
    if (isGodwitError(error) && error.exitCode !== exitCodes.interrupted) {
      await tellRefused(migration, `[${error.code}] ${error.summary}`, parts);
    }
    throw error;
  }
}

/** Whoever sits at a terminal sees it there. */
async function tellRefused(
  migration: OpenMigration,
  reason: string | undefined,
  { approval, context, view }: ApplyParts,
): Promise<void> {
  if (approval.by === 'question') return;
  await tellOfRefusal(migration, reason, context, (result) => view.showDelivery(result));
}

async function applyPlanned(migration: OpenMigration, parts: ApplyParts): Promise<MigrationResult> {
  const { view, approval, context, selection } = parts;
  const shown = await planMigration(migration, context, selection);
  view.showPlan(shown);
  if (!isToBeDone(shown)) return nothingDone(shown);
  if (approval.by === 'flag' && migration.loaded.removedSince !== undefined) throw notGivenUp(shown);
  await approve(shown, parts);
  if (migration.outOfSight === undefined) return await carryOutApproved(migration, shown, parts);
  const made = await carryOutApproved(migration, makingPart(shown), inForeground(parts));
  if (made.exitCode !== exitCodes.ok) return made;
  await using inSight = await openMade(migration, parts);
  const rest = { ...shown, steps: shown.steps.filter((step) => !isProvisioning(step)) };
  const next = await planMigration(inSight, context, selection);
  if (next.steps.length === 0 && !hasErrors(next)) return made;
  if (!hasSameSteps(next, rest)) {
    view.showChangedPlan(next);
    if (!isToBeDone(next)) return nothingDone(next);
    if (approval.by === 'flag' && isDestructive(next)) throw staleApproval();
    await approve(next, parts);
  }
  return await carryOutApproved(inSight, next, parts);
}

/** Carries out what was approved, if it is still what has to be done. */
async function carryOutApproved(migration: OpenMigration, approved: Plan, parts: ApplyParts): Promise<MigrationResult> {
  const { view, approval, context, selection } = parts;
  // Outlives the lock: nobody who waits for that has to wait for messages.
  await using notifier = openNotifier(migration, parts);
  await using lock = await takeLock(migration, approved, parts);
  // Whoever had the lock before may have done all of it, or something else.
  const all = await planMigration(migration, context, selection);
  const plan = migration.outOfSight === undefined ? all : makingPart(all);
  if (!hasSameSteps(plan, approved)) {
    if (approval.by === 'question' || isDestructive(plan)) throw staleApproval();
    view.showChangedPlan(plan);
  }
  if (!isToBeDone(plan)) return nothingDone(plan);
  return await carryOut(migration, plan, lock, parts, notifier);
}

/** What was reviewed is what is shown and done, or nothing is. */
async function applyReviewed(migration: OpenMigration, reviewed: Plan, parts: ApplyParts): Promise<MigrationResult> {
  const { view, context, consent } = parts;
  view.showPlan(reviewed);
  if (!isToBeDone(reviewed)) {
    const current = await planMigration(migration, context, parts.selection);
    refuseStale(reviewed, await holds(migration, reviewed, current));
    return nothingDone(current);
  }
  await consent.demandName(reviewed);
  if (migration.outOfSight === undefined) return await carryOutReviewed(migration, reviewed, parts);
  const made = await carryOutReviewed(migration, reviewed, inForeground(parts));
  if (made.exitCode !== exitCodes.ok) return made;
  if (reviewed.steps.every(isProvisioning)) {
    view.note(
      'That is all of the plan. What comes after it could not be seen when it was made: run `godwit plan` again\n',
    );
    return made;
  }
  await using inSight = await openMade(migration, parts);
  return await carryOutReviewed(inSight, reviewed, parts, 'the destination was made');
}

/** @param before what this run has done already, in words */
async function carryOutReviewed(
  migration: OpenMigration,
  reviewed: Plan,
  parts: ApplyParts,
  before?: string | undefined,
): Promise<MigrationResult> {
  const { view, context } = parts;
  await using notifier = openNotifier(migration, parts);
  await using lock = await takeLock(migration, reviewed, parts);
  const current = await planMigration(migration, context, parts.selection);
  const verdict = await holds(migration, reviewed, current);
  refuseStale(reviewed, verdict, before);
  // A run is known by the plan that was reviewed, however much of it is left.
  const all = { ...current, id: reviewed.id };
  const plan = migration.outOfSight === undefined ? all : makingPart(all);
  if (verdict.holds === 'alreadyDone') view.showAlreadyDone(plan);
  if (verdict.holds === 'continues' && before === undefined) view.showContinuation(plan);
  if (!isToBeDone(plan)) return nothingDone(plan);
  return await carryOut(migration, plan, lock, parts, notifier);
}

const openNotifier = (migration: OpenMigration, { context, view }: ApplyParts): Notifier =>
  notifierOf(migration, context, (result) => view.showDelivery(result));

/** What can be done while the destination is out of sight. */
const makingPart = (plan: Plan): Plan => ({ ...plan, steps: plan.steps.filter(isProvisioning) });

/** Nothing of the destination is left to an engine. */
const inForeground = (parts: ApplyParts): ApplyParts => ({ ...parts, isInBackground: false });

const openMade = async ({ loaded }: OpenMigration, { context, lockTimeoutMs }: ApplyParts): Promise<OpenMigration> =>
  await openLoaded(loaded, context, { lockTimeoutMs });

type Verdict = ReturnType<typeof planStillHolds>;

async function holds({ ledger }: OpenMigration, reviewed: Plan, current: Plan): Promise<Verdict> {
  return planStillHolds(reviewed, current, await ledger.read());
}

function refuseStale(reviewed: Plan, verdict: Verdict, before?: string | undefined): void {
  if (verdict.holds === 'no') throw stalePlan(reviewed, verdict.differences, before);
}

async function takeLock(
  { ledger }: OpenMigration,
  { phase }: Plan,
  { context, lockTimeoutMs, view }: ApplyParts,
): Promise<LedgerLock> {
  const onWait = (holder: LockInfo) => view.waitingForLock(holder);
  return await ledger.lock(actorOf(context.env), `apply to ${phase}`, lockTimeoutMs, onWait);
}

async function carryOut(
  migration: OpenMigration,
  plan: Plan,
  lock: LedgerLock,
  parts: ApplyParts,
  notifier: Notifier,
): Promise<MigrationResult> {
  const { context, view, isInBackground } = parts;
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
  const failed = { outcome: 'failed', exitCode, reason: `[${error.code}] ${error.summary}` } as const;
  // Only a watch ends with this, so that a rollback never brings about another.
  return error.code === rollsBackCode ? await rollBack(migration, plan, failed, { lock, parts, notifier }) : failed;
}

/** What the plan said the watch would do: the rollback, planned from how things are now, if it is the one that was shown. */
async function rollBack(
  migration: OpenMigration,
  watched: Plan,
  failed: MigrationResult,
  { lock, parts, notifier }: { lock: LedgerLock; parts: ApplyParts; notifier: Notifier },
): Promise<MigrationResult> {
  const { context, selection, view } = parts;
  const plan = await planMigration(migration, context, selection, 'rolledBack');
  if (!isRollbackAsShown(watched, plan)) {
    view.showChangedPlan(plan);
    view.showFailure(otherRollback());
    return { ...failed, exitCode: exitCodes.error };
  }
  view.note('Going back to the source, as the plan said:\n');
  const result = await carryOut(migration, plan, lock, parts, notifier);
  if (result.outcome === 'failed') return result;
  return { ...failed, reason: `${failed.reason}; applications use the source again` };
}

function otherRollback(): UserError {
  return new UserError('GW874', {
    summary: 'Going back to the source would not do what the plan of this run had shown, so it was not done',
    hint: 'Look at the plan above. To go back by it: set phase: rolledBack and run `godwit apply`',
  });
}

const isDestructive = (plan: Plan) => stepToConfirm(plan) !== undefined;

const isToBeDone = (plan: Plan) => plan.steps.length > 0 && !hasErrors(plan);

function nothingDone(plan: Plan): MigrationResult {
  if (!hasErrors(plan)) return { outcome: 'nothingToDo', exitCode: exitCodes.ok };
  return { outcome: 'failed', exitCode: exitCodes.checksBlock, reason: planSummary(plan) };
}

function hasSameSteps(a: Plan, b: Plan): boolean {
  const essence = ({ steps, diagnostics }: Plan) =>
    JSON.stringify([
      steps.map(({ id, inputs }) => [id, inputs]),
      diagnostics.filter(({ severity }) => severity === 'error'),
    ]);
  return essence(a) === essence(b);
}

/** By a person, unless a flag has said yes; what destroys something for good wants the name from either, and no yes more. */
async function approve(plan: Plan, { approval, consent }: ApplyParts): Promise<void> {
  if (approval.by === 'question' && !isDestructive(plan)) await consent.ask(plan);
  await consent.demandName(plan);
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
