/**
 * What several instances say, as one answer: sums where each tells of its part, the worst where one speaks for all, and
 * nothing where one of them says nothing (contract, sections 7 and 16). Pure.
 */
import type { EngineProgress, EngineState, EngineVerification } from '../engine.ts';
import { progressOf, stateOf } from './progress.ts';

export interface InstanceAnswer {
  readonly url: string;
  /** Its progress document; `undefined` when it did not answer. */
  readonly progress: Readonly<Record<string, unknown>> | undefined;
}

export interface Merged {
  readonly state: EngineState | undefined;
  readonly progress: EngineProgress | undefined;
}

/** The least advanced decides. */
const order: readonly EngineState[] = [
  'failed',
  'absent',
  'initializing',
  'copying',
  'buildingIndexes',
  'paused',
  'following',
  'reversing',
  'committing',
  'committed',
];

export function mergeInstances(answers: readonly InstanceAnswer[]): Merged {
  const told = answers.flatMap(({ url, progress }) =>
    progress === undefined ? [] : [{ url, state: stateOf(progress), progress: progressOf(progress), raw: progress }],
  );
  if (told.length < answers.length || told.some(({ state }) => state === undefined)) {
    return { state: undefined, progress: undefined };
  }
  const states = told.map(({ state }) => state!);
  const state = order.find((one) => states.includes(one))!;
  const all = told.map(({ progress }) => progress);
  const copiedBytes = sum(all.map((one) => one.copiedBytes));
  // Each tells the total of all; the early estimates differ.
  const totalBytes = largest(all.map((one) => one.totalBytes));
  const isMixed = new Set(states).size > 1;
  return {
    state,
    progress: {
      copiedBytes,
      totalBytes:
        copiedBytes === undefined || totalBytes === undefined ? totalBytes : Math.max(copiedBytes, totalBytes),
      copiedDocuments: sum(all.map((one) => one.copiedDocuments)),
      totalDocuments: sum(all.map((one) => one.totalDocuments)),
      copyBytesPerSecond: sum(all.map((one) => one.copyBytesPerSecond)),
      eventsPerSecond: sum(all.map((one) => one.eventsPerSecond)),
      eventsApplied: sum(all.map((one) => one.eventsApplied)),
      lagSeconds: largest(all.map((one) => one.lagSeconds)),
      indexesBuilt: sum(all.map((one) => one.indexesBuilt)),
      indexesTotal: sum(all.map((one) => one.indexesTotal)),
      canCommit: !isMixed && state === 'following' && all.every((one) => one.canCommit),
      whyNotCommit: told.flatMap(({ url, progress, state: its }) => whyNot(url, its!, progress)),
      // Only the first one's word counts.
      canWrite: all[0]?.canWrite === true && states.every((one) => one === 'committing' || one === 'committed'),
      appliedTime: earliest(all.map((one) => one.appliedTime)),
      writableTime: undefined,
      verification: mergeVerification(told.map(({ raw }) => raw['verification'])),
      waitingFor: [
        ...(isMixed ? told.map(({ url, state: its }) => `${url} is ${its}`) : []),
        ...all.flatMap((one) => one.waitingFor),
      ],
      warnings: [...new Set(told.flatMap(({ progress, raw }) => [...progress.warnings, ...oplogWarning(raw)]))],
    },
  };
}

function whyNot(url: string, state: EngineState, progress: EngineProgress): readonly string[] {
  if (progress.canCommit) return [];
  if (progress.whyNotCommit.length > 0) return progress.whyNotCommit;
  return [state === 'following' ? `${url} says that it cannot commit yet` : `${url} is ${state}`];
}

/** From 1.19 on; the resume point is lost when it comes to nothing. */
function oplogWarning({ estimatedOplogTimeRemaining: left }: Readonly<Record<string, unknown>>): readonly string[] {
  return left === 'less than 15 minutes'
    ? ['The oplog of the source reaches less than 15 minutes ahead of the sync']
    : [];
}

/** mongosync tells counts and phases of its own verifier; documents that differ make it fail. */
function mergeVerification(values: readonly unknown[]): EngineVerification | undefined {
  const sides = values.flatMap((value) => [sideOf(value, 'source'), sideOf(value, 'destination')]);
  if (sides.some((side) => side === undefined)) return undefined;
  const all = sides.map((side) => side!);
  const isDone = all.every(
    ({ phase, scanned, total }) =>
      phase === 'stream hashing' && (scanned === undefined || total === undefined || scanned >= total),
  );
  const hashed = sum(all.map((side) => side.hashed)) ?? 0;
  const expected = sum(all.map((side) => side.expected)) ?? hashed;
  return {
    extent: { mode: 'full' },
    phase: isDone
      ? 'stream hashing'
      : all.some(({ phase }) => phase === 'not started')
        ? 'not started'
        : 'initial hashing',
    comparedDocuments: Math.floor(hashed / 2),
    pendingDocuments: Math.max(0, Math.ceil((expected - hashed) / 2)),
    mismatchCount: 0,
    mismatches: [],
    watermark: undefined,
  };
}

interface Side {
  readonly phase: string;
  readonly hashed: number | undefined;
  readonly expected: number | undefined;
  readonly scanned: number | undefined;
  readonly total: number | undefined;
}

function sideOf(value: unknown, name: 'source' | 'destination'): Side | undefined {
  const side = fieldOf(value, name);
  const phase = fieldOf(side, 'phase');
  if (typeof phase !== 'string') return undefined;
  return {
    phase,
    hashed: numberOf(fieldOf(side, 'hashedDocumentCount')),
    expected: numberOf(fieldOf(side, 'estimatedDocumentCount')),
    scanned: numberOf(fieldOf(side, 'scannedCollectionCount')),
    total: numberOf(fieldOf(side, 'totalCollectionCount')),
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Of all or of none: a sum without a part would be a lie. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : known.reduce((total, value) => total + value, 0);
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.max(...known);
}

function earliest(values: readonly (bigint | undefined)[]): bigint | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : known.reduce((least, value) => (value < least ? value : least));
}
