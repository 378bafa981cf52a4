import type { EngineType } from '../engines/engine.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { SizeSummary } from '../observe/observation.ts';
import type { Phase } from '../spec/migration.ts';
import type { Facts } from './observed-hash.ts';
import type { Step } from './step.ts';

/** What has to be done to bring a migration from its state to the phase that its file wishes for. No secret is in it. */
export interface Plan {
  readonly formatVersion: 1;
  /** Of this plan's content: the same wish in the same situation has the same id. */
  readonly id: string;
  readonly migration: string;
  readonly environment: string | undefined;
  readonly createdAt: string;
  readonly godwitVersion: string;
  readonly engine: EngineType;
  readonly state: MigrationState;
  readonly phase: Phase;
  readonly specHash: string;
  /** Over what a reviewer relies on (correctness rule 26), not over sizes and lag. */
  readonly observedHash: string;
  /** What the two hashes are of, line by line: to tell what moved. */
  readonly basis: { readonly spec: Facts; readonly observed: Facts };
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly ledger: string;
  readonly size: SizeSummary;
  readonly largest: readonly { readonly namespace: string; readonly documents: number; readonly bytes: number }[];
  readonly forecast: Forecast;
  /** What is not as godwit left it, apart from what the file asks for. */
  readonly drift: readonly Drift[];
  /** Who is connected to the source, in words; absent where it cannot be seen. */
  readonly sourceClients: readonly string[] | undefined;
  /** The next times that a cutover may start. */
  readonly windows: readonly PlannedWindow[];
  readonly steps: readonly Step[];
  /** What the reader should know: errors block. */
  readonly diagnostics: readonly Diagnostic[];
  /** What can be taken back, and until when, in sentences. */
  readonly wayBack: readonly string[];
  /** Commands to type next. */
  readonly nextSteps: readonly string[];
}

/** Something that was changed by others, and what apply does about it. */
export interface Drift {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** What apply does, as in `apply ...`. */
  readonly remedy: string;
}

/** A window, ISO 8601, and whether the sync is forecast to be ready for it; absent where nothing tells. */
export interface PlannedWindow {
  readonly opens: string;
  readonly closes: string;
  readonly isReady: boolean | undefined;
}

/** Estimates, each with what it rests on; `undefined` where there is nothing to rest on. */
export interface Forecast {
  readonly copySeconds: number | undefined;
  readonly basis: string | undefined;
  readonly oplogWindowSeconds: number | undefined;
  /** The same while writes are as many as they were at their most. */
  readonly oplogWindowAtPeakSeconds?: number | undefined;
  /** Of the same writes, what the engine's spool takes up beside the oplog. */
  readonly spooledSeconds?: number | undefined;
  /** How long the commit took in a rehearsal. */
  readonly commitSeconds?: number | undefined;
}

/** Whether there is anything that a reviewer should look at: something to do, or something that others did. */
export function isChanged({ steps, drift }: Plan): boolean {
  return steps.length > 0 || drift.length > 0;
}

export function hasErrors(plan: Plan): boolean {
  return plan.diagnostics.some(({ severity }) => severity === 'error');
}
