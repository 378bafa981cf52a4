import { type ClusterTime, clusterTimeOf } from '../mongo/cluster-time.ts';
import type { Timestamp } from '../mongo/driver.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import type { Gap } from './gap/gap.ts';
import type { FailedConstraint } from './indexes/constraints.ts';
import type { SyncSettings } from './sync-settings.ts';
import { readLoad, type SyncLoad } from './throttle/load.ts';

/**
 * How far a sync has come as a whole; the order is that of time.
 * - `initializing`: the catalogue is being made; starts over when interrupted
 * - `syncing`: copying and following
 * - `committing`: constraints are being put back; writes are not allowed on the destination yet
 * - `writable`: writes are allowed; what can wait is being finished
 * - `committed`: done
 */
export type RunPhase = 'initializing' | 'syncing' | 'committing' | 'writable' | 'committed';

/** What is fixed for a sync, and where it stands. */
export interface RunRecord {
  readonly settings: SyncSettings;
  readonly phase: RunPhase;
  readonly isPaused: boolean;
  /** The labels of start: which of the two clusters is the source. */
  readonly direction: { readonly source: string; readonly destination: string };
  /** Where the change stream begins. */
  readonly startTime: ClusterTime;
  readonly startedAt: Date;
  /** How the commit was asked for; `undefined` before. */
  readonly commit: CommitMode | undefined;
  /** The destination's clock right before writes were allowed: where a sync back would begin. */
  readonly writableAt: ClusterTime | undefined;
  /** The destination was in use before; it is not filled, only followed into. */
  readonly isSyncBack?: boolean | undefined;
  /** Load limits; unlike the settings they can be changed. */
  readonly load?: SyncLoad | undefined;
  /** Changes that were lost; absent again when everything was compared behind it. */
  readonly gap?: Gap | undefined;
  /** Why the sync paused by itself; absent where somebody paused it. */
  readonly pausedFor?: string | undefined;
  /** What this sync's changes are known by on disk; absent until some are to be spooled. */
  readonly spoolId?: string | undefined;
  /** What could not be put back behind the commit, for people to look after. */
  readonly failedConstraints?: readonly FailedConstraint[] | undefined;
}

/** Beyond mongosync's plain commit. */
export interface CommitMode {
  /** Writes are allowed, then the engine waits to be told to finish: until then the commit can be taken back. */
  readonly isHeld: boolean;
  /** The source goes on being written to: the destination ends somewhere amid it, and is no snapshot. */
  readonly isDetaching: boolean;
  /** A sync back may be asked for afterwards, even where the start request did not say so. */
  readonly isReversible?: boolean | undefined;
}

const id = 'run';

interface StoredRecord {
  settings: SyncSettings;
  phase: RunPhase;
  isPaused: boolean;
  direction: { source: string; destination: string };
  startTime: Timestamp;
  startedAt: Date;
  commit: CommitMode | null;
  writableAt: Timestamp | null;
  isSyncBack?: boolean;
  load?: SyncLoad | null;
  gap?: { from: Timestamp; until: Timestamp | null } | null;
  pausedFor?: string | null;
  spoolId?: string | null;
  failedConstraints?: readonly FailedConstraint[] | null;
}

export async function readRunRecord(metadata: Metadata): Promise<RunRecord | undefined> {
  const stored = await metadata.read<StoredRecord>('engine', id);
  if (stored === undefined) return undefined;
  const { settings, phase, isPaused, direction, startTime, startedAt, commit, writableAt, isSyncBack, gap, load } =
    stored;
  const { spoolId, pausedFor, failedConstraints } = stored;
  return {
    settings,
    phase,
    isPaused,
    direction,
    startTime: clusterTimeOf(startTime),
    startedAt,
    commit: commit ?? undefined,
    writableAt: writableAt === null ? undefined : clusterTimeOf(writableAt),
    isSyncBack: isSyncBack === true,
    load: load ? readLoad(load) : undefined,
    gap: gap ? { from: clusterTimeOf(gap.from), until: gap.until ? clusterTimeOf(gap.until) : undefined } : undefined,
    pausedFor: pausedFor ?? undefined,
    spoolId: spoolId ?? undefined,
    failedConstraints: failedConstraints ?? undefined,
  };
}

/** Of the records on both clusters the one that counts: the sync that was begun last. */
export function latestRecord<T extends { readonly record: RunRecord }>(found: readonly T[]): T | undefined {
  return [...found].sort((a, b) => b.record.startedAt.getTime() - a.record.startedAt.getTime())[0];
}

/** From now on nobody changes it who had the sync before; what they had written by then is there to be read. */
export async function claimRunRecord(metadata: Metadata, fence: number): Promise<void> {
  await metadata.changeMany('engine', fence, [{ id, fields: {} }]);
}

export async function writeRunRecord(metadata: Metadata, fence: number, record: RunRecord): Promise<void> {
  const { gap, load, spoolId, pausedFor, failedConstraints } = record;
  const stored: StoredRecord = {
    ...record,
    isSyncBack: record.isSyncBack === true,
    startTime: timestampOf(record.startTime),
    commit: record.commit ?? null,
    load: load ?? null,
    pausedFor: pausedFor ?? null,
    spoolId: spoolId ?? null,
    failedConstraints: failedConstraints ?? null,
    gap: gap ? { from: timestampOf(gap.from), until: gap.until === undefined ? null : timestampOf(gap.until) } : null,
    writableAt: record.writableAt === undefined ? null : timestampOf(record.writableAt),
  };
  await metadata.set('engine', id, fence, stored);
}

/** The sync that it began is no more; one of a later holder stays. */
export async function removeRunRecord(metadata: Metadata, fence: number): Promise<void> {
  await metadata.remove('engine', fence, [id]);
}
