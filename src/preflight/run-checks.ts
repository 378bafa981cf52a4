import type { Diagnostic } from '../lib/diagnostic.ts';
import { allChecks } from './all-checks.ts';
import type { Check, CheckContext, CheckResult, Finding, NotChecked, Role } from './check.ts';
import { expiredWaivers, waiverOf } from './waivers.ts';

const roles: readonly Role[] = ['source', 'destination'];

export interface RunOptions {
  /** Only what can change while a sync runs. */
  readonly isWatching?: boolean;
}

/** Runs the checks that concern the declared engine; a waived finding becomes a note that says why. */
export function runChecks(context: CheckContext, { isWatching = false }: RunOptions = {}): readonly Diagnostic[] {
  const { type } = context.spec.engine;
  const concerned = allChecks.filter(({ engines }) => engines === 'all' || engines.includes(type));
  const chosen = isWatching ? concerned.filter((check) => check.isWatched === true) : concerned;
  const results = chosen.flatMap((check) => distinct(check.run(context)).map((result) => ({ check, result })));
  return [
    ...expiredWaivers(context),
    ...results.filter(({ result }) => !isAbsent(result)).map((one) => diagnosticOf(one.check, one.result, context)),
    ...roles.flatMap((role) => waitingChecks(role, results)),
  ];
}

/** What it looks at is yet to be made, or to be within reach. */
function isAbsent(result: CheckResult): result is NotChecked {
  return 'notChecked' in result && result.notChecked.kind === 'absent';
}

/** One line for all of them: nobody can do anything about it, and the same plan makes what they wait for. */
function waitingChecks(
  waitingRole: Role,
  results: readonly { readonly check: Check; readonly result: CheckResult }[],
): readonly Diagnostic[] {
  const waiting = results.filter(({ result }) => isAbsent(result) && result.role === waitingRole);
  const codes = [...new Set(waiting.map(({ check }) => check.code))];
  if (codes.length === 0) return [];
  return [
    {
      severity: 'info',
      code: 'GW978',
      summary: `${codes.length} ${codes.length === 1 ? 'check waits' : 'checks wait'} until the ${waitingRole} can be looked at`,
      detail: `There is nothing to look at yet for ${codes.join(', ')}; each plan behind that makes them`,
    },
  ];
}

function diagnosticOf(check: Check, result: CheckResult, context: CheckContext): Diagnostic {
  return 'notChecked' in result ? notChecked(check, result, context) : found(check, result, context);
}

function found(check: Check, finding: Finding, context: CheckContext): Diagnostic {
  const { code } = check;
  const { summary, detail, fix, pointer, objects } = finding;
  const waiver = waiverOf(code, context);
  const common = {
    code,
    summary,
    pointer,
    ...(objects && { objects: { total: objects.length, first: objects.slice(0, 5) } }),
  };
  if (waiver === undefined) return { ...common, severity: finding.severity ?? check.severity, detail, hint: fix };
  return { ...common, severity: 'info', detail: `Waived: ${waiver.reason}` };
}

/** Not knowing is never the same as all being well; where that would block, it is a warning. */
function notChecked(check: Check, { role, notChecked: why }: NotChecked, { observation }: CheckContext): Diagnostic {
  const isRefused = why.kind === 'privilege';
  const user = observation[role].details?.user;
  const name = user?.isKnown ? user.value.name : undefined;
  const grant = `db.getSiblingDB("admin").grantRolesToUser(${JSON.stringify(name ?? 'USER')}, ["${why.role}"]) on the ${role}`;
  return {
    severity: check.severity === 'error' && why.kind !== 'unsupported' && why.kind !== 'unasked' ? 'warning' : 'info',
    code: check.code,
    summary: `Not checked on the ${role}: ${check.title.charAt(0).toLowerCase()}${check.title.slice(1)}`,
    detail: isRefused
      ? `The user may not ask for it (${why.asked}); the role ${why.role} may`
      : `${why.asked}: ${why.detail}`,
    hint: isRefused ? grant : undefined,
  };
}

/** Two looks at one part that could not be seen are one result. */
function distinct(results: readonly CheckResult[]): readonly CheckResult[] {
  const seen = new Set<string>();
  return results.filter((result) => {
    if (!('notChecked' in result)) return true;
    const key = `${result.role} ${result.notChecked.asked}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** `checks.failOn: warning` makes warnings block as errors do. */
export function failOn(level: 'error' | 'warning', diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (level === 'error') return diagnostics;
  return diagnostics.map((one) => (one.severity === 'warning' ? { ...one, severity: 'error' } : one));
}
