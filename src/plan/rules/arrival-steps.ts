/** What proves under the block that everything has arrived, and that nobody wrote behind it. */
import { formatDurationMs } from '../../lib/duration.ts';
import type { VerificationExtent } from '../../sync/verification-port.ts';
import { extentOf, extentWords, unproven } from '../../verify/extent.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import type { Passage } from './passage.ts';
import { repairWords } from './repair-words.ts';

/** An engine that drains in its commit needs no step of ours for it. */
export function drainSteps({ spec, capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
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
export function silenceSteps({ capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
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

export function tailSteps(input: PlanInput, { transaction }: Passage): readonly Step[] {
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
