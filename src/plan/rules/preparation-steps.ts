/** What is done ahead of a block, while applications still write. */
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes } from '../../lib/size.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import type { Passage } from './passage.ts';

/** Behind the switch nobody asks the source any more; ahead of the gates it may be days before, when people are at work. */
export function queryStep({ capabilities }: PlanInput, { transaction }: Passage): readonly Step[] {
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
export function warmSteps({ spec, capabilities }: PlanInput, { transaction, from }: Passage): readonly Step[] {
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
