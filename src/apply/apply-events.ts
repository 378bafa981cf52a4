/** What happens while a plan is carried out. Renderers, logs and metrics are subscribers; nothing depends on them. */
import type { EngineObservation } from '../engines/engine.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { ExitCode } from '../lib/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';

export type ApplyEvent =
  | { readonly type: 'applyStarted'; readonly plan: Plan; readonly runId: string }
  | { readonly type: 'stepStarted'; readonly step: Step }
  | { readonly type: 'stepProgress'; readonly step: Step; readonly engine: EngineObservation }
  /** Something worth a line, such as a process that had to be started again. */
  | {
      readonly type: 'stepNote';
      readonly step: Step;
      readonly text: string;
      /** What a check has found meanwhile, where it is that. */
      readonly finding?: Diagnostic | undefined;
    }
  /** The gates that a cutover waits for; told when they are others than before. */
  | { readonly type: 'gatesWaiting'; readonly step: Step; readonly gates: readonly ClosedGate[] }
  | { readonly type: 'stepSucceeded'; readonly step: Step; readonly durationMs: number; readonly output: StepOutput }
  | { readonly type: 'stepFailed'; readonly step: Step; readonly code: string; readonly message: string }
  | { readonly type: 'undoStarted'; readonly stepId: string; readonly reason: string }
  | { readonly type: 'undoSucceeded'; readonly stepId: string }
  | { readonly type: 'undoFailed'; readonly stepId: string; readonly message: string }
  /** The user asked to stop; behind the point of no return the run goes on to its end. */
  | { readonly type: 'stopRequested'; readonly isHonoured: boolean }
  | {
      readonly type: 'applyFinished';
      readonly outcome: ApplyOutcome;
      readonly blockedMs: number | undefined;
      readonly exitCode: ExitCode;
    };

export interface ClosedGate {
  readonly name: string;
  /** The value and what it has to be. */
  readonly words: string;
}

export type ApplyOutcome = 'done' | 'failed' | 'undone' | 'interrupted';

/** What a step found or made that later ones, or people, want to know; kept in the ledger. */
export type StepOutput = Readonly<Record<string, unknown>>;
