/**
 * The ledger holds what cannot be read back from the systems: who ran what, and which step was under way. It is appended
 * to and never changed; what a step's state is follows from its entries.
 */
import type { ErrorCode } from '../lib/errors.ts';

/** Who did something: a person or a CI job, and where. */
export interface Actor {
  readonly user: string;
  readonly host: string;
  /** The CI job, where there is one. */
  readonly job?: string | undefined;
}

interface EntryBase {
  /** Counts from 1, without gaps. */
  readonly serial: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Actor;
  readonly runId: string;
}

export type LedgerEntry = EntryBase & EntryBody;

/** What happened. Journal first: `stepStarted` is written before the step does anything. */
export type EntryBody =
  | {
      readonly kind: 'runStarted';
      readonly command: string;
      readonly planId: string;
      readonly specHash: string;
      readonly phase: string;
      readonly godwitVersion: string;
    }
  | { readonly kind: 'runFinished'; readonly outcome: 'done' | 'failed' | 'undone' | 'interrupted' }
  | {
      readonly kind: 'stepStarted';
      readonly step: string;
      /** The transaction that the step is part of. */
      readonly transaction?: string | undefined;
      /** From here on the transaction is carried forward and never taken back. */
      readonly isPointOfNoReturn?: true | undefined;
    }
  /** The guardian was first: the step was no point of no return after all, and did nothing. */
  | { readonly kind: 'switchRefused'; readonly step: string }
  | { readonly kind: 'stepSucceeded'; readonly step: string; readonly output?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'stepFailed'; readonly step: string; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'undoStarted'; readonly step: string }
  | { readonly kind: 'undoSucceeded'; readonly step: string }
  | { readonly kind: 'undoFailed'; readonly step: string; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'transactionBegan'; readonly transaction: string }
  | { readonly kind: 'transactionEnded'; readonly transaction: string; readonly outcome: 'done' | 'undone' };
