import { formatDurationMs } from '../../lib/duration.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { rollbackSteps } from './cutover-steps.ts';

/** Watching after the switch, unless it was done since; no part of the cutover, which must not stay open for so long. */
export function watchSteps(input: PlanInput): readonly Step[] {
  const { watch } = input.spec.cutover;
  if (watch === undefined || isWatched(input)) return [];
  const probes = watch.http.length + watch.commands.length;
  const rollback = watch.onFailure === 'rollBack' ? expectedRollback(input) : undefined;
  return [
    step({
      kind: 'watchCutover',
      symbol: rollback === undefined ? '>' : '!',
      summary: `Watch for ${formatDurationMs(watch.forMs)}, every ${formatDurationMs(watch.everyMs)}${
        rollback === undefined ? '' : ', and go back to the source if all is not well'
      }`,
      details: [
        `${probes} probes of the file, the sync back where one runs, and who is still on the old cluster`,
        ...(rollback === undefined
          ? [`${watch.failures} failures in a row end the run with an error; nothing is undone by that`]
          : [
              `${watch.failures} failures in a row roll back, once, with the gates, hooks and time-out of a rollback:`,
              ...rollback.map(({ summary }) => summary),
            ]),
      ],
      inputs: rollback === undefined ? {} : { rollback: rollback.map(({ id }) => id) },
    }),
  ];
}

/** What a rollback will do, as far as it can be told before the switch, which closes the source. */
function expectedRollback(input: PlanInput): readonly Step[] {
  const { spec, observation } = input;
  const writes = spec.cutover.block.source === 'external' ? observation.source.writes : 'blocked';
  return rollbackSteps({ ...input, observation: { ...observation, source: { ...observation.source, writes } } });
}

function isWatched({ observation, state }: PlanInput): boolean {
  if (state !== 'cutOver' && state !== 'reversing') return false;
  const last = (name: string) =>
    observation.journal.entries.findLastIndex((entry) => entry.kind === 'stepSucceeded' && entry.step === name);
  return last('watchCutover') > last('beginSwitch');
}
