import type { EngineObservation } from '../engines/engine.ts';
import type { Actor } from '../ledger/ledger-entry.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import type { Step, StepKind } from '../plan/step.ts';
import type { ClosedGate, StepOutput } from './apply-events.ts';
import type { CutoverGuard } from './cutover-guard.ts';
import type { VerificationOfRun } from './verification-of-run.ts';

/** What a step is carried out with. */
export interface StepContext {
  readonly migration: OpenMigration;
  /** Aborted when the run is to stop, or the transaction's time is up; its reason is the error to end with. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Outputs of the steps so far, by step id, those of earlier runs of an open transaction included. */
  readonly outputs: ReadonlyMap<string, StepOutput>;
  readonly now: () => Date;
  /** Who runs this. */
  readonly actor: Actor;
  /**
   * Asks anew whether this run still holds the lock: right before what another run must not meet half-way.
   * @throws EnvironmentError GW802 when it does not
   */
  verifyLock(): Promise<void>;
  /** Beside an engine that does not verify. */
  readonly verification?: VerificationOfRun | undefined;
  /** Of the cutover under way; does nothing in a run that blocks nobody. */
  readonly guard: CutoverGuard;
  /** The cluster that is closed to writers: the source, and in a rollback the destination. */
  readonly closing: ConnectedCluster;
  /** Who runs this, as the ledger names people. */
  readonly startedBy: string;
  /** How many cutovers were taken back before this one. */
  readonly attemptsBefore: number;
  /** Names the transaction that is open, the same in every run that goes on with it. */
  transaction(): string;
  /** Takes back what an earlier run left open; gives what could not be, in words. */
  undoOpenTransaction(): Promise<readonly string[]>;
  progress(engine: EngineObservation): void;
  /** @param finding what a check has found, where the text tells of that */
  note(text: string, finding?: Diagnostic): void;
  waitingFor(gates: readonly ClosedGate[]): void;
}

/** What is known of a step that is taken back. */
export type BegunStep = Pick<Step, 'id' | 'kind' | 'subject'>;

/**
 * Carries out one kind of step. It may have been done already, wholly or in part, by a run that died: running it again must
 * be safe between any two lines.
 */
export interface StepExecutor {
  run(step: Step, context: StepContext): Promise<StepOutput>;
  /** Takes the step back, whether it had been done, half done or only begun. */
  undo?(step: BegunStep, context: StepContext): Promise<void>;
}

export type StepExecutors = Readonly<Record<StepKind, StepExecutor>>;
