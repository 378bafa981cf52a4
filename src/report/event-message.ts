import type { ApplyEvent } from '../apply/apply-events.ts';
import { formatDurationMs } from '../lib/duration.ts';
import type { DeliveryResult } from '../notify/notifier.ts';
import { progressLine } from './progress-line.ts';
import { oneLine } from './text/printable.ts';

/** The user's own wish, and no failure. */
const interruptedCode = 'GW843';

/** An event in words, on one line: readable by itself wherever it is shown, whatever servers and programs have said. */
export function eventMessage(event: ApplyEvent): string {
  return oneLine(words(event));
}

function words(event: ApplyEvent): string {
  switch (event.type) {
    case 'applyStarted':
      return `Applying plan ${event.plan.id} of ${event.plan.migration} (run ${event.runId})`;
    case 'stepStarted':
      return event.step.summary;
    case 'stepProgress':
      return progressLine(event.engine);
    case 'stepNote':
      return event.text;
    case 'gatesWaiting':
      return `Waiting for: ${event.gates.map(({ words }) => words).join('; ')}`;
    case 'stepSucceeded':
      return `${event.step.id} done in ${formatDurationMs(event.durationMs)}`;
    case 'stepFailed':
      return event.code === interruptedCode
        ? `${event.step.id} interrupted`
        : `${event.step.id} failed: ${event.message}`;
    case 'undoStarted':
      return `Taking back ${event.stepId} (${event.reason})`;
    case 'undoSucceeded':
      return `${event.stepId} is taken back`;
    case 'undoFailed':
      return `${event.stepId} could not be taken back: ${event.message}`;
    case 'stopRequested':
      return event.isHonoured
        ? 'Stopping where this can be gone on with; Ctrl-C once more stops at once'
        : 'The switch has begun, so this goes on to its end; Ctrl-C once more stops at once';
    case 'applyFinished':
      return finished(event);
  }
}

/** Whether somebody could be told. */
export function deliveryMessage({ event, target, isDelivered, attempts, reason }: DeliveryResult): string {
  if (isDelivered) return `Told ${target} of ${event}`;
  return `Could not tell ${target} of ${event} (${attempts} attempt${attempts === 1 ? '' : 's'}): ${reason ?? 'no reason given'}`;
}

function finished({ outcome, blockedMs }: Extract<ApplyEvent, { type: 'applyFinished' }>): string {
  const blocked = blockedMs === undefined ? '' : `; writes were blocked for ${formatDurationMs(blockedMs)}`;
  const words = {
    done: 'Done',
    failed: 'Failed',
    undone: 'Undone: the source accepts writes, and the sync follows on',
    interrupted: 'Interrupted: the sync goes on by itself, and the same command goes on from here',
  } as const;
  return `${words[outcome]}${blocked}`;
}
