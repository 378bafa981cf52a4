import { formatDurationMs } from '../../lib/duration.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

/** Watching after the switch, unless it was done since; no part of the cutover, which must not stay open for so long. */
export function watchSteps(input: PlanInput): readonly Step[] {
  const { watch } = input.spec.cutover;
  if (watch === undefined || isWatched(input)) return [];
  const probes = watch.http.length + watch.commands.length;
  return [
    step({
      kind: 'watchCutover',
      symbol: '>',
      summary: `Watch for ${formatDurationMs(watch.forMs)}, every ${formatDurationMs(watch.everyMs)}`,
      details: [
        `${probes} probes of the file, the sync back where one runs, and who is still on the old cluster`,
        `${watch.failures} failures in a row end the run with an error; nothing is undone by that`,
      ],
    }),
  ];
}

function isWatched({ observation, state }: PlanInput): boolean {
  if (state !== 'cutOver' && state !== 'reversing') return false;
  const last = (name: string) =>
    observation.journal.entries.findLastIndex((entry) => entry.kind === 'stepSucceeded' && entry.step === name);
  return last('watchCutover') > last('beginSwitch');
}
