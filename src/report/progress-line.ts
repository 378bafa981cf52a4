import type { EngineObservation, EngineProgress } from '../engines/engine.ts';
import { formatDurationMs } from '../lib/duration.ts';
import { formatBytes, formatCount } from '../lib/size.ts';

/**
 * Where a sync stands, on one line: state, why it waits, what is copied, applied, the lag, the time left. A figure that is
 * not known is left out; a share never exceeds 100 %.
 */
export function progressLine({ state, isRunning, progress, failure, pausedFor }: EngineObservation): string {
  if (failure !== undefined) return `${state}: ${failure.message}`;
  if (state === 'paused' && pausedFor !== undefined) return `${state}: ${pausedFor}`;
  // Before the start and after the end there is nothing that could answer.
  if (!isRunning && (state === 'absent' || state === 'committed')) return state;
  if (!isRunning) return `${state}, but the engine does not answer`;
  if (progress === undefined) return state;
  const waiting = progress.waitingFor.length === 0 ? '' : ` (waiting: ${progress.waitingFor.join('; ')})`;
  const parts = [
    `${state}${waiting}`,
    ...(progress.stuck === undefined ? [] : [`STUCK: ${progress.stuck}`]),
    ...copyPart(state, progress),
    ...indexPart(progress),
    ...followPart(state, progress),
    ...verifyPart(progress),
  ];
  return parts.join('; ');
}

function copyPart(
  state: string,
  { copiedBytes, totalBytes, copiedDocuments, copyBytesPerSecond }: EngineProgress,
): string[] {
  if (state !== 'copying' || copiedBytes === undefined || totalBytes === undefined) return [];
  const share = totalBytes === 0 ? 100 : Math.min(100, (copiedBytes / totalBytes) * 100);
  const documents = copiedDocuments === undefined ? '' : `, ${formatCount(copiedDocuments)} documents`;
  const rate =
    copyBytesPerSecond === undefined || copyBytesPerSecond === 0 ? '' : `, ${formatBytes(copyBytesPerSecond)}/s`;
  const left = etaSeconds(copiedBytes, totalBytes, copyBytesPerSecond);
  const eta = left === undefined ? '' : `, about ${formatDurationMs(left * 1000)} left`;
  return [
    `copied ${formatBytes(copiedBytes)} of ${formatBytes(totalBytes)} (${share.toFixed(0)} %)${documents}${rate}${eta}`,
  ];
}

/** Nothing is said before one per cent is done: the rate of a beginning means little. */
function etaSeconds(copied: number, total: number, rate: number | undefined): number | undefined {
  if (rate === undefined || rate <= 0 || copied < total / 100) return undefined;
  return Math.max(0, total - copied) / rate;
}

function indexPart({ indexesBuilt, indexesTotal }: EngineProgress): string[] {
  if (indexesBuilt === undefined || indexesTotal === undefined || indexesBuilt >= indexesTotal) return [];
  return [`indexes ${indexesBuilt} of ${indexesTotal}`];
}

function followPart(state: string, { eventsApplied, eventsPerSecond, lagSeconds }: EngineProgress): string[] {
  const applied = eventsApplied === undefined ? [] : [`applied ${formatCount(eventsApplied)} changes`];
  const rate = eventsPerSecond === undefined || eventsPerSecond < 1 ? [] : [`${formatCount(eventsPerSecond)}/s`];
  const lag = lagSeconds === undefined || state === 'copying' ? [] : [`lag ${lagSeconds} s`];
  return [...(applied.length === 0 ? [] : [[...applied, ...rate].join(', ')]), ...lag];
}

function verifyPart({ verification }: EngineProgress): string[] {
  if (verification === undefined || verification.phase === 'not started') return [];
  const { comparedDocuments, pendingDocuments, mismatchCount } = verification;
  const pending = pendingDocuments === 0 ? '' : `, ${formatCount(pendingDocuments)} to compare again`;
  const mismatches = mismatchCount === 0 ? '' : `, ${formatCount(mismatchCount)} DIFFER`;
  return [`compared ${formatCount(comparedDocuments)} documents${pending}${mismatches}`];
}
