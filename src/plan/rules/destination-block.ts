/** A destination that is held closed to applications, from the beginning of the sync until the switch. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { isHeldClosed } from '../../lifecycle/held-closed.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

/** The file asks for it, and the engine does not do it by itself. */
export function holdsDestination({ spec, capabilities }: PlanInput): boolean {
  return spec.cutover.block.destination === 'server' && capabilities.blocksDestination !== 'engine';
}

/** Closes it where it is open; nothing where the file does not ask for that. */
export function closeSteps(input: PlanInput): readonly Step[] {
  if (!holdsDestination(input) || isClosedNow(input)) return [];
  const { otherDatabases } = input.observation.destination;
  return [
    step({
      kind: 'closeDestination',
      symbol: '~',
      summary: 'Block writes on the destination (setUserWriteBlockMode), until the switch allows them',
      details: [
        'Whoever writes there gets error 371 (UserWritesBlocked); reads go on, and the sync writes past the block',
        ...(otherDatabases.length === 0
          ? []
          : [`The whole cluster is blocked, these databases too: ${otherDatabases.join(', ')}`]),
        'A sync that is given up, or ends as a copy, allows them again',
      ],
    }),
  ];
}

/** This migration has closed it, and its file no longer asks for that, or it ends. */
export function isLeftClosed(input: PlanInput): boolean {
  const { observation, isGivenUp } = input;
  if (holdsDestination(input) && isGivenUp !== true) return false;
  return observation.destination.writes === 'blocked' && isHeldClosed(observation.journal);
}

/** Without the right to look, what was written down counts. */
function isClosedNow({ observation: { destination, journal } }: PlanInput): boolean {
  return destination.writes === 'blocked' || (destination.writes === 'unknown' && isHeldClosed(journal));
}

export function destinationBlockDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, state, capabilities, observation } = input;
  if (spec.cutover.block.destination !== 'server') return [];
  const pointer = '/cutover/block/destination';
  if (spec.engine.type === 'mongosync') return [blockedByEngine(input)];
  const isOver = state === 'cutOver' || state === 'reversing' || state === 'detached' || state === 'complete';
  if (!holdsDestination(input) || isOver || observation.outOfSight !== undefined) return [];
  const { facts, canBypassBlock, address } = observation.destination;
  if (facts.versionNumber < 600) {
    return [
      {
        severity: 'error',
        code: 'GW795',
        summary: `The destination (${address}) is MongoDB ${facts.version}, which cannot block writes (6.0 and newer can)`,
        hint: 'Set cutover.block.destination: none, and let nobody but the sync write there',
        pointer,
      },
    ];
  }
  if (canBypassBlock) return [];
  return [
    {
      severity: 'error',
      code: 'GW795',
      summary: `${capabilities.title} could not write to a destination (${address}) that is blocked`,
      detail:
        'Its user lacks bypassWriteBlockingMode, or there is no access control, without which a block stops everybody',
      hint: 'db.getSiblingDB("admin").grantRolesToUser(USER, ["restore"]) on the destination, or cutover.block.destination: none',
      pointer,
    },
  ];
}

/** It does so or does not, whatever the file says; nobody blocks what another has blocked. */
function blockedByEngine({ capabilities }: PlanInput): Diagnostic {
  const pointer = '/cutover/block/destination';
  const { title } = capabilities;
  return capabilities.blocksDestination === 'engine'
    ? {
        severity: 'info',
        code: 'GW796',
        summary: `${title} blocks writes on the destination by itself, from its start to its end`,
        detail: 'No step of this plan does',
        pointer,
      }
    : {
        severity: 'error',
        code: 'GW796',
        summary: `${title} does not block writes on the destination of this migration, and nothing of ours does beside it`,
        hint: 'Set cutover.block.destination: none, and let nobody write to what is migrated',
        pointer,
      };
}
