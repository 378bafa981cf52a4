import type { OpenTransaction } from '../ledger/journal.ts';
import { type ExitCode, exitCodes, type GodwitError, isGodwitError } from '../lib/errors.ts';
import { type Step, step } from '../plan/step.ts';
import type { ApplyEvent, StepOutput } from './apply-events.ts';
import type { ApplyOptions, ApplyResult } from './apply-plan.ts';
import { CutoverGuard, guardLeaseMs, guardLostCode } from './cutover-guard.ts';
import { Deadline } from './deadline.ts';
import { executors } from './executors.ts';
import type { RunJournal } from './run-journal.ts';
import type { StepContext } from './step-executor.ts';
import { asFailure, interrupted, notTakenBack, switchUnknown, undoFailedCode } from './step-failure.ts';
import { type UndoParts, undoTransaction } from './undo-transaction.ts';
import { VerificationOfRun } from './verification-of-run.ts';

/** One run through the plan's steps. */
export class ApplyRun {
  readonly #options: ApplyOptions;
  readonly #journal: RunJournal;
  readonly #outputs = new Map<string, StepOutput>();
  readonly #stepStop = new AbortController();
  readonly #deadline: Deadline;
  readonly #guard: CutoverGuard;
  readonly #verification: VerificationOfRun;
  /** Done for a step that may not come any more. */
  readonly #held: Step[] = [];
  #isPastPointOfNoReturn: boolean;

  constructor(options: ApplyOptions, journal: RunJournal) {
    this.#options = options;
    this.#journal = journal;
    const { plan, migration, signal, lock } = options;
    this.#deadline = new Deadline(plan.phase, migration.loaded.spec.cutover.timeoutMs, this.#stepStop);
    this.#verification = new VerificationOfRun(migration);
    const { holder } = lock.info;
    this.#guard = new CutoverGuard({
      client: () => migration.destination.client,
      migration: migration.loaded.name,
      leaseMs: guardLeaseMs(migration.loaded.spec.cutover.timeoutMs),
      by: `${holder.user} on ${holder.host}`,
      onLost: (error) => this.#stepStop.abort(error),
    });
    const { open } = journal;
    for (const [id, output] of open?.outputs ?? []) this.#outputs.set(id, output);
    this.#isPastPointOfNoReturn = open?.isPastPointOfNoReturn ?? false;
    signal.addEventListener('abort', () => this.#onUserStop());
    lock.lost.addEventListener('abort', () => this.#stepStop.abort(lock.lost.reason));
  }

  /** How long writes were blocked on the source; `undefined` when they were not. */
  get blockedMs(): number | undefined {
    return this.#deadline.elapsedMs;
  }

  async all(): Promise<ApplyResult> {
    const { steps } = this.#options.plan;
    try {
      for (const [index, step] of steps.entries()) {
        if (this.#isStoppedByUser) throw interrupted();
        // While the step before was written down: its executor looks at this no more.
        if (!this.#isPastPointOfNoReturn) this.#stepStop.signal.throwIfAborted();
        await this.#beginTransaction(step);
        await this.#runStep(step);
        await this.#endTransaction(step, steps[index + 1]);
      }
      return { outcome: 'done', error: undefined, exitCode: exitCodes.ok };
    } catch (error) {
      return await this.#settle(asFailure(error));
    } finally {
      this.#guard.end();
      this.#deadline.end();
      await this.#verification.end();
    }
  }

  /** A user's stop counts up to the point of no return; behind it the run goes on to its end. */
  get #isStoppedByUser(): boolean {
    return this.#options.signal.aborted && !this.#isPastPointOfNoReturn;
  }

  async #beginTransaction({ transaction }: Step): Promise<void> {
    if (transaction === undefined || this.#journal.open !== undefined) return;
    await this.#journal.append({ kind: 'transactionBegan', transaction });
  }

  async #endTransaction({ transaction }: Step, following: Step | undefined): Promise<void> {
    if (transaction === undefined || following?.transaction === transaction) return;
    await this.#journal.append({ kind: 'transactionEnded', transaction, outcome: 'done' });
    this.#isPastPointOfNoReturn = false;
  }

  async #runStep(step: Step): Promise<void> {
    this.#emit({ type: 'stepStarted', step });
    await this.#writeIntent(step);
    if (step.heldFor !== undefined) this.#held.push(step);
    if (step.startsDeadline === true) this.#deadline.start();
    const startedAt = performance.now();
    try {
      const output = await executors[step.kind].run(step, this.#context(step));
      this.#outputs.set(step.id, output);
      const entry = { kind: 'stepSucceeded', step: step.id, output } as const;
      if (step.mayEndAccess === true) await this.#journal.tryAppend(entry);
      else await this.#journal.append(entry);
      this.#emit({ type: 'stepSucceeded', step, durationMs: performance.now() - startedAt, output });
    } catch (error) {
      const { code, message } = asFailure(error);
      this.#emit({ type: 'stepFailed', step, code, message });
      await this.#journal.tryAppend({ kind: 'stepFailed', step: step.id, code, message });
      throw error;
    }
  }

  async #writeIntent({ id, transaction, isPointOfNoReturn, mayEndAccess, subject }: Step): Promise<void> {
    const entry = { kind: 'stepStarted', step: id, transaction, subject } as const;
    if (mayEndAccess === true) return await this.#journal.tryAppend(entry);
    if (isPointOfNoReturn !== true) return await this.#journal.append(entry);
    // From here on, and not from the ledger's answer on: one that is lost may stand for an entry that was written.
    this.#isPastPointOfNoReturn = true;
    this.#deadline.end();
    try {
      await this.#journal.append({ ...entry, isPointOfNoReturn });
    } catch (error) {
      throw switchUnknown(error);
    }
    await this.#claimSwitch(id);
  }

  /** Between this run and the guardian one field decides, and it decides only once. */
  async #claimSwitch(step: string): Promise<void> {
    if (this.#journal.open?.steps.has('armGuardian') !== true) return;
    try {
      await this.#guard.beginSwitch(this.#transaction());
    } catch (error) {
      if (!isGodwitError(error) || error.code !== guardLostCode) throw switchUnknown(error);
      await this.#journal.append({ kind: 'switchRefused', step });
      this.#isPastPointOfNoReturn = false;
      throw error;
    }
  }

  async #refuseSwitch({ steps }: OpenTransaction): Promise<void> {
    const [step] = [...steps.keys()].slice(-1);
    await this.#journal.tryAppend({ kind: 'switchRefused', step: step! });
    this.#isPastPointOfNoReturn = false;
  }

  #transaction(): string {
    const { transaction, runId, since } = this.#journal.open!;
    return `${transaction} ${runId} ${since}`;
  }

  /** What a failed or interrupted step leaves behind is put in order, or left for the next run to go on with. */
  async #settle(met: GodwitError): Promise<ApplyResult> {
    this.#deadline.disarm();
    const { lock } = this.#options;
    // Whoever has the lock by now takes back or carries on what this run began.
    if (lock.lost.aborted) return failed(asFailure(lock.lost.reason));
    const failure = this.#isStoppedByUser ? interrupted() : met;
    const isInterrupted = failure.exitCode === exitCodes.interrupted;
    const isToBeUndone = this.#journal.open !== undefined && !this.#isPastPointOfNoReturn;
    if (isToBeUndone && met.code !== undoFailedCode) {
      const left = await this.#undoOpen(failure.summary);
      if (lock.lost.aborted) return failed(asFailure(lock.lost.reason));
      if (left.length > 0) return failed(notTakenBack(failure, left));
      return { outcome: 'undone', error: failure, exitCode: exitCodeOf(failure) };
    }
    if (this.#journal.open === undefined) await this.#letGo(failure.summary);
    return isInterrupted ? { ...failed(failure), outcome: 'interrupted' } : failed(failure);
  }

  /** Takes back what was done for a step that has not begun its sync. What cannot be taken back the next run finds in the ledger. */
  async #letGo(reason: string): Promise<void> {
    const inVain = this.#held.filter(({ heldFor }) => !this.#outputs.has(heldFor!));
    if (inVain.length === 0 || (await this.#hasSyncBegun())) return;
    await undoTransaction({
      ...this.#undoParts(reason),
      open: { steps: new Map(inVain.map(({ id }) => [id, 'started'])) },
    });
  }

  /** What cannot be looked at may have begun. */
  async #hasSyncBegun(): Promise<boolean> {
    const seen = await this.#options.migration.engine.observe().catch(() => undefined);
    return seen?.state !== 'absent';
  }

  #undoParts(reason: string): Omit<UndoParts, 'open'> {
    return {
      reason,
      journal: this.#journal,
      emit: (event) => this.#emit(event),
      contextOf: (signal) => this.#context(undefined, signal),
      isLost: () => this.#options.lock.lost.aborted,
    };
  }

  /** Takes back the open transaction. The user's stop and the deadline must not stop what puts things in order. */
  async #undoOpen(reason: string): Promise<readonly string[]> {
    const { open } = this.#journal;
    // The guardian has decided already, or this plan would go forward.
    if (open?.isPastPointOfNoReturn === true) await this.#refuseSwitch(open);
    const left = await undoTransaction({ ...this.#undoParts(reason), open });
    if (left.length === 0 && open !== undefined) {
      await this.#journal.tryAppend({
        kind: 'transactionEnded',
        transaction: open.transaction,
        outcome: 'undone',
      });
    }
    if (left.length === 0) await this.#runHooksAfterUndo();
    return left;
  }

  /** They tell people and systems; what they meet changes nothing any more. */
  async #runHooksAfterUndo(): Promise<void> {
    const hooks = this.#options.migration.loaded.spec.cutover.hooks.filter(({ on }) => on === 'afterUndo');
    for (const [index, { name }] of hooks.entries()) {
      const hook = step({ id: `runHook:afterUndo:${index}`, kind: 'runHook', symbol: '>', summary: name });
      const { signal } = new AbortController();
      await executors.runHook
        .run(hook, this.#context(hook, signal))
        .catch((error: unknown) => this.#emit({ type: 'stepNote', step: hook, text: asFailure(error).message }));
    }
  }

  #context(step: Step | undefined, signal: AbortSignal = this.#stepStop.signal): StepContext {
    const { migration, env, now, lock } = this.#options;
    const isRollback = (step?.transaction ?? this.#journal.open?.transaction) === 'rollback';
    return {
      migration,
      env,
      now,
      actor: lock.info.holder,
      signal,
      outputs: this.#outputs,
      guard: this.#guard,
      verification: this.#verification,
      closing: isRollback ? migration.destination : migration.source,
      startedBy: lock.info.holder.user,
      attemptsBefore: this.#journal.attemptsUndone,
      transaction: () => this.#transaction(),
      verifyLock: async () => await lock.verify(),
      undoOpenTransaction: async () => await this.#undoOpen('an earlier run did not finish it'),
      progress: (engine) => step && this.#emit({ type: 'stepProgress', step, engine }),
      note: (text, finding) => step && this.#emit({ type: 'stepNote', step, text, finding }),
      waitingFor: (gates) => step && this.#emit({ type: 'gatesWaiting', step, gates }),
    };
  }

  #onUserStop(): void {
    const isHonoured = !this.#isPastPointOfNoReturn;
    this.#emit({ type: 'stopRequested', isHonoured });
    if (isHonoured) this.#stepStop.abort(interrupted());
  }

  #emit(event: ApplyEvent): void {
    this.#options.emit(event);
  }
}

function failed(error: GodwitError): ApplyResult {
  return { outcome: 'failed', error, exitCode: error.exitCode };
}

/** What was undone is told from what merely failed, unless there is something more particular to tell. */
function exitCodeOf({ exitCode }: GodwitError): ExitCode {
  return exitCode === exitCodes.error ? exitCodes.gateNotMet : exitCode;
}
