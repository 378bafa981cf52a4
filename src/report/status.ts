import type { EngineObservation } from '../engines/engine.ts';
import type { WaitingCutover } from '../guardian/cutover-board.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import { foreignSync } from '../lifecycle/foreign-sync.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { ClusterObservation, Observation } from '../observe/observation.ts';
import type { Phase } from '../spec/migration.ts';

/** What `godwit status` tells, for people and for programs. */
export interface MigrationStatus {
  readonly migration: string;
  readonly state: MigrationState;
  readonly phase: Phase;
  readonly source: ClusterStatus;
  readonly destination: ClusterStatus;
  readonly engine: EngineObservation;
  /** A cutover could begin now. */
  readonly canCutover: boolean;
  readonly canWriteToDestination: boolean;
  /** A cutover that waits, and for what. */
  readonly waiting: WaitingCutover | undefined;
  /** Why nothing goes on, or why a cutover could not begin. */
  readonly blockers: readonly string[];
  readonly nextSteps: readonly string[];
}

export interface ClusterStatus {
  readonly address: string;
  readonly version: string;
  readonly writes: ClusterObservation['writes'];
}

/** @param isAdopted the file takes over a sync that somebody began by hand */
export function migrationStatus(
  migration: string,
  phase: Phase,
  observation: Observation,
  isAdopted = false,
): MigrationStatus {
  const { engine, journal, source, destination } = observation;
  const state = deriveState(engine, journal);
  const foreign = foreignSync(engine, journal, source.facts, isAdopted);
  const blockers = blockersOf(observation, state, foreign);
  return {
    migration,
    state,
    phase,
    source: clusterStatus(source),
    destination: clusterStatus(destination),
    engine,
    canCutover: state === 'following' && engine.progress?.canCommit === true && foreign === undefined,
    canWriteToDestination:
      engine.progress?.canWrite === true || state === 'cutOver' || state === 'reversing' || state === 'detached',
    waiting: observation.waiting,
    blockers,
    nextSteps:
      observation.waiting === undefined ? nextSteps(state, engine) : ['godwit cutover --cancel (takes it back)'],
  };
}

function clusterStatus({ address, facts, writes }: ClusterObservation): ClusterStatus {
  return { address, version: facts.version, writes };
}

function blockersOf(
  { engine, journal, source, waiting }: Observation,
  state: MigrationState,
  foreign: string | undefined,
): readonly string[] {
  const { open } = journal;
  const isOrphanBlock =
    source.writes === 'blocked' && (state === 'following' || state === 'copying' || state === 'provisioned');
  return [
    ...(open === undefined ? [] : [`a ${open.transaction} begun at ${open.since} by ${open.by.user} is not finished`]),
    ...(foreign === undefined ? [] : [`this sync is not that of the migration: ${foreign}`]),
    ...(isOrphanBlock ? ['writes are blocked on the source, and no cutover is under way'] : []),
    ...(waiting?.gates ?? []).filter(({ isOpen }) => !isOpen).map(({ words }) => `the cutover waits: ${words}`),
    ...(engine.pausedFor === undefined ? [] : [`the sync paused: ${engine.pausedFor}`]),
    ...(engine.progress?.waitingFor ?? []),
    ...(engine.progress?.stuck === undefined || state === 'following'
      ? []
      : [`the sync is stuck: ${engine.progress.stuck}`]),
    ...(state === 'following' ? (engine.progress?.whyNotCommit ?? []) : []),
  ];
}

function nextSteps(state: MigrationState, { isRunning }: EngineObservation): readonly string[] {
  switch (state) {
    case 'absent':
    case 'provisioned':
      return ['godwit plan', 'godwit apply'];
    case 'paused':
      return ['godwit resume'];
    case 'failed':
      return ['godwit apply (resumes it once the cause is removed)'];
    case 'cuttingOver':
      return ['godwit apply (goes on, or takes back what is half done)'];
    case 'following':
      if (!isRunning) return ['godwit apply (starts the engine again)'];
      return ['set phase: cutover in the file, then: godwit plan'];
    case 'reversing':
      return ['set phase: rolledBack to go back, or phase: complete to stay, then: godwit plan'];
    case 'cutOver':
    case 'detached':
    case 'rolledBack':
      return ['set phase: complete in the file, then: godwit plan'];
    case 'complete':
      return [];
    default:
      return isRunning ? ['godwit status'] : ['godwit apply (starts the engine again)'];
  }
}
