import type { Actor, LedgerEntry } from './ledger-entry.ts';

/** What the ledger says of one step. */
export type StepStatus = 'started' | 'succeeded' | 'failed' | 'undoStarted' | 'undone' | 'undoFailed';

/** A group of steps that is carried out as a whole, or taken back. */
export interface OpenTransaction {
  readonly transaction: string;
  readonly runId: string;
  readonly since: string;
  readonly by: Actor;
  readonly steps: ReadonlyMap<string, StepStatus>;
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What those steps were about that say so. */
  readonly subjects: ReadonlyMap<string, string>;
  /** A step behind which there is no way back was begun: the transaction can only be carried through. */
  readonly isPastPointOfNoReturn: boolean;
}

/** What the ledger's entries mean; derived each time, stored nowhere. */
export interface Journal {
  readonly entries: readonly LedgerEntry[];
  /** The transaction that was begun and neither carried through nor taken back. */
  readonly open: OpenTransaction | undefined;
  /** How the last finished transaction of each kind ended. */
  readonly ended: ReadonlyMap<string, 'done' | 'undone'>;
}

const statusOf: Partial<Record<LedgerEntry['kind'], StepStatus>> = {
  stepStarted: 'started',
  stepSucceeded: 'succeeded',
  stepFailed: 'failed',
  switchRefused: 'failed',
  undoStarted: 'undoStarted',
  undoSucceeded: 'undone',
  undoFailed: 'undoFailed',
};

/** Steps of other kinds may run while a transaction is open, such as the one that takes it back: they are not part of it. */
export function readJournal(entries: readonly LedgerEntry[]): Journal {
  const ended = new Map<string, 'done' | 'undone'>();
  let open: MutableTransaction | undefined;
  for (const entry of entries) {
    if (entry.kind === 'transactionBegan') {
      open = begin(entry);
    } else if (entry.kind === 'transactionEnded') {
      ended.set(entry.transaction, entry.outcome);
      open = undefined;
    } else if ('step' in entry && open !== undefined) {
      follow(open, entry);
    }
  }
  return { entries, open, ended };
}

interface MutableTransaction extends OpenTransaction {
  readonly steps: Map<string, StepStatus>;
  readonly outputs: Map<string, Readonly<Record<string, unknown>>>;
  readonly subjects: Map<string, string>;
  isPastPointOfNoReturn: boolean;
}

function begin({ transaction, runId, at, by }: LedgerEntry & { kind: 'transactionBegan' }): MutableTransaction {
  return {
    transaction,
    runId,
    since: at,
    by,
    steps: new Map(),
    outputs: new Map(),
    subjects: new Map(),
    isPastPointOfNoReturn: false,
  };
}

function follow(open: MutableTransaction, entry: LedgerEntry & { step: string }): void {
  const isPart = entry.kind === 'stepStarted' ? entry.transaction === open.transaction : open.steps.has(entry.step);
  if (!isPart) return;
  open.steps.set(entry.step, statusOf[entry.kind]!);
  if (entry.kind === 'stepStarted' && entry.isPointOfNoReturn === true) open.isPastPointOfNoReturn = true;
  if (entry.kind === 'stepStarted' && entry.subject !== undefined) open.subjects.set(entry.step, entry.subject);
  if (entry.kind === 'switchRefused') open.isPastPointOfNoReturn = false;
  if (entry.kind === 'stepSucceeded') open.outputs.set(entry.step, entry.output ?? {});
}
