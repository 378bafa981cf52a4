/**
 * From what is and what is wished for to what has to be done. Pure: no clock, no network, no files; whatever it depends on
 * is in its input. Rules for single concerns are in rules/.
 */

import type { Diagnostic } from '../lib/diagnostic.ts';
import { stateWhenUndone } from '../lifecycle/derive-state.ts';
import { wish } from '../lifecycle/migration-state.ts';
import type { ConnectedClient } from '../mongo/connected-clients.ts';
import { sizeSummary } from '../observe/observation.ts';
import { failOn, runChecks } from '../preflight/run-checks.ts';
import { forecast } from './forecast.ts';
import { hashOf, reviewedFacts } from './observed-hash.ts';
import type { Plan } from './plan.ts';
import type { PlanInput } from './plan-input.ts';
import { accountDiagnostics, accountSteps } from './rules/account-steps.ts';
import { adoptionDiagnostics } from './rules/adoption.ts';
import { behindStoppedBalancers, withBalancersStarted } from './rules/balancer-steps.ts';
import { completeSteps } from './rules/complete-steps.ts';
import { cutoverDiagnostics } from './rules/cutover-diagnostics.ts';
import { cutoverSteps, rollbackSteps } from './rules/cutover-steps.ts';
import { destinationBlockDiagnostics, isLeftClosed } from './rules/destination-block.ts';
import { detachSteps } from './rules/detach-steps.ts';
import { drift } from './rules/drift.ts';
import { engineDiagnostics } from './rules/engine-diagnostics.ts';
import { switchDiagnostics, switchSteps } from './rules/engine-switch.ts';
import { expiryDiagnostics } from './rules/expiry-diagnostics.ts';
import { foreignSyncDiagnostics } from './rules/foreign-sync-diagnostics.ts';
import { infrastructureDiagnostics } from './rules/infrastructure-diagnostics.ts';
import { infrastructureSteps } from './rules/infrastructure-steps.ts';
import { interruptedSteps, isCarriedThrough } from './rules/interrupted-steps.ts';
import { interruptionDiagnostics } from './rules/interruption-diagnostics.ts';
import { liveMigrationDiagnostics } from './rules/live-migration-diagnostics.ts';
import { memoryDiagnostics } from './rules/memory-diagnostics.ts';
import { neighbourDiagnostics } from './rules/neighbour-diagnostics.ts';
import { allowStep } from './rules/open-steps.ts';
import { optionDiagnostics } from './rules/option-diagnostics.ts';
import { nextSteps, wayBack } from './rules/outlook.ts';
import { plannedWindows } from './rules/planned-windows.ts';
import { policyDiagnostics } from './rules/policy.ts';
import { removalDiagnostics, removalSteps } from './rules/removal-steps.ts';
import { repairDiagnostics } from './rules/repair-diagnostics.ts';
import { watchDiagnostics, withConfirmation } from './rules/rolled-back-by-watch.ts';
import { searchIndexDiagnostics, searchIndexSteps } from './rules/search-index-steps.ts';
import { againSteps, backwardSteps, reverseSteps, syncSteps } from './rules/sync-steps.ts';
import { versionDiagnostics } from './rules/version-diagnostics.ts';
import { watchSteps } from './rules/watch-steps.ts';
import { planId } from './saved-plan.ts';
import { specLines } from './spec-lines.ts';
import { type Step, step } from './step.ts';
import { unavailableParts } from './unavailable.ts';

const largestShown = 5;

export function makePlan(input: PlanInput): Plan {
  const { spec, observation, state } = input;
  const steps = input.isGivenUp ? withBalancersStarted(input, removalSteps(input)) : stepsOnTheWay(input);
  const isForwardOnly = isCarriedThrough(observation);
  const diagnostics = failOn(isForwardOnly ? 'error' : spec.checks.failOn, [
    ...(input.isGivenUp ? removalDiagnostics(input) : diagnosticsOnTheWay(input)),
    ...destinationDiagnostics(input),
    ...notHolding(isForwardOnly, policyDiagnostics(input, steps)),
  ]);
  const isPossible = diagnostics.every(({ severity }) => severity !== 'error');
  const observed = reviewedFacts(observation, state);
  const plan = {
    formatVersion: 1 as const,
    migration: spec.name,
    environment: input.environment,
    createdAt: input.now,
    godwitVersion: input.godwitVersion,
    engine: spec.engine.type,
    state,
    phase: spec.phase,
    specHash: input.specHash,
    observedHash: hashOf(observed),
    basis: { spec: specLines(spec), observed },
    sourceAddress: observation.source.address,
    destinationAddress: observation.destination.address,
    ledger: observation.ledgerLocation,
    size: sizeSummary(observation.source.namespaces),
    largest: largest(input),
    forecast: forecast(input),
    drift: drift(input),
    sourceClients: observation.source.clients?.map(clientWords),
    windows: plannedWindows(input),
    steps,
    diagnostics,
    wayBack: wayBack(input),
    nextSteps: nextSteps(input, steps, isPossible),
  };
  return { ...plan, id: planId(plan) };
}

/** All that may be wrong with going on; a migration that is given up must not be held by any of it. */
function diagnosticsOnTheWay(input: PlanInput): readonly Diagnostic[] {
  return [
    ...unavailableParts(input.spec),
    ...memoryDiagnostics(input.spec),
    ...engineDiagnostics(input),
    ...repairDiagnostics(input),
    ...destinationBlockDiagnostics(input),
    ...switchDiagnostics(input),
    ...versionDiagnostics(input),
    ...adoptionDiagnostics(input),
    ...impossibleWish(input),
    ...infrastructureDiagnostics(input),
    ...notHolding(isCarriedThrough(input.observation), checkDiagnostics(input)),
    ...cutoverDiagnostics(input),
    ...watchDiagnostics(input),
    ...interruptionDiagnostics(input),
    ...liveMigrationDiagnostics(input),
    ...expiryDiagnostics(input),
    ...optionDiagnostics(input),
    ...accountDiagnostics(input),
    ...searchIndexDiagnostics(input),
  ];
}

/** Checks and policies say what may be begun. What is behind its switch has been, and can only be carried through. */
export function notHolding(isForwardOnly: boolean, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!isForwardOnly) return diagnostics;
  return diagnostics.map((one) => (one.severity === 'error' ? { ...one, severity: 'warning' } : one));
}

/** The destination's infrastructure stands around what is done with the data. */
function stepsOnTheWay(input: PlanInput): readonly Step[] {
  const { before, after } = infrastructureSteps(input);
  return [...before, ...renameSteps(input), ...withBalancersStarted(input, stepsFor(input)), ...after];
}

/** Nothing is left to be checked where the migration is over, and with it our login. */
function checkDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { observation, state } = input;
  if (state === 'complete' && observation.outOfSight !== undefined) return [];
  return runChecks({ spec: withoutExpiredWaivers(input), observation, state });
}

/** Of a sync that is not ours a ledger that names its migration tells more than its metadata. */
function destinationDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const neighbours = neighbourDiagnostics(input);
  const isNamed = neighbours.some(({ code, severity }) => code === 'GW755' && severity === 'error');
  return [...neighbours, ...(isNamed ? [] : foreignSyncDiagnostics(input))];
}

/** A waiver holds to the end of its day (UTC), as `validate` counts it; a finding that it waived counts again then. */
function withoutExpiredWaivers({ spec, now }: PlanInput): PlanInput['spec'] {
  const today = now.slice(0, 10);
  const waive = spec.checks.waive.filter(({ expires }) => expires === undefined || expires >= today);
  return { ...spec, checks: { ...spec.checks, waive } };
}

/** As things are when the open transaction has been taken back. */
function withoutTransaction(input: PlanInput): PlanInput {
  const { observation } = input;
  const journal = { ...observation.journal, open: undefined };
  return { ...input, observation: { ...observation, journal }, state: stateWhenUndone(observation.engine) };
}

/** A migration that was renamed goes on with what was written under its former name. */
function renameSteps({ observation: { unclaimedNames }, state }: PlanInput): readonly Step[] {
  if (unclaimedNames.length === 0 || state === 'complete') return [];
  return [
    step({
      kind: 'claimLedger',
      symbol: '~',
      summary: `Go on with the ledger of ${unclaimedNames.join(', ')}: the migration was renamed, and nothing is copied again`,
      inputs: { from: unclaimedNames },
    }),
  ];
}

function stepsFor(input: PlanInput): readonly Step[] {
  const { spec, state, observation } = input;
  const wished = wish(state, spec.phase);
  if (wished !== 'reach') return [];
  // What the engine has done there already would be guessed.
  if (observation.outOfSight === 'noLogin' || observation.outOfSight === 'unreachable') return [];
  const interrupted = interruptedSteps(input);
  if (interrupted.isForwardOnly) return [...interrupted.steps, ...watchBehind(input)];
  if (interrupted.steps.length > 0) return [...interrupted.steps, ...stepsFor(withoutTransaction(input))];
  const opened = isLeftClosed(input) ? [allowStep(input, undefined, 'destination')] : [];
  return [...opened, ...switchSteps(input), ...behindStoppedBalancers(input, stepsTo(input))];
}

/** Whoever carries a cutover through watches over it as well. */
function watchBehind(input: PlanInput): readonly Step[] {
  const isAsked = input.spec.phase === 'cutover' && input.observation.journal.open?.transaction === 'cutover';
  return isAsked ? watchSteps(input) : [];
}

function stepsTo(input: PlanInput): readonly Step[] {
  const { state } = input;
  switch (input.spec.phase) {
    case 'prepared':
      return [];
    case 'rolledBack':
      return [...backwardSteps(input), ...rollbackSteps(input)];
    case 'synced':
      return [...syncSteps(input), ...besideTheData(input)];
    case 'detached':
      return around(input, detachSteps(input));
    case 'cutover':
      if (state === 'cutOver') return [...searchIndexSteps(input), ...watchSteps(input)];
      if (state === 'reversing') return [...reverseSteps(input), ...watchSteps(input)];
      if (state === 'rolledBack')
        return withConfirmation([...againSteps(input), ...cutoverSteps(input), ...watchSteps(input)], input);
      return [...around(input, cutoverSteps(input)), ...watchSteps(input)];
    case 'complete':
      return completeSteps(input);
  }
}

/** What no engine moves. */
function besideTheData(input: PlanInput): readonly Step[] {
  return [...accountSteps(input), ...searchIndexSteps(input)];
}

/** A sync, what goes with it, and how it ends. An engine that copies at the end brings the collections no earlier. */
function around(input: PlanInput, end: readonly Step[]): readonly Step[] {
  if (input.capabilities.isOnline) return [...syncSteps(input), ...besideTheData(input), ...end];
  return [...syncSteps(input), ...accountSteps(input), ...end, ...searchIndexSteps(input)];
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

function clientWords({ application, driver, users, hosts, connections }: ConnectedClient): string {
  const name = application === '' ? 'an application without a name' : application;
  const who = users.length === 0 ? '' : ` as ${users.join(', ')}`;
  return `${name} (${driver === '' ? 'unknown driver' : driver})${who} from ${hosts.join(', ')}: ${connections}`;
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
