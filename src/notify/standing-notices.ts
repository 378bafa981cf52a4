/**
 * What people are told of a migration as it stands at one moment, without any memory of moments before: for those that
 * nobody runs, and as a part of what a run tells.
 */
import type { EngineObservation, EngineProgress } from '../engines/engine.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { formatDurationMs } from '../lib/duration.ts';
import type { Drift, Plan } from '../plan/plan.ts';
import { isAboutExpiry } from '../plan/rules/expiry-diagnostics.ts';
import type { NotificationEvent } from '../spec/blocks/governance.ts';

/** An event to tell of, and what is known of it. */
export interface Occasion {
  readonly event: NotificationEvent;
  readonly reason?: string | undefined;
  readonly state?: string | undefined;
}

/** A part of the oplog window that the lag may take. */
const oplogAlarm = 0.5;

/** Of a plan that nobody may come to apply, and of the engine that goes on by itself; `undefined` where it is out of sight. */
export function standingOccasions(plan: Plan, engine: EngineObservation | undefined): readonly Occasion[] {
  return [
    ...(engine === undefined ? [] : ofEngine(engine, plan.forecast.oplogWindowSeconds)),
    ...(plan.drift.length === 0 ? [] : [{ event: 'drifted' as const, reason: plan.drift.map(inWords).join('; ') }]),
    ...plan.diagnostics.filter(isAboutExpiry).map(expiryOccasion),
  ].map((occasion) => ({ ...occasion, state: plan.state }));
}

function ofEngine({ failure, progress }: EngineObservation, oplogWindowSeconds: number | undefined): Occasion[] {
  const occasions: Occasion[] = [];
  if (failure !== undefined) occasions.push({ event: 'failed', reason: `[${failure.code}] ${failure.message}` });
  if (progress?.stuck !== undefined) occasions.push({ event: 'stalled', reason: progress.stuck });
  return [...occasions, ...progressOccasions(progress, oplogWindowSeconds)];
}

/** Of figures that have gone too far: the lag against the oplog, documents that differ. */
export function progressOccasions(
  { lagSeconds = 0, verification }: Partial<EngineProgress> = {},
  oplogWindowSeconds: number | undefined,
): readonly Occasion[] {
  const occasions: Occasion[] = [];
  if (oplogWindowSeconds !== undefined && lagSeconds > oplogWindowSeconds * oplogAlarm) {
    const reason = `lag ${formatDurationMs(lagSeconds * 1000)} of ${formatDurationMs(oplogWindowSeconds * 1000)}`;
    occasions.push({ event: 'oplogWindowLow', reason });
  }
  if (verification !== undefined && verification.mismatchCount > 0) {
    occasions.push({ event: 'mismatchFound', reason: `${verification.mismatchCount} documents differ` });
  }
  return occasions;
}

/** What is said of an end that is near. */
export function expiryOccasion({ summary }: Diagnostic): Occasion {
  return { event: 'expiryNear', reason: summary };
}

const inWords = ({ what, expected, found }: Drift): string => `${what}: ${found}, expected ${expected}`;
