/**
 * From what is and what is wished for to what has to be done. Pure: no clock, no network, no files; whatever it depends on
 * is in its input. Rules for single concerns are in rules/.
 */

import type { Diagnostic } from '../lib/diagnostic.ts';
import { stateWhenUndone } from '../lifecycle/derive-state.ts';
import { wish } from '../lifecycle/migration-state.ts';
import { sizeSummary } from '../observe/observation.ts';
import { runChecks } from '../preflight/run-checks.ts';
import { forecast } from './forecast.ts';
import { hashOf, reviewedFacts } from './observed-hash.ts';
import type { Plan } from './plan.ts';
import type { PlanInput } from './plan-input.ts';
import { cutoverDiagnostics } from './rules/cutover-diagnostics.ts';
import { completeSteps, cutoverSteps, detachSteps } from './rules/cutover-steps.ts';
import { infrastructureDiagnostics } from './rules/infrastructure-diagnostics.ts';
import { infrastructureSteps } from './rules/infrastructure-steps.ts';
import { interruptedSteps } from './rules/interrupted-steps.ts';
import { interruptionDiagnostics } from './rules/interruption-diagnostics.ts';
import { nextSteps, wayBack } from './rules/outlook.ts';
import { syncSteps } from './rules/sync-steps.ts';
import type { Step } from './step.ts';
import { unavailableParts } from './unavailable.ts';

const largestShown = 5;

export function makePlan(input: PlanInput): Plan {
  const { spec, observation, state } = input;
  const diagnostics = failOn(spec.checks.failOn, [
    ...unavailableParts(spec),
    ...impossibleWish(input),
    ...infrastructureDiagnostics(input),
    ...runChecks({ spec, observation, state }),
    ...cutoverDiagnostics(input),
    ...interruptionDiagnostics(input),
  ]);
  const isPossible = diagnostics.every(({ severity }) => severity !== 'error');
  const { before, after } = infrastructureSteps(input);
  const steps = [...before, ...stepsFor(input), ...after];
  const observedHash = hashOf(reviewedFacts(observation, state));
  const body = {
    migration: spec.name,
    environment: input.environment,
    godwitVersion: input.godwitVersion,
    engine: spec.engine.type,
    state,
    phase: spec.phase,
    specHash: input.specHash,
    observedHash,
    steps,
  };
  return {
    formatVersion: 1,
    id: hashOf(body).slice(0, 12),
    ...body,
    createdAt: input.now,
    sourceAddress: observation.source.address,
    destinationAddress: observation.destination.address,
    ledger: observation.ledgerLocation,
    size: sizeSummary(observation.source.namespaces),
    largest: largest(input),
    forecast: forecast(input),
    diagnostics,
    wayBack: wayBack(input),
    nextSteps: nextSteps(input, steps, isPossible),
  };
}

/** As things are when the open transaction has been taken back. */
function withoutTransaction(input: PlanInput): PlanInput {
  const { observation } = input;
  const journal = { ...observation.journal, open: undefined };
  return { ...input, observation: { ...observation, journal }, state: stateWhenUndone(observation.engine) };
}

function stepsFor(input: PlanInput): readonly Step[] {
  const { spec, state, observation } = input;
  const wished = wish(state, spec.phase);
  if (wished !== 'reach') return [];
  // What the engine has done there already would be guessed.
  if (observation.outOfSight === 'noLogin' || observation.outOfSight === 'unreachable') return [];
  const interrupted = interruptedSteps(input);
  if (interrupted.isForwardOnly) return interrupted.steps;
  if (interrupted.steps.length > 0) return [...interrupted.steps, ...stepsFor(withoutTransaction(input))];
  switch (spec.phase) {
    case 'prepared':
    case 'rolledBack':
      return [];
    case 'synced':
      return syncSteps(input);
    case 'detached':
      return [...syncSteps(input), ...detachSteps()];
    case 'cutover':
      return [...syncSteps(input), ...cutoverSteps(input)];
    case 'complete':
      return completeSteps(input);
  }
}

function impossibleWish({ state, spec }: PlanInput): readonly Diagnostic[] {
  const wished = wish(state, spec.phase);
  if (typeof wished === 'string') return [];
  return [
    {
      severity: 'error',
      code: 'GW704',
      summary: `phase: ${spec.phase} cannot be reached from state ${state}`,
      detail: wished.why,
      hint: wished.hint,
      pointer: '/phase',
    },
  ];
}

/** `checks.failOn: warning` makes warnings block as errors do. */
function failOn(level: 'error' | 'warning', diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (level === 'error') return diagnostics;
  return diagnostics.map((one) => (one.severity === 'warning' ? { ...one, severity: 'error' } : one));
}

function largest({ observation }: PlanInput): Plan['largest'] {
  return [...observation.source.namespaces]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, largestShown)
    .filter(({ bytes }) => bytes > 0)
    .map(({ database, collection, documents, bytes }) => ({
      namespace: `${database}.${collection}`,
      documents,
      bytes,
    }));
}
