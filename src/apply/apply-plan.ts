/**
 * Carries out a plan: journal, step, journal. A step's intent is written down before it does anything and its outcome after,
 * so that whoever comes next knows where a run died. Steps of a transaction are taken back together when one of them fails
 * before the point of no return.
 */
import { randomUUID } from 'node:crypto';
import type { LedgerLock } from '../ledger/ledger-store.ts';
import { type ExitCode, type GodwitError, UserError } from '../lib/errors.ts';
import { clusterIdentity } from '../mongo/cluster-identity.ts';
import { observeRivals } from '../observe/observe-sharers.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import type { Plan } from '../plan/plan.ts';
import type { StepKind } from '../plan/step.ts';
import type { ApplyEvent, ApplyOutcome } from './apply-events.ts';
import { ApplyRun } from './apply-run.ts';
import { RunJournal } from './run-journal.ts';

export interface ApplyOptions {
  readonly migration: OpenMigration;
  /** Made while the lock was held, so that nobody else changed what it rests on. */
  readonly plan: Plan;
  readonly lock: LedgerLock;
  /** Aborted when the user wants to stop: at the next point from where the run can be taken up again. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly emit: (event: ApplyEvent) => void;
}

/** How it went; never throws for what a step met. */
export interface ApplyResult {
  readonly outcome: ApplyOutcome;
  readonly error: GodwitError | undefined;
  readonly exitCode: ExitCode;
}

/** Of a run that makes the destination: another migration's is a different one. */
const notThereYet = 'not there yet';

export async function applyPlan(options: ApplyOptions): Promise<ApplyResult> {
  const { migration, plan, lock, emit } = options;
  const runId = randomUUID().slice(0, 8);
  const journal = await RunJournal.open(migration.ledger, lock, runId);
  await journal.append({
    kind: 'runStarted',
    command: 'apply',
    planId: plan.id,
    specHash: plan.specHash,
    phase: plan.phase,
    godwitVersion: plan.godwitVersion,
    destination: migration.outOfSight === undefined ? clusterIdentity(migration.destination.facts) : notThereYet,
  });
  await refuseRivals(options, journal);
  emit({ type: 'applyStarted', plan, runId });
  const run = new ApplyRun(options, journal);
  const result = await run.all();
  // What it ended with follows from the entries before as well.
  await journal.tryAppend({ kind: 'runFinished', outcome: result.outcome });
  const { outcome, exitCode } = result;
  emit({ type: 'applyFinished', outcome, blockedMs: run.blockedMs, exitCode });
  return result;
}

/** With these a migration begins to write into its destination. */
const beginning: ReadonlySet<StepKind> = new Set(['clearDestination', 'startSync', 'copyOffline']);

/** Each migration has a lock of its own, so that two of them can have planned for an empty destination at the same time. */
async function refuseRivals({ migration, plan }: ApplyOptions, journal: RunJournal): Promise<void> {
  if (!plan.steps.some(({ kind }) => beginning.has(kind))) return;
  const [rival] = await observeRivals(migration);
  if (rival === undefined) return;
  await journal.tryAppend({ kind: 'runFinished', outcome: 'failed' });
  throw new UserError('GW792', {
    summary: `The migration ${rival.name} begins to use this destination at the same moment (${rival.words}); nothing was done`,
    detail: 'Two syncs into one destination would write over each other',
    hint: `Run one of them, and the other one when that is complete: \`after: [{ migration: ${rival.name}, phase: complete }]\``,
  });
}
