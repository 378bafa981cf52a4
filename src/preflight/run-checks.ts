import type { Diagnostic } from '../lib/diagnostic.ts';
import { allChecks } from './all-checks.ts';
import type { Check, CheckContext, CheckResult, Finding, NotChecked } from './check.ts';
import { expiredWaivers, waiverOf } from './waivers.ts';

export interface RunOptions {
  /** Only what can change while a sync runs. */
  readonly isWatching?: boolean;
}

/** Runs the checks that concern the declared engine; a waived finding becomes a note that says why. */
export function runChecks(context: CheckContext, { isWatching = false }: RunOptions = {}): readonly Diagnostic[] {
  const { type } = context.spec.engine;
  const concerned = allChecks.filter(({ engines }) => engines === 'all' || engines.includes(type));
  const chosen = isWatching ? concerned.filter((check) => check.isWatched === true) : concerned;
  return [
    ...expiredWaivers(context),
    ...chosen.flatMap((check) => distinct(check.run(context)).map((result) => diagnosticOf(check, result, context))),
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
    severity: check.severity === 'error' && why.kind !== 'unsupported' && why.kind !== 'absent' ? 'warning' : 'info',
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
