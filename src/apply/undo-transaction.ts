import type { OpenTransaction, StepStatus } from '../ledger/journal.ts';
import { EnvironmentError } from '../lib/errors.ts';
import type { StepKind } from '../plan/step.ts';
import type { ApplyEvent } from './apply-events.ts';
import { executors } from './executors.ts';
import type { RunJournal } from './run-journal.ts';
import type { StepContext } from './step-executor.ts';
import { asFailure } from './step-failure.ts';

export interface UndoParts {
  readonly open: (Pick<OpenTransaction, 'steps'> & Partial<Pick<OpenTransaction, 'subjects'>>) | undefined;
  readonly reason: string;
  readonly journal: RunJournal;
  readonly emit: (event: ApplyEvent) => void;
  readonly contextOf: (signal: AbortSignal) => StepContext;
  /** Another run has the lock: it takes back what is left. */
  readonly isLost: () => boolean;
}

/** An inverse that takes longer must not keep the others waiting, one of which lets applications write again. */
const inverseTimeoutMs = 30_000;

/**
 * Takes back the open transaction: the inverse of each step that was begun. One inverse that fails does not keep the others from being tried, and neither does a ledger that is away, since the source may be blocked.
 * @returns what could not be taken back, in words
 */
export async function undoTransaction(parts: UndoParts): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [id, status] of inOrderOfUndoing(parts.open)) {
    if (status === 'undone' || parts.isLost()) continue;
    const failure = await undoStep(id, parts);
    if (failure !== undefined) left.push(`${id} (${failure})`);
  }
  return left;
}

/** Last first, but for the block: applications wait for that, and nothing else needs it to be taken back. */
function inOrderOfUndoing(open: UndoParts['open']): readonly (readonly [id: string, status: StepStatus])[] {
  const steps = [...(open?.steps ?? [])].reverse();
  const isBlock = ([id]: readonly [string, StepStatus]) => id === 'blockSource';
  return [...steps.filter(isBlock), ...steps.filter((one) => !isBlock(one))];
}

async function undoStep(
  id: string,
  { open, reason, journal, emit, contextOf }: UndoParts,
): Promise<string | undefined> {
  const kind = id.split(':')[0] as StepKind;
  const { undo } = executors[kind];
  if (undo === undefined) return undefined;
  emit({ type: 'undoStarted', stepId: id, reason });
  await journal.tryAppend({ kind: 'undoStarted', step: id });
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tookTooLong(id)), inverseTimeoutMs);
  try {
    await undo({ id, kind, subject: open?.subjects?.get(id) }, contextOf(limit.signal));
    await journal.tryAppend({ kind: 'undoSucceeded', step: id });
    emit({ type: 'undoSucceeded', stepId: id });
    return undefined;
  } catch (error) {
    const { code, message, summary } = asFailure(error);
    await journal.tryAppend({ kind: 'undoFailed', step: id, code, message });
    emit({ type: 'undoFailed', stepId: id, message });
    return summary;
  } finally {
    clearTimeout(timer);
  }
}

function tookTooLong(id: string): EnvironmentError {
  return new EnvironmentError('GW846', {
    summary: `Taking back ${id} took longer than ${inverseTimeoutMs / 1000} s`,
    hint: 'Run `godwit apply` again: it tries once more',
  });
}
