/** mongomirror's status as ours; its shape changes with the stage (contract, section 5). Pure. */

import { type ClusterTime, secondsOf } from '../../mongo/cluster-time.ts';
import type { EngineProgress, EngineState } from '../engine.ts';
import { unknownProgress } from '../unknown-progress.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lag that is no obstacle to a commit: the figures are refreshed every ten seconds only. */
const smallLagSeconds = 20;

export function stateOf(status: Fields): EngineState | undefined {
  if (errorOf(status) !== undefined) return 'failed';
  switch (status['stage']) {
    case 'initializing':
      return 'initializing';
    case 'initial sync':
      return status['phase'] === 'copying indexes' ? 'buildingIndexes' : 'copying';
    case 'oplog sync':
      return 'following';
    default:
      return undefined;
  }
}

export function errorOf(status: Fields): string | undefined {
  const message = status['errorMessage'];
  return typeof message === 'string' && message !== '' ? message : undefined;
}

export function progressOf(status: Fields): EngineProgress {
  const details = objectOf(status['details']);
  const isFollowing = stateOf(status) === 'following';
  const { copiedBytes, totalBytes } = isFollowing
    ? { copiedBytes: undefined, totalBytes: undefined }
    : bytesOf(details);
  const current = timeOf(details['currentTimestamp']);
  const latest = timeOf(details['latestTimestamp']);
  const lagSeconds = isFollowing ? lagOf(current, latest) : undefined;
  const canCommit = isFollowing && lagSeconds !== undefined && lagSeconds <= smallLagSeconds;
  return {
    ...unknownProgress,
    copiedBytes,
    totalBytes,
    lagSeconds,
    canCommit,
    whyNotCommit: canCommit ? [] : [isFollowing ? whyFollowing(lagSeconds) : `it is at: ${textOf(status['phase'])}`],
    appliedTime: isFollowing ? current : undefined,
  };
}

function whyFollowing(lagSeconds: number | undefined): string {
  return lagSeconds === undefined ? 'it does not tell its lag' : `its lag is ${lagSeconds} s`;
}

function lagOf(current: ClusterTime | undefined, latest: ClusterTime | undefined): number | undefined {
  return current === undefined || latest === undefined
    ? undefined
    : Math.max(0, secondsOf(latest) - secondsOf(current));
}

/** Sums over all namespaces, or the sums of an older shape. */
function bytesOf(details: Fields): { copiedBytes: number | undefined; totalBytes: number | undefined } {
  const { copiedBytesAllColl, totalBytesAllColl } = details;
  const listed = Object.values(details).map(objectOf);
  const copiedBytes = numberOf(copiedBytesAllColl) ?? sum(listed.map((one) => numberOf(one['copiedBytes'])));
  const totalBytes = numberOf(totalBytesAllColl) ?? sum(listed.map((one) => numberOf(one['totalBytes'])));
  if (copiedBytes === undefined || totalBytes === undefined) return { copiedBytes, totalBytes };
  return { copiedBytes, totalBytes: Math.max(copiedBytes, totalBytes) };
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}

/** 64 bits wide, so that it comes as the text of its digits. */
function timeOf(value: unknown): ClusterTime | undefined {
  return typeof value === 'string' && /^\d{10,20}$/.test(value) ? BigInt(value) : undefined;
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'an unknown phase';
}
