/**
 * The cutover, in the order of correctness rules 18 and 19: everything that can fail comes before the switch has begun, and
 * has an inverse; everything after it is carried forward.
 */
import { formatDurationMs } from '../../lib/duration.ts';
import type { Hook, HookEvent } from '../../spec/blocks/cutover.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

const transaction = 'cutover';

export function cutoverSteps(input: PlanInput): readonly Step[] {
  const { spec, capabilities } = input;
  const { gates } = spec.cutover;
  return [
    step({
      kind: 'checkGates',
      symbol: '>',
      transaction,
      summary: 'Check the gates of the cutover',
      details: gateDetails(input),
      inputs: { maxLagMs: gates.maxLagMs, verifiedWithinMs: gates.verifiedWithinMs },
    }),
    ...hookSteps(spec.cutover.hooks, 'beforeBlock'),
    ...blockSteps(input),
    ...(capabilities.isOnline ? drainSteps(input) : offlineCopySteps(input, transaction)),
    ...tailSteps(input),
    commitStep(input),
    step({
      kind: 'beginSwitch',
      symbol: '!',
      transaction,
      summary: 'Begin the switch: from here on there is no way but forward',
      isPointOfNoReturn: true,
    }),
    ...hookSteps(spec.cutover.hooks, 'switch'),
    step({
      kind: 'finishCommit',
      symbol: '~',
      transaction,
      summary: 'Convert unique indexes and restore expiry on the destination',
    }),
    ...hookSteps(spec.cutover.hooks, 'afterCutover'),
    ...stopSteps(input, transaction),
  ];
}

/** An engine that drains in its commit needs no step of ours for it. */
function drainSteps({ spec, capabilities }: PlanInput): readonly Step[] {
  if (capabilities.drainProof === 'own') return [];
  const { timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'awaitDrained',
      symbol: '>',
      transaction,
      summary: "Mark the source's clock, and wait until everything before the mark is on the destination",
      startsDeadline: true,
      details: [`All of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`],
    }),
  ];
}

function tailSteps({ spec, capabilities }: PlanInput): readonly Step[] {
  if (spec.verification.mode === 'off') return [];
  switch (capabilities.verification) {
    case 'godwit':
      return [
        step({
          id: 'awaitVerified:tail',
          kind: 'awaitVerified',
          symbol: '>',
          transaction,
          summary: 'Compare what changed last, up to the mark',
          inputs: { isTail: true },
        }),
      ];
    case 'own':
      return [];
    case 'none':
      return [
        step({
          kind: 'compareData',
          symbol: '>',
          transaction,
          summary: 'Compare every document of both sides, byte for byte, while nobody writes',
          details: ['The engine does not verify, so this counts to the time in which writes are blocked'],
        }),
      ];
  }
}

function commitStep({ capabilities }: PlanInput): Step {
  const isFinal = capabilities.pointOfNoReturn === 'commit';
  const blocks = capabilities.blocksSource === 'engine';
  return step({
    kind: 'commitSync',
    symbol: isFinal ? '!' : '~',
    transaction,
    summary: `Commit the sync: ${
      isFinal ? `${capabilities.title} cannot take that back` : 'no duplicate of a unique key can come in from now on'
    }`,
    details: blocks
      ? [
          `${capabilities.title} blocks the source's writes by itself, waits for its last changes, and leaves the block in place`,
        ]
      : [],
    ...(isFinal ? {} : { inverse: 'the sync follows on' }),
    ...(blocks ? { startsDeadline: true } : {}),
    inputs: { mode: 'cutover' },
    isPointOfNoReturn: isFinal,
  });
}

/** A process that somebody else started is somebody else's to end. */
function stopSteps({ capabilities }: PlanInput, within: 'cutover' | 'detach'): readonly Step[] {
  if (!capabilities.canStop) return [];
  return [step({ kind: 'stopEngine', symbol: '-', transaction: within, summary: 'Stop the sync engine' })];
}

/** For an engine that cannot follow: everything is copied at one go. */
function offlineCopySteps({ spec, capabilities, state }: PlanInput, within: 'cutover' | 'detach'): readonly Step[] {
  const { timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'copyOffline',
      symbol: '+',
      transaction: within,
      summary: `Copy everything with ${capabilities.title}${state === 'failed' ? ', anew: what the last attempt left is dropped' : ''}`,
      details:
        within === 'cutover'
          ? [`Nobody writes meanwhile; all of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`]
          : ['The source goes on being written to'],
      inverse: 'the copy is stopped, and what it left is dropped by the next attempt',
      ...(within === 'cutover' ? { startsDeadline: true } : {}),
    }),
  ];
}

function gateDetails({ spec, capabilities }: PlanInput): readonly string[] {
  const { maxLagMs, verifiedWithinMs, http, commands } = spec.cutover.gates;
  return [
    ...(capabilities.isOnline ? [`lag at most ${formatDurationMs(maxLagMs)}`] : []),
    ...(verifiedWithinMs === undefined || capabilities.verification !== 'godwit'
      ? []
      : [`verified within the last ${formatDurationMs(verifiedWithinMs)}`]),
    ...http.map(({ method }) => `an HTTP gate (${method}) says yes`),
    ...commands.map(({ command }) => `\`${command.join(' ')}\` succeeds`),
  ];
}

/** Hooks of one event, each a step of its own, with its undo twin. */
function hookSteps(hooks: readonly Hook[], event: HookEvent): readonly Step[] {
  return hooks
    .filter(({ on }) => on === event)
    .map((hook, index) =>
      step({
        id: `runHook:${event}:${index}`,
        kind: 'runHook',
        symbol: event === 'switch' ? '!' : '>',
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

function blockSteps({ spec, capabilities }: PlanInput): readonly Step[] {
  const { block } = spec.cutover;
  if (block.source === 'external' || capabilities.blocksSource === 'engine') return [];
  const isFiltered = spec.filters.include.length + spec.filters.exclude.length > 0;
  return [
    step({
      kind: 'blockSource',
      symbol: '~',
      transaction,
      summary: 'Block writes on the source (setUserWriteBlockMode)',
      details: [
        'Applications get error 371 (UserWritesBlocked) for writes; reads go on',
        ...(isFiltered ? ['The whole cluster is blocked, databases outside the filters too'] : []),
      ],
      inverse: 'writes are allowed on the source again',
      startsDeadline: true,
    }),
  ];
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
    ...stopSteps(input, 'detach'),
  ];
}

function offlineDetachSteps(input: PlanInput): readonly Step[] {
  return [
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

/** The end: only what godwit keeps for itself goes. */
export function completeSteps({ observation, capabilities }: PlanInput): readonly Step[] {
  return [
    ...(observation.engine.isRunning && capabilities.canStop
      ? [step({ kind: 'stopEngine', symbol: '-', summary: 'Stop the sync engine' })]
      : []),
    step({
      kind: 'removeMetadata',
      symbol: '!',
      summary: "Remove the sync's metadata from the destination",
      details: ['Source and destination keep their data; the way back is gone'],
      needsConfirmation: true,
    }),
  ];
}
