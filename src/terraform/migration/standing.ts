/** Where a migration stands, in attributes. What changes all the time is only taken anew when something happens. */
import type { MigrationState } from '../../lifecycle/migration-state.ts';
import type { Observation } from '../../observe/observation.ts';
import { stateOf } from '../../pipeline/plan-migration.ts';
import { keptUntil } from '../../plan/rules/way-back.ts';
import type { Migration } from '../../spec/migration.ts';
import type { ValueMap } from '../values/value.ts';

/** States that follow one another without anybody's doing are one, so that a plan finds no difference between them. */
const flattened: Readonly<Record<MigrationState, string>> = {
  absent: 'prepared',
  provisioned: 'prepared',
  initializing: 'syncing',
  copying: 'syncing',
  buildingIndexes: 'syncing',
  following: 'synced',
  paused: 'paused',
  failed: 'failed',
  cuttingOver: 'cutting_over',
  cutOver: 'cut_over',
  reversing: 'cut_over',
  rolledBack: 'rolled_back',
  detached: 'detached',
  complete: 'complete',
};

/** Whether a migration of this state, as Terraform knows it, has copied anything that could be lost. */
export const hasBegun = (state: unknown): boolean => typeof state === 'string' && state !== 'prepared';

export function standing(spec: Migration, observation: Observation): ValueMap {
  const state = stateOf(observation);
  const { progress } = observation.engine;
  return {
    state: flattened[state],
    lag_seconds: progress?.lagSeconds ?? null,
    progress_percent: percentOf(progress?.copiedBytes, progress?.totalBytes),
    way_back_until: state === 'reversing' ? (keptUntil({ observation, spec }) ?? null) : null,
    verification_result: verificationResult(observation),
  };
}

/** As it was, where nothing but figures has moved. What had begun and is not there any more is not told as a beginning. */
export function settled(before: ValueMap, now: ValueMap): ValueMap {
  const seen = hasBegun(before['state']) && !hasBegun(now['state']) ? { ...now, state: lost } : now;
  const { lag_seconds: _lag, progress_percent: _percent, ...lasting } = seen;
  const isSame = Object.entries(lasting).every(([name, value]) => before[name] === value);
  return isSame ? {} : seen;
}

/** Terraform knows of a sync, and the destination knows nothing of it. */
const lost = 'lost';

function percentOf(copied: number | undefined, total: number | undefined): number | null {
  if (copied === undefined || total === undefined) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((copied / total) * 100));
}

function verificationResult({ engine: { progress } }: Observation): string {
  const { verification } = progress ?? {};
  if (verification === undefined || verification.phase === 'not started') return 'none';
  if (verification.mismatchCount > 0) return 'different';
  return verification.watermark === undefined ? 'running' : 'equal';
}
