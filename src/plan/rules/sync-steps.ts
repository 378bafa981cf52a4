import { formatBytes, formatCount } from '../../lib/size.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import { sizeSummary } from '../../observe/observation.ts';
import { firstOf } from '../../preflight/wording.ts';
import { covers, extentOf, extentWords, readExtent, unproven } from '../../verify/extent.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { turnRoundStep } from './cutover-steps.ts';
import { closeSteps } from './destination-block.ts';
import { reopenSteps } from './open-steps.ts';
import { startForm } from './pull-form.ts';
import { repairWords } from './repair-words.ts';
import { shardingLines } from './sharding-lines.ts';

/** What leads from wherever the sync stands to a destination that follows the source and is verified. */
export function syncSteps(input: PlanInput): readonly Step[] {
  const { state, observation, capabilities } = input;
  const { engine } = observation;
  if (!capabilities.isOnline) return [];
  const launch = [...(engine.isRunning ? [] : [launchStep(input)]), ...loadSteps(input)];
  // A block aborts index builds, so that one that comes late waits for the sync's own.
  const closed = closeSteps(input);
  if (engine.mustStartOver !== undefined) return startOverSteps(input, engine.mustStartOver);
  switch (state) {
    case 'absent':
    case 'provisioned':
      return [
        ...clearSteps(input),
        ...closeSteps(input),
        ...(capabilities.needsPerson === true ? [] : [launchStep(input)]),
        startStep(input),
        awaitSynced(),
        ...verifySteps(input),
      ];
    case 'initializing':
    case 'copying':
    case 'buildingIndexes':
      return [...launch, awaitSynced(), ...closed, ...verifySteps(input)];
    case 'paused':
    case 'failed':
      if (engine.lostChangesSince !== undefined) {
        return [...launch, repairStep(input, engine.lostChangesSince), awaitSynced(), ...closed, ...verifySteps(input)];
      }
      return [...launch, resumeStep(input), awaitSynced(), ...closed, ...verifySteps(input)];
    case 'following':
      if (!engine.isRunning) return [...launch, awaitSynced(), ...closed, ...verifySteps(input)];
      return [...launch, ...closed, ...(isVerified(input) ? [] : verifySteps(input))];
    default:
      return [];
  }
}

/** What cannot be gone on with is removed, in a line of its own, and begins anew. */
function startOverSteps(input: PlanInput, reason: string): readonly Step[] {
  const { capabilities, observation } = input;
  const size = sizeSummary(observation.destination.namespaces);
  return [
    ...(observation.engine.isRunning && capabilities.canStop
      ? [step({ kind: 'stopEngine', symbol: '-', summary: 'Stop the sync engine' })]
      : []),
    ...reopenSteps(input),
    step({
      kind: 'clearCopy',
      symbol: '!',
      summary: `Drop what the sync copied to the destination so far: it cannot be gone on with`,
      details: [
        reason,
        `Only collections in the migration's scope are dropped; the destination holds ${formatCount(size.collections)} collections, ${formatBytes(size.bytes)}`,
      ],
    }),
    ...closeSteps(input),
    launchStep({ ...input, state: 'provisioned' }),
    startStep(input),
    awaitSynced(),
    ...verifySteps(input),
  ];
}

/** What keeps the sync back going; nothing where it goes. */
export function reverseSteps(input: PlanInput): readonly Step[] {
  const { state, isRunning } = input.observation.engine;
  const isStopped = state === 'paused' || state === 'failed';
  if (isRunning && !isStopped) return [];
  return [...(isRunning ? [] : [launchStep(input)]), ...(isStopped ? [resumeStep(input)] : []), awaitSynced()];
}

/** What leads to a sync back that follows and is verified. */
export function backwardSteps(input: PlanInput): readonly Step[] {
  if (input.state === 'cutOver') return [turnRoundStep('source'), awaitSynced(), ...verifySteps(input)];
  return [...reverseSteps(input), ...(isVerified(input) ? [] : verifySteps(input))];
}

/** The sync that a rollback ended goes on, from the rollback's own moment. */
export function againSteps(input: PlanInput): readonly Step[] {
  return [...closeSteps(input), turnRoundStep('destination'), awaitSynced(), ...verifySteps(input)];
}

/** Everything was compared once, and nothing is known to differ. */
function isVerified(input: PlanInput): boolean {
  const { spec, observation, capabilities } = input;
  const asked = extentOf(spec.verification);
  if (asked === undefined || capabilities.verification === 'none') return true;
  if (capabilities.verification === 'beside') return wasVerified(input);
  const verification = observation.engine.progress?.verification;
  if (verification !== undefined && !covers(verification.extent, asked)) return false;
  if (capabilities.verification === 'own') return verification?.phase === 'stream hashing';
  return verification?.watermark !== undefined && verification.mismatchCount === 0;
}

/** By a run that ended since: enough for a sync that goes on, and too old for a cutover, which compares in its own run. */
function wasVerified({ spec, observation: { journal } }: PlanInput): boolean {
  const asked = extentOf(spec.verification);
  if (spec.phase !== 'synced' || asked === undefined) return false;
  const { entries } = journal;
  const begun = entries.findLastIndex((entry) => entry.kind === 'stepStarted' && entry.step === 'startSync');
  return entries.some(
    (entry, index) =>
      index > begun &&
      entry.kind === 'stepSucceeded' &&
      entry.step === 'awaitVerified' &&
      covers(readExtent(entry.output), asked),
  );
}

const clearedShown = 10;

/** `existingData: clear`: what is in the way, by name, as the reviewer sees it. */
function clearSteps({ spec, observation }: PlanInput): readonly Step[] {
  const { destination, destinationInScope } = observation;
  if (spec.destination.existingData !== 'clear' || destinationInScope.length === 0) return [];
  const inTheWay = new Set(destinationInScope);
  const namespaces = destination.namespaces.filter(({ database, collection }) =>
    inTheWay.has(`${database}.${collection}`),
  );
  const size = sizeSummary(namespaces);
  const lines = namespaces.map(({ database, collection, type, documents }) =>
    type === 'view'
      ? `${database}.${collection} (view)`
      : `${database}.${collection}: ${formatCount(documents)} documents`,
  );
  return [
    step({
      kind: 'clearDestination',
      symbol: '!',
      summary: `Drop what is in the way on the destination: ${formatCount(namespaces.length)} collections and views with ${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}`,
      details: ['What they hold is gone for good; nothing keeps a copy', ...firstOf(lines, clearedShown)],
      needsConfirmation: true,
      inputs: { namespaces: namespaces.map(({ database, collection, uuid }) => ({ database, collection, uuid })) },
    }),
  ];
}

function launchStep({ observation: { engine }, capabilities, state }: PlanInput): Step {
  const goesOn = hasBegun(state);
  return step({
    kind: 'launchEngine',
    symbol: '+',
    summary: `Start the ${capabilities.title} sync engine${goesOn ? '; it goes on at its last checkpoint' : ''}`,
    details: goesOn && engine.location !== undefined ? [`It ran as ${engine.location} and does not answer`] : [],
  });
}

function startStep(input: PlanInput): Step {
  const { spec, observation, capabilities } = input;
  const size = sizeSummary(observation.source.namespaces);
  if (capabilities.needsPerson === true) {
    return step({
      kind: 'startSync',
      symbol: '+',
      summary: `Wait for a person who starts ${capabilities.title}: ${formatCount(size.collections)} collections, ${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}`,
      details: startForm(spec, observation.source),
      needsPerson: true,
    });
  }
  const scope =
    spec.filters.include.length + spec.filters.exclude.length === 0 ? 'everything' : 'what the filters take in';
  return step({
    kind: 'startSync',
    symbol: '+',
    summary: `Begin to sync ${scope}: ${formatCount(size.collections)} collections, ${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}`,
    details: [
      'Unique indexes are built without uniqueness and TTL indexes without expiry until the cutover is done',
      ...shardingLines(input),
    ],
  });
}

function resumeStep({ observation: { engine }, state }: PlanInput): Step {
  const why = engine.failure?.message ?? engine.pausedFor;
  const reason = why === undefined ? [] : [`It stopped because: ${why}`];
  return step({
    kind: 'resumeSync',
    symbol: '~',
    summary: state === 'failed' ? 'Resume the sync, which had failed' : 'Resume the sync, which is paused',
    details: reason,
  });
}

/** Limits that the file changed after the sync had begun: they can follow it. */
function loadSteps({ observation: { engine } }: PlanInput): readonly Step[] {
  if (engine.otherLoad === undefined) return [];
  const { running, asked } = engine.otherLoad;
  return [
    step({
      kind: 'changeLoad',
      symbol: '~',
      summary: 'Change the load limits of the sync while it runs',
      details: [`from ${running}`, `to   ${asked}`],
    }),
  ];
}

/** What is copied is kept; whoever reviews it has to know that changes were lost, and what is done about it. */
function repairStep({ spec, observation }: PlanInput, since: string): Step {
  const isAgreed = spec.engine.type === 'builtin' && spec.engine.options.onLostResumePoint === 'repair';
  const size = sizeSummary(observation.source.namespaces);
  return step({
    kind: 'repairSync',
    symbol: '~',
    summary: `Follow anew from now, compare both sides whole (${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}), and repair what differs`,
    details: [
      `The source's oplog no longer holds the changes since ${since}; they cannot be read any more`,
      'What is copied stays. Capped collections are copied again, and so are collections that were made anew',
      'Documents that differ are overwritten with those of the source, those that are only on the destination are removed',
      'Nothing can be cut over until everything was compared',
      'The same happens again where the oplog is too small: enlarge it first (replSetResizeOplog)',
    ],
    needsConfirmation: !isAgreed,
  });
}

function awaitSynced(): Step {
  return step({
    kind: 'awaitSynced',
    symbol: '>',
    summary: 'Copy, build the indexes, and follow the source until the lag is small',
  });
}

/** Where the engine has no process of ours to verify in. */
const ofThisRun = 'By this run itself, beside the engine; both sides are read once, then what changes';

function verifySteps(input: PlanInput): readonly Step[] {
  const { spec, capabilities } = input;
  const extent = extentOf(spec.verification);
  if (extent === undefined || capabilities.verification === 'none') return [];
  const isOwn = capabilities.verification === 'own';
  return [
    step({
      kind: 'awaitVerified',
      symbol: '>',
      summary: isOwn
        ? `Wait until ${capabilities.title}'s own verifier has read every document of both sides`
        : `Compare ${extentWords(extent)}, while following`,
      details: isOwn
        ? []
        : [...(capabilities.verification === 'beside' ? [ofThisRun] : []), ...unproven(extent), ...repairWords(input)],
      inputs: { isOwn },
    }),
  ];
}
