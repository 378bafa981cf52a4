/**
 * Whether a reviewed plan still says what would be done: the same wish in the same situation, or a situation that differs
 * only by what an earlier run of this very plan has done already. Pure, as all planning is.
 */
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { type Facts, outOfSightFact } from './observed-hash.ts';
import type { Plan } from './plan.ts';
import type { Step, StepKind } from './step.ts';

/** One line of what a plan rests on, then and now; `undefined` where there is no such line. */
export interface Difference {
  readonly what: string;
  readonly reviewed: string | undefined;
  readonly now: string | undefined;
}

export type Verdict =
  | { readonly holds: 'asReviewed' | 'continues' | 'alreadyDone' }
  | { readonly holds: 'no'; readonly differences: readonly Difference[] };

/** @param entries of the migration's ledger */
export function planStillHolds(reviewed: Plan, current: Plan, entries: readonly LedgerEntry[]): Verdict {
  const wish = [
    ...differencesOf({ godwit: reviewed.godwitVersion }, { godwit: current.godwitVersion }),
    ...differencesOf(reviewed.basis.spec, current.basis.spec),
  ];
  if (wish.length === 0 && reviewed.specHash !== current.specHash) wish.push(hiddenDifference);
  if (wish.length > 0) return { holds: 'no', differences: wish };
  const isBegun = hasBegun(reviewed.id, entries) || isMadeSince(reviewed, current, entries);
  if (isBegun && current.steps.length === 0 && hasNoErrors(current)) return { holds: 'alreadyDone' };
  const facts = isBegun ? factsNotMoved(reviewed, current) : (name: string) => name !== '';
  const differences = [
    ...differencesOf(filtered(expectedFacts(reviewed, current), facts), filtered(current.basis.observed, facts)),
    ...newErrors(reviewed, current),
  ];
  if (differences.length > 0) return { holds: 'no', differences };
  const added = isBegun ? stepsBeyond(reviewed.steps, current.steps) : stepDifferences(reviewed.steps, current.steps);
  if (added.length > 0) return { holds: 'no', differences: added };
  return { holds: isBegun ? 'continues' : 'asReviewed' };
}

const hiddenDifference: Difference = { what: 'a command or header', reviewed: '[not shown]', now: '[not shown]' };

/** The last run was of this plan. One of another plan in between did what nobody reviewed here. */
function hasBegun(planId: string, entries: readonly LedgerEntry[]): boolean {
  const last = entries.findLast(({ kind }) => kind === 'runStarted');
  return last?.kind === 'runStarted' && last.planId === planId;
}

const isOutOfSight = ({ basis }: Plan) => outOfSightFact in basis.observed;

/**
 * The destination that the plan was to make is there. Whoever made it left no trace in the ledger that is kept on it, and
 * need not have: what is left to do, and all that it rests on, is compared.
 */
function isMadeSince(reviewed: Plan, current: Plan, entries: readonly LedgerEntry[]): boolean {
  return isOutOfSight(reviewed) && !isOutOfSight(current) && entries.every(({ kind }) => kind !== 'runStarted');
}

/** What was reviewed of a destination that was not there is what it was to become: a version without its patch, a topology. */
function expectedFacts(reviewed: Plan, current: Plan): Facts {
  const { observed } = reviewed.basis;
  const now = current.basis.observed;
  if (!isOutOfSight(reviewed) || isOutOfSight(current)) return observed;
  const keeps = (name: string, separator: string) =>
    `${now[name]}${separator}`.startsWith(`${observed[name]?.split(' ')[0]}${separator}`);
  const kept = [
    ...(keeps('destination.version', '.') ? ['destination.version'] : []),
    ...(keeps('destination.topology', ' ') ? ['destination.topology'] : []),
  ];
  return { ...observed, ...filtered(now, (name) => kept.includes(name)) };
}

/**
 * What carrying out a plan moves by itself is not held against it. The source's catalogue still counts as long as the sync
 * has not begun; from then on the engine carries its changes over.
 */
function factsNotMoved(reviewed: Plan, current: Plan): (name: string) => boolean {
  const hasSyncBegun = !isBeforeSync(current);
  const wasSyncing = !isBeforeSync(reviewed);
  return (name) => {
    if (name.endsWith('.version') || name.endsWith('.topology')) return true;
    if (name.startsWith('source.catalogue ')) return !hasSyncBegun || wasSyncing;
    return name.startsWith('destination.catalogue ') && !hasSyncBegun;
  };
}

const isBeforeSync = ({ state }: Plan) => state === 'absent' || state === 'provisioned';

/** What puts a situation in order before the reviewed steps go on; it does nothing of its own. */
const restoring: ReadonlySet<StepKind> = new Set([
  'undoTransaction',
  'stopBalancer',
  'startBalancer',
  'launchEngine',
  'resumeSync',
  'awaitSynced',
  'awaitVerified',
]);

/** Whether a rollback does what the step that watches after the cutover said it would. */
export function isRollbackAsShown({ steps }: Plan, rollback: Plan): boolean {
  const watch = steps.find(({ kind }) => kind === 'watchCutover');
  const shown = (watch?.inputs['rollback'] ?? []) as readonly string[];
  const found = rollback.steps.filter(({ kind, transaction }) => transaction !== undefined || !restoring.has(kind));
  return hasNoErrors(rollback) && JSON.stringify(found.map(({ id }) => id)) === JSON.stringify(shown);
}

function stepsBeyond(reviewed: readonly Step[], current: readonly Step[]): readonly Difference[] {
  const known = new Set(reviewed.map(essenceOf));
  return current
    .filter((step) => !known.has(essenceOf(step)) && !restoring.has(step.kind))
    .map(({ id, summary }) => ({ what: `step ${id}`, reviewed: undefined, now: summary }));
}

function stepDifferences(reviewed: readonly Step[], current: readonly Step[]): readonly Difference[] {
  const lines = (steps: readonly Step[]) =>
    Object.fromEntries(steps.map((step, index) => [`step ${index + 1}`, essenceOf(step)]));
  return differencesOf(lines(reviewed), lines(current));
}

/** What a step does, without the words: those may tell sizes, which move. */
function essenceOf({ id, symbol, transaction, inputs }: Step): string {
  const rest = Object.keys(inputs).length === 0 ? '' : ` ${JSON.stringify(inputs)}`;
  return `${symbol} ${id}${transaction === undefined ? '' : ` (${transaction})`}${rest}`;
}

function newErrors(reviewed: Plan, current: Plan): readonly Difference[] {
  const lines = ({ diagnostics }: Plan) =>
    Object.fromEntries(
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ code, summary }) => [`error ${code}`, summary] as const),
    );
  return differencesOf(lines(reviewed), lines(current));
}

const hasNoErrors = ({ diagnostics }: Plan) => diagnostics.every(({ severity }) => severity !== 'error');

const filtered = (facts: Facts, isKept: (name: string) => boolean): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => isKept(name)));

function differencesOf(reviewed: Facts, now: Facts): Difference[] {
  const names = [...new Set([...Object.keys(reviewed), ...Object.keys(now)])];
  return names
    .filter((name) => reviewed[name] !== now[name])
    .map((what) => ({ what, reviewed: reviewed[what], now: now[what] }));
}
