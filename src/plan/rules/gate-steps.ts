/** What a cutover or a rollback waits for before it begins, and who watches over it then. */
import { formatDurationMs } from '../../lib/duration.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import type { Passage } from './passage.ts';

export function gateStep(input: PlanInput, { transaction }: Passage): Step {
  const { gates } = input.spec.cutover;
  return step({
    kind: 'checkGates',
    symbol: '>',
    transaction,
    summary: `Check the gates of the ${transaction}`,
    details: gateDetails(input),
    inputs: { maxLagMs: gates.maxLagMs, verifiedWithinMs: gates.verifiedWithinMs },
  });
}

function gateDetails({ spec, capabilities }: PlanInput): readonly string[] {
  const { maxLagMs, verifiedWithinMs, approvals, http, commands } = spec.cutover.gates;
  return [
    howLong(spec),
    ...(capabilities.isOnline ? [`lag at most ${formatDurationMs(maxLagMs)}`] : []),
    ...(verifiedWithinMs === undefined || !['godwit', 'beside'].includes(capabilities.verification)
      ? []
      : [`verified within the last ${formatDurationMs(verifiedWithinMs)}`]),
    ...approvals.map(({ name, by, count }) => approvalWords(name, by, count)),
    ...(spec.cutover.block.source === 'server' || spec.cutover.block.source === 'auto'
      ? ['no transaction open for more than a second, no index being built on the source']
      : []),
    ...http.map(({ method }) => `an HTTP gate (${method}) says yes`),
    ...commands.map(({ command }) => `\`${command.join(' ')}\` succeeds`),
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

export function guardStep(input: PlanInput, { transaction, from }: Passage): Step {
  return step({
    kind: 'armGuardian',
    symbol: '>',
    transaction,
    summary: `Have the ${transaction} guarded: when this run falls silent before the switch, writes are allowed again`,
    details: guardDetails(input),
    inverse: 'nobody has to guard any more',
    inputs: { side: from, ...(needsGuardian(input) ? { startsProcess: true } : {}) },
  });
}

/** We are who blocks, and the engine is not ours: somebody else has to be there who unblocks. */
function needsGuardian({ spec, capabilities }: PlanInput): boolean {
  return (
    spec.engine.type !== 'builtin' && spec.cutover.block.source !== 'external' && capabilities.blocksSource === 'godwit'
  );
}

function guardDetails(input: PlanInput): readonly string[] {
  const { spec, capabilities } = input;
  const { options, type } = spec.engine;
  if (needsGuardian(input)) {
    return [
      'By a process that this run starts on this machine; where the machine itself may die, run `godwit guard` on another one',
    ];
  }
  if (type !== 'builtin') {
    const who = capabilities.blocksSource === 'engine' ? capabilities.title : 'Whoever blocks writes';
    return [`${who} lifts that block, too; nothing is blocked by this run`];
  }
  const isElsewhere = options.url !== undefined;
  return isElsewhere
    ? ['By the sync process, which does not run on this machine']
    : ['By the sync process on this machine; where the machine itself may die, run `godwit guard` on another one'];
}
