/**
 * The cutover, in the order of correctness rules 18 and 19: everything that can fail comes before the switch has begun, and
 * has an inverse; everything after it is carried forward.
 */
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes } from '../../lib/size.ts';
import { isHeldClosed } from '../../lifecycle/held-closed.ts';
import type { Hook, HookEvent } from '../../spec/blocks/cutover.ts';
import type { VerificationExtent } from '../../sync/verification-port.ts';
import { extentOf, extentWords, unproven } from '../../verify/extent.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { stopBalancerSteps } from './balancer-steps.ts';
import { blockSteps } from './block-steps.ts';
import { holdsDestination } from './destination-block.ts';
import type { Passage } from './passage.ts';
import { cutoverForm } from './pull-form.ts';
import { repairWords } from './repair-words.ts';
import { wayBackOf } from './way-back.ts';

const forward: Passage = {
  transaction: 'cutover',
  from: 'source',
  hooks: { before: 'beforeBlock', at: 'switch', after: 'afterCutover' },
};
const backward: Passage = {
  transaction: 'rollback',
  from: 'destination',
  hooks: { before: 'beforeRollback', at: 'afterRollback' },
};

export function cutoverSteps(input: PlanInput): readonly Step[] {
  const { transaction } = forward;
  const { isKept } = wayBackOf(input);
  return [
    ...untilSwitch(input, forward),
    ...openSteps(input, transaction),
    ...hookSteps(input, forward, 'switch'),
    finishStep(forward, 'destination'),
    ...(isKept ? [turnStep(forward, 'source')] : []),
    ...hookSteps(input, forward, 'afterCutover'),
    ...(isKept ? [] : stopSteps(input, transaction)),
  ];
}

/** Back to the source, by the sync back and with the same gates. */
export function rollbackSteps(input: PlanInput): readonly Step[] {
  const { transaction } = backward;
  return [
    ...untilSwitch(input, backward),
    ...(isClosed(input, 'source') ? [allowStep(input, transaction, 'source')] : []),
    ...hookSteps(input, backward, 'afterRollback'),
    finishStep(backward, 'source'),
    ...stopSteps(input, transaction),
  ];
}

/** Turns a committed sync round; outside of a transaction, since nobody is blocked by it. */
export function turnRoundStep(to: 'source' | 'destination'): Step {
  return step({ kind: 'turnRound', symbol: '+', summary: turnSummary(to), inputs: { to } });
}

function untilSwitch(input: PlanInput, passage: Passage): readonly Step[] {
  const { spec, capabilities } = input;
  const { transaction, from } = passage;
  const { gates } = spec.cutover;
  const isCommitFinal = capabilities.pointOfNoReturn === 'commit';
  return [
    ...queryStep(input, passage),
    step({
      kind: 'checkGates',
      symbol: '>',
      transaction,
      summary: `Check the gates of the ${transaction}`,
      details: gateDetails(input),
      inputs: { maxLagMs: gates.maxLagMs, verifiedWithinMs: gates.verifiedWithinMs },
    }),
    ...warmSteps(input, passage),
    step({
      kind: 'armGuardian',
      symbol: '>',
      transaction,
      summary: `Have the ${transaction} guarded: when this run falls silent before the switch, writes are allowed again`,
      details: guardDetails(input),
      inverse: 'nobody has to guard any more',
      inputs: { side: from, ...(needsGuardian(input) ? { startsProcess: true } : {}) },
    }),
    ...(capabilities.isOnline ? [] : stopBalancerSteps(input, transaction)),
    ...hookSteps(input, passage, passage.hooks.before),
    ...blockSteps(input, passage),
    ...(transaction === 'cutover' ? hookSteps(input, passage, 'afterBlock') : []),
    ...(capabilities.isOnline ? drainSteps(input, passage) : offlineCopySteps(input, transaction)),
    ...tailSteps(input, passage),
    // Nothing could be taken back behind a commit that is final.
    ...(isCommitFinal ? silenceSteps(input, passage) : []),
    commitStep(input, passage),
    ...blockAgainSteps(input, passage),
    ...(transaction === 'cutover' ? hookSteps(input, passage, 'beforeSwitch') : []),
    ...(isCommitFinal ? [] : silenceSteps(input, passage)),
    step({
      kind: 'beginSwitch',
      symbol: '!',
      transaction,
      summary: 'Begin the switch: from here on there is no way but forward',
      isPointOfNoReturn: true,
    }),
  ];
}

/** Behind the switch nobody asks the source any more; ahead of the gates it may be days before, when people are at work. */
function queryStep({ capabilities }: PlanInput, { transaction }: Passage): readonly Step[] {
  if (transaction !== 'cutover' || !capabilities.isOnline) return [];
  return [
    step({
      kind: 'compareQueries',
      symbol: '>',
      transaction,
      summary: 'Explain what the source is asked most on both sides',
      details: [`What the destination does worse is told, and does not stop the ${transaction}`],
    }),
  ];
}

/** What takes long is done while applications still write; the gates may have closed again meanwhile. */
function warmSteps({ spec, capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
  const { mode, maxTimeMs, maxBytes } = spec.cutover.warm;
  if (mode === 'none' || !capabilities.isOnline) return [];
  const to = from === 'source' ? 'destination' : 'source';
  return [
    step({
      kind: 'warmDestination',
      symbol: '>',
      transaction,
      summary: `Read on the ${to} what the ${from} uses most, so that its cache is warm`,
      details: [
        `At most ${formatDurationMs(maxTimeMs)} and ${formatBytes(maxBytes)}; it does not stop the ${transaction}`,
      ],
    }),
    step({
      id: 'checkGates:again',
      kind: 'checkGates',
      symbol: '>',
      transaction,
      summary: 'Check the gates once more, since that took time',
      inputs: { isAgain: true },
    }),
  ];
}

/** An engine that drains in its commit needs no step of ours for it. */
function drainSteps({ spec, capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
  if (!hasMark(capabilities)) return [];
  const { timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'awaitDrained',
      symbol: '>',
      transaction,
      summary: `Mark the ${from}'s clock, and wait until everything before the mark is on the other side`,
      startsDeadline: true,
      details: [`All of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`],
    }),
  ];
}

/** An engine that drains in its commit looks for late writes by itself. */
function silenceSteps({ capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
  if (!hasMark(capabilities)) return [];
  return [
    step({
      kind: 'awaitSilence',
      symbol: '>',
      transaction,
      summary: `Make sure that nobody wrote to the ${from} behind the mark`,
      details: [`One late write stops the ${transaction}: users with bypass are not stopped by a block`],
    }),
  ];
}

/** Whether the end of the drain is a mark in the clock of the cluster that applications leave. */
const hasMark = ({ isOnline, drainProof }: PlanInput['capabilities']) => isOnline && drainProof === 'clusterTime';

function tailSteps(input: PlanInput, { transaction }: Passage): readonly Step[] {
  const { spec, capabilities } = input;
  const asked = extentOf(spec.verification);
  if (asked === undefined) return [];
  const isUndrained = capabilities.isOnline && !hasMark(capabilities);
  // Where nothing else tells what has arrived, a part of the documents does not tell it either.
  const extent: VerificationExtent = isUndrained ? { mode: 'full' } : asked;
  switch (capabilities.verification) {
    case 'godwit':
    case 'beside':
      return [
        step({
          id: 'awaitVerified:tail',
          kind: 'awaitVerified',
          symbol: '>',
          transaction,
          summary: tailSummary(extent),
          details: [...unproven(extent), ...(transaction === 'cutover' ? repairWords(input) : [])],
          inputs: { isTail: true },
        }),
      ];
    case 'own':
      return [];
    case 'none':
      // Nobody is stopped before its commit, so that there is no moment at which both sides are equal.
      if (capabilities.blocksSource === 'engine') return [];
      return [
        step({
          kind: 'compareData',
          symbol: '>',
          transaction,
          summary: `Compare ${extentWords(extent)}, while nobody writes`,
          details: [
            'The engine does not verify, so this counts to the time in which writes are blocked',
            ...unproven(extent),
            ...(isUndrained
              ? ['It does not tell what has arrived either: this is done again until nothing differs']
              : []),
            ...(asked.mode === extent.mode ? [] : [`That takes more than verification.mode: ${asked.mode}`]),
            ...(isUndrained ? [] : repairWords(input)),
          ],
          inputs: { isUndrained },
        }),
      ];
  }
}

function tailSummary({ mode }: VerificationExtent): string {
  switch (mode) {
    case 'full':
      return 'Compare what changed last, up to the mark';
    case 'sample':
      return 'Compare the sampled share of what changed last, up to the mark';
    case 'counts':
      return 'Count the collections that changed last, on both sides, while nobody writes';
  }
}

function commitStep(input: PlanInput, { transaction }: Passage): Step {
  const { capabilities, spec } = input;
  const isFinal = capabilities.pointOfNoReturn === 'commit';
  const blocks = capabilities.blocksSource === 'engine';
  return step({
    kind: 'commitSync',
    symbol: isFinal ? '!' : '~',
    transaction,
    summary: `${capabilities.needsPerson === true ? 'Wait for a person who commits the sync' : 'Commit the sync'}: ${
      isFinal ? `${capabilities.title} cannot take that back` : 'no duplicate of a unique key can come in from now on'
    }`,
    details: blocks
      ? [
          `${capabilities.title} blocks the source's writes by itself, waits for its last changes, and leaves the block in place`,
        ]
      : capabilities.needsPerson === true
        ? cutoverForm(spec)
        : [],
    ...(isFinal ? {} : { inverse: 'the sync follows on' }),
    ...(blocks ? { startsDeadline: true } : {}),
    inputs: { mode: 'cutover', isReversible: wayBackOf(input).isKept },
    isPointOfNoReturn: isFinal,
  });
}

/** The roles that were taken stay taken; a block of the whole cluster is what an engine may lift. */
function blockAgainSteps(input: PlanInput, passage: Passage): readonly Step[] {
  const { capabilities, spec } = input;
  if (capabilities.liftsBlock !== true || spec.cutover.block.source === 'roles') return [];
  return blockSteps(input, passage).map(({ inverse: _none, ...block }) => ({
    ...block,
    id: `${block.id}:again`,
    inputs: { isBehindReturn: true },
    summary: `Make sure that writes on the ${passage.from} are still blocked: ${capabilities.title} may have allowed them again at its end`,
  }));
}

/** A process that somebody else started is somebody else's to end. */
function stopSteps({ capabilities }: PlanInput, within: 'cutover' | 'rollback' | 'detach'): readonly Step[] {
  if (!capabilities.canStop) return [];
  return [step({ kind: 'stopEngine', symbol: '-', transaction: within, summary: 'Stop the sync engine' })];
}

/** For an engine that cannot follow: everything is copied at one go. */
function offlineCopySteps(
  { spec, capabilities, state }: PlanInput,
  within: 'cutover' | 'rollback' | 'detach',
): readonly Step[] {
  const { timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'copyOffline',
      symbol: '+',
      transaction: within,
      summary: `Copy everything with ${capabilities.title}${state === 'failed' ? again(capabilities) : ''}`,
      details:
        within !== 'detach'
          ? [`Nobody writes meanwhile; all of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`]
          : ['The source goes on being written to'],
      inverse: 'the copy is stopped, and what it left is dropped by the next attempt',
      ...(within !== 'detach' ? { startsDeadline: true } : {}),
    }),
  ];
}

function again({ resumesCopy }: PlanInput['capabilities']): string {
  return resumesCopy
    ? ', leaving out collections that are complete and unchanged since'
    : ', anew: what the last attempt left is dropped';
}

/** An earlier switch in the other direction has closed it. */
export function isClosed({ observation, spec, state }: PlanInput, side: 'source' | 'destination'): boolean {
  if (observation[side].writes === 'blocked') return true;
  return spec.cutover.block.source === 'roles' && (side === 'source' || state === 'rolledBack');
}

/** The destination, for whoever is going to write there. */
function openSteps(input: PlanInput, within: Step['transaction']): readonly Step[] {
  const isToBeOpened = isClosed(input, 'destination') || holdsDestination(input);
  return isToBeOpened ? [allowStep(input, within, 'destination')] : [];
}

/** An engine that is given up, or begins anew, leaves the destination blocked (mongosync's clean-up). */
export function reopenSteps(input: PlanInput): readonly Step[] {
  const isLeft =
    input.capabilities.blocksDestination === 'engine' && input.observation.destination.writes === 'blocked';
  if (!isLeft) return [];
  const { title } = input.capabilities;
  const summary = `Allow writes on the destination, which ${title} leaves closed when it is ended`;
  return [{ ...allowStep(input, undefined, 'destination'), summary }];
}

/** @param within the transaction that it is part of, if of any */
export function allowStep(input: PlanInput, within: Step['transaction'], side: 'source' | 'destination'): Step {
  const { capabilities, observation, state } = input;
  const byEngine = side === 'destination' && capabilities.blocksDestination === 'engine' && within === 'cutover';
  const isHeld = holdsDestination(input) || isHeldClosed(observation.journal);
  const forSync = side === 'destination' && state !== 'rolledBack' && isHeld;
  const bySwitch = forSync ? 'was closed for the sync' : 'an earlier switch has closed';
  const closedBy = byEngine ? `${capabilities.title} keeps closed until its end` : bySwitch;
  return step({
    kind: 'allowWrites',
    symbol: '~',
    transaction: within,
    summary: `Allow writes on the ${side}, which ${closedBy}`,
    inputs: { side },
  });
}

function finishStep({ transaction }: Passage, side: 'source' | 'destination'): Step {
  return step({
    kind: 'finishCommit',
    symbol: '~',
    transaction,
    summary: `Convert unique indexes and restore expiry on the ${side}`,
  });
}

function turnStep({ transaction }: Passage, to: 'source' | 'destination'): Step {
  return step({
    kind: 'turnRound',
    symbol: '+',
    transaction,
    summary: turnSummary(to),
    details: ['The source stays closed to everybody else; its unique indexes are relaxed while it is synced into'],
    inputs: { to },
  });
}

function turnSummary(to: 'source' | 'destination'): string {
  return `Sync back to the ${to}, from the very moment at which writes were allowed`;
}

function howLong({ cutover: { mode, timeoutMs, window } }: PlanInput['spec']): string {
  const within = window === undefined ? '' : ', inside the window';
  if (mode === 'manual') return `Waits for at most ${formatDurationMs(timeoutMs)}${within}`;
  return `Waits as long as it takes${within}; \`godwit cutover --cancel\` takes it back`;
}

function approvalWords(name: string, by: readonly string[], count: number): string {
  const whom = by.length === 0 ? 'anyone but who runs apply' : by.join(', ');
  return `${count} of ${whom} approve${count === 1 ? 's' : ''} (\`godwit cutover --approve ${name}\`)`;
}

/** We are who blocks, and the engine is not ours: somebody else has to be there who unblocks. */
function needsGuardian({ spec, capabilities }: PlanInput): boolean {
  return (
    spec.engine.type !== 'builtin' && spec.cutover.block.source !== 'external' && capabilities.blocksSource === 'godwit'
  );
}

function guardDetails(input: PlanInput): readonly string[] {
  const { spec, capabilities } = input;
  const { options, type } = spec.engine;
  if (needsGuardian(input)) {
    return [
      'By a process that this run starts on this machine; where the machine itself may die, run `godwit guard` on another one',
    ];
  }
  if (type !== 'builtin') {
    const who = capabilities.blocksSource === 'engine' ? capabilities.title : 'Whoever blocks writes';
    return [`${who} lifts that block, too; nothing is blocked by this run`];
  }
  const isElsewhere = options.url !== undefined;
  return isElsewhere
    ? ['By the sync process, which does not run on this machine']
    : ['By the sync process on this machine; where the machine itself may die, run `godwit guard` on another one'];
}

function gateDetails({ spec, capabilities }: PlanInput): readonly string[] {
  const { maxLagMs, verifiedWithinMs, approvals, http, commands } = spec.cutover.gates;
  return [
    howLong(spec),
    ...(capabilities.isOnline ? [`lag at most ${formatDurationMs(maxLagMs)}`] : []),
    ...(verifiedWithinMs === undefined || !['godwit', 'beside'].includes(capabilities.verification)
      ? []
      : [`verified within the last ${formatDurationMs(verifiedWithinMs)}`]),
    ...approvals.map(({ name, by, count }) => approvalWords(name, by, count)),
    ...(spec.cutover.block.source === 'server' || spec.cutover.block.source === 'auto'
      ? ['no transaction open for more than a second, no index being built on the source']
      : []),
    ...http.map(({ method }) => `an HTTP gate (${method}) says yes`),
    ...commands.map(({ command }) => `\`${command.join(' ')}\` succeeds`),
  ];
}

/** Hooks of one event, each a step of its own, with its undo twin. */
function hookSteps({ spec }: PlanInput, { transaction, hooks }: Passage, event: HookEvent): readonly Step[] {
  return spec.cutover.hooks
    .filter(({ on }) => on === event)
    .map((hook, index) =>
      step({
        id: `runHook:${event}:${index}`,
        kind: 'runHook',
        symbol: event === hooks.at ? '!' : '>',
        transaction,
        summary: `Run the ${event} hook: ${hook.name}`,
        details: [`At most ${formatDurationMs(hook.timeoutMs)}`],
        inverse: hook.undo === undefined ? undefined : `its undo: ${undoName(hook)}`,
        inputs: { event, index },
      }),
    );
}

function undoName({ undo }: Hook): string {
  return undo?.kind === 'command' ? undo.command.join(' ') : 'a request';
}

/** A destination that stands on its own while the source goes on. */
export function detachSteps(input: PlanInput): readonly Step[] {
  if (!input.capabilities.isOnline) return offlineDetachSteps(input);
  return [
    step({
      kind: 'commitSync',
      symbol: '!',
      transaction: 'detach',
      summary: 'Commit the destination as a copy; the source is not touched',
      inputs: { mode: 'detach' },
      isPointOfNoReturn: true,
    }),
    ...openSteps(input, 'detach'),
    ...stopSteps(input, 'detach'),
  ];
}

function offlineDetachSteps(input: PlanInput): readonly Step[] {
  return [
    ...stopBalancerSteps(input, 'detach'),
    ...offlineCopySteps(input, 'detach'),
    step({
      kind: 'finishCommit',
      symbol: '!',
      transaction: 'detach',
      summary: 'Keep the destination as a copy; the source is not touched',
      isPointOfNoReturn: true,
    }),
  ];
}
