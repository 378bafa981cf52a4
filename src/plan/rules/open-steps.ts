/** Clusters that are opened to writers again: behind a switch, and behind what is given up or begins anew. */
import { isHeldClosed } from '../../lifecycle/held-closed.ts';
import { takenBlock } from '../../lifecycle/taken-block.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { holdsDestination } from './destination-block.ts';

/** An earlier switch in the other direction has closed it. */
export function isClosed({ observation }: PlanInput, side: 'source' | 'destination'): boolean {
  const { writes } = observation[side];
  const taken = takenBlock(observation.journal, side);
  // Roles that were taken do not show, and without the right to look neither does a block of the server.
  return writes === 'blocked' || (taken !== undefined && (taken['kind'] === 'roles' || writes === 'unknown'));
}

/** The destination, for whoever is going to write there. */
export function openSteps(input: PlanInput, within: Step['transaction']): readonly Step[] {
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
