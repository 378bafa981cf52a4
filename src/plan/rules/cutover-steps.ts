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
  const { gates, timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'checkGates',
      symbol: '>',
      transaction,
      summary: 'Check the gates of the cutover',
      details: gateDetails(input),
      inputs: { maxLagMs: gates.maxLagMs, verifiedWithinMs: gates.verifiedWithinMs },
    }),
    step({
      kind: 'armGuardian',
      symbol: '>',
      transaction,
      summary: 'Have the cutover guarded: when this run falls silent before the switch, writes are allowed again',
      details: guardDetails(input),
      inverse: 'nobody has to guard any more',
    }),
    ...hookSteps(spec.cutover.hooks, 'beforeBlock'),
    ...blockSteps(input),
    ...hookSteps(spec.cutover.hooks, 'afterBlock'),
    step({
      kind: 'awaitDrained',
      symbol: '>',
      transaction,
      summary: "Mark the source's clock, and wait until everything before the mark is on the destination",
      startsDeadline: true,
      details: [`All of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`],
    }),
    ...(spec.verification.mode === 'off'
      ? []
      : [
          step({
            id: 'awaitVerified:tail',
            kind: 'awaitVerified',
            symbol: '>',
            transaction,
            summary: 'Compare what changed last, up to the mark',
            inputs: { isTail: true },
          }),
        ]),
    step({
      kind: 'commitSync',
      symbol: '~',
      transaction,
      summary: 'Commit the sync: no duplicate of a unique key can come in from now on',
      inverse: 'the sync follows on',
      inputs: { mode: 'cutover' },
      isPointOfNoReturn: capabilities.pointOfNoReturn === 'commit',
    }),
    ...hookSteps(spec.cutover.hooks, 'beforeSwitch'),
    step({
      kind: 'awaitSilence',
      symbol: '>',
      transaction,
      summary: 'Make sure that nobody wrote to the source behind the mark',
      details: ['One late write stops the cutover: users with bypass are not stopped by a block'],
    }),
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
    step({ kind: 'stopEngine', symbol: '-', transaction, summary: 'Stop the sync engine' }),
  ];
}

function howLong({ cutover: { mode, timeoutMs, window } }: PlanInput['spec']): string {
  const within = window === undefined ? '' : ', inside the window';
  if (mode === 'manual') return `Waits for at most ${formatDurationMs(timeoutMs)}${within}`;
  return `Waits as long as it takes${within}; \`godwit cutover --cancel\` takes it back`;
}

function approvalWords(name: string, by: readonly string[], count: number): string {
  const whom = by.length === 0 ? 'anyone but who runs apply' : by.join(', ');
  return `${count} of ${whom} approve${count === 1 ? 's' : ''} (\`godwit cutover --approve ${name}\`)`;
}

function guardDetails({ spec }: PlanInput): readonly string[] {
  const { options, type } = spec.engine;
  const isElsewhere = type === 'builtin' && options.url !== undefined;
  return isElsewhere
    ? ['By the sync process, which does not run on this machine']
    : ['By the sync process on this machine; where the machine itself may die, run `godwit guard` on another one'];
}

function gateDetails({ spec }: PlanInput): readonly string[] {
  const { maxLagMs, verifiedWithinMs, approvals, http, commands } = spec.cutover.gates;
  return [
    howLong(spec),
    `lag at most ${formatDurationMs(maxLagMs)}`,
    ...(verifiedWithinMs === undefined ? [] : [`verified within the last ${formatDurationMs(verifiedWithinMs)}`]),
    ...approvals.map(({ name, by, count }) => approvalWords(name, by, count)),
    ...(spec.cutover.block.source === 'server' || spec.cutover.block.source === 'auto'
      ? ['no transaction open for more than a second, no index being built on the source']
      : []),
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

function blockSteps({ spec }: PlanInput): readonly Step[] {
  const { block } = spec.cutover;
  if (block.source === 'external') return [];
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
export function detachSteps(): readonly Step[] {
  return [
    step({
      kind: 'commitSync',
      symbol: '!',
      transaction: 'detach',
      summary: 'Commit the destination as a copy; the source is not touched',
      inputs: { mode: 'detach' },
      isPointOfNoReturn: true,
    }),
    step({ kind: 'stopEngine', symbol: '-', transaction: 'detach', summary: 'Stop the sync engine' }),
  ];
}

/** The end: only what godwit keeps for itself goes. */
export function completeSteps({ observation }: PlanInput): readonly Step[] {
  return [
    ...(observation.engine.isRunning
      ? [step({ kind: 'stopEngine', symbol: '-', summary: 'Stop the sync engine' })]
      : []),
    step({
      kind: 'removeMetadata',
      symbol: '!',
      summary: "Remove the sync's metadata from the destination",
      details: ['Source and destination keep their data; the way back is gone'],
    }),
  ];
}
