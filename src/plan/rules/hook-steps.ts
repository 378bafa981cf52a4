import { formatDurationMs } from '../../lib/duration.ts';
import type { Hook, HookEvent } from '../../spec/blocks/cutover.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import type { Passage } from './passage.ts';

/** Hooks of one event, each a step of its own, with its undo twin. */
export function hookSteps({ spec }: PlanInput, { transaction, hooks }: Passage, event: HookEvent): readonly Step[] {
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
        subject: hook.name,
        inputs: { event, index },
      }),
    );
}

function undoName({ undo }: Hook): string {
  return undo?.kind === 'command' ? undo.command.join(' ') : 'a request';
}
