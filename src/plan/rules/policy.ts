/**
 * Rules that every plan of a migration is held to. Those that are programs are asked by the command line, with the plan as
 * JSON; these here are godwit's own. A rule of level `deny` blocks, one of level `warn` only says so.
 */

import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import type { PolicyRule } from '../../spec/blocks/governance.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';

type BuiltinRule = Extract<PolicyRule, { kind: 'rule' }>;

/** What is wrong, and what to do; `undefined` where the rule is kept. */
type Verdict = { readonly summary: string; readonly hint: string } | undefined;

export function policyDiagnostics(input: PlanInput, steps: readonly Step[]): readonly Diagnostic[] {
  return input.spec.policy.flatMap((rule, index): Diagnostic[] => {
    const verdict = rule.kind === 'rule' ? judge(rule, input, steps) : undefined;
    return verdict === undefined ? [] : [policyFinding(rule, index, verdict)];
  });
}

/** A broken rule as a finding. */
export function policyFinding(
  { name, level }: PolicyRule,
  index: number,
  { summary, hint }: { summary: string; hint: string },
): Diagnostic {
  return {
    severity: level === 'deny' ? 'error' : 'warning',
    code: 'GW757',
    summary: `The policy ${name} is not kept: ${summary}`,
    hint,
    pointer: `/policy/${index}`,
  };
}

function judge({ rule, rehearsal }: BuiltinRule, input: PlanInput, steps: readonly Step[]): Verdict {
  const { spec } = input;
  // The others are about data that arrives and applications that go over: neither happens any more.
  if (input.isGivenUp === true && rule !== 'noDestructiveSteps') return undefined;
  const switches = steps.some(({ transaction }) => transaction === 'cutover');
  switch (rule) {
    case 'noDestructiveSteps':
      return noDestructiveSteps(steps);
    case 'verificationRequired':
      if (spec.verification.mode === 'full' && spec.verification.exclude.length > 0) {
        return {
          summary: 'verification.exclude leaves collections out of the comparison',
          hint: 'Have everything compared that is migrated',
        };
      }
      if (spec.verification.mode === 'full') return undefined;
      return {
        summary: `verification.mode is ${spec.verification.mode}, which does not compare every document`,
        hint: 'Set verification.mode: full',
      };
    case 'rollbackRequired':
      if (!switches || hasWayBack(input)) return undefined;
      return {
        summary: 'after the switch there is no way back',
        hint: 'Set cutover.rollback.mode: reverse, with an engine that can reverse',
      };
    case 'approvalRequired':
      if (!switches || approvers(input) >= 1) return undefined;
      return {
        summary: 'the cutover waits for nobody else to approve it',
        hint: 'Add somebody under cutover.gates.approvals',
      };
    case 'cutoverInWindow':
      if (!switches || (spec.cutover.mode === 'window' && spec.cutover.window !== undefined)) return undefined;
      return {
        summary: 'the cutover may begin at any time',
        hint: 'Set cutover.mode: window and a cutover.window',
      };
    case 'noOpenAccess':
      return noOpenAccess(input);
    case 'backupRequired':
      return backupRequired(input);
    case 'rehearsalRequired':
      return switches && input.isRehearsal !== true ? rehearsalRequired(rehearsal, input) : undefined;
  }
}

/** `auto` reverses wherever the engine can. */
function hasWayBack({ spec, capabilities }: PlanInput): boolean {
  return spec.cutover.rollback.mode !== 'none' && capabilities.canReverse;
}

function approvers({ spec }: PlanInput): number {
  return spec.cutover.gates.approvals.reduce((sum, { count }) => sum + count, 0);
}

/** Steps of a cutover that cannot be undone are what a cutover is; what it destroys is asked for by other verbs. */
function noDestructiveSteps(steps: readonly Step[]): Verdict {
  const found = steps.find(({ symbol, transaction }) => symbol === '!' && transaction === undefined);
  if (found === undefined) return undefined;
  return { summary: `"${found.summary}" cannot be undone`, hint: 'Leave out what asks for it' };
}

const everywhere = new Set(['0.0.0.0/0', '::/0']);

function noOpenAccess({ spec: { destination } }: PlanInput): Verdict {
  if (destination.kind === 'existing') return undefined;
  const isOpen = destination.atlas.ipAccess.some(({ value }) => everywhere.has(value));
  if (!isOpen) return undefined;
  return { summary: 'an IP access entry lets everybody in', hint: 'Name the addresses that need access' };
}

function backupRequired({ spec: { destination } }: PlanInput): Verdict {
  if (destination.kind === 'existing') {
    return {
      summary: 'whether the destination is backed up cannot be seen',
      hint: 'Declare the cluster under destination.atlas, or set level: warn',
    };
  }
  if (destination.atlas.cluster.backup !== undefined) return undefined;
  return { summary: 'the destination is not backed up', hint: 'Set destination.atlas.cluster.backup: true' };
}

function rehearsalRequired(asked: BuiltinRule['rehearsal'], { rehearsal, now }: PlanInput): Verdict {
  const hint = 'Rehearse with `godwit apply -e ENVIRONMENT --json-into FILE`, and name that file as rehearsal.report';
  if (asked === undefined) return { summary: 'no report of a rehearsal is named', hint };
  if (rehearsal?.finishedAt === undefined) {
    return {
      summary: `${asked.report} shows no rehearsal that went well: ${rehearsal?.why ?? 'it was not read'}`,
      hint,
    };
  }
  const ageMs = Date.parse(now) - Date.parse(rehearsal.finishedAt);
  if (ageMs <= asked.maxAgeMs) return undefined;
  const [age, allowed] = [formatDurationMs(ageMs), formatDurationMs(asked.maxAgeMs)];
  return { summary: `the last rehearsal is ${age} old, and at most ${allowed} are allowed`, hint };
}
