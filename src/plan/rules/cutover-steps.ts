/**
 * The cutover, in the order of correctness rules 18 and 19: everything that can fail comes before the switch has begun, and
 * has an inverse; everything after it is carried forward.
 */
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { drainSteps, silenceSteps, tailSteps } from './arrival-steps.ts';
import { stopBalancerSteps } from './balancer-steps.ts';
import { blockSteps } from './block-steps.ts';
import { offlineCopySteps, stopSteps } from './engine-ends.ts';
import { gateStep, guardStep } from './gate-steps.ts';
import { hookSteps } from './hook-steps.ts';
import { allowStep, isClosed, openSteps } from './open-steps.ts';
import type { Passage } from './passage.ts';
import { queryStep, warmSteps } from './preparation-steps.ts';
import { cutoverForm } from './pull-form.ts';
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
  const { capabilities } = input;
  const { transaction } = passage;
  const isCommitFinal = capabilities.pointOfNoReturn === 'commit';
  return [
    ...queryStep(input, passage),
    gateStep(input, passage),
    ...warmSteps(input, passage),
    guardStep(input, passage),
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
    ...(capabilities.needsPerson === true ? { needsPerson: true } : {}),
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
