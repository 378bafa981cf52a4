/** What a gap is, as the sync's record has it: that changes were lost, and that somebody has decided to go on behind them. */
import { EngineError } from '../../lib/errors.ts';
import { releasePreparedIndexes } from '../before-run.ts';
import { readCheckpoint } from '../checkpoint/checkpoint-store.ts';
import type { LeasedSync } from '../leased-sync.ts';
import type { RunRecord } from '../run-record.ts';
import { sourceTimeNow } from '../source-time.ts';

/** For those who ask the metadata, and for whoever starts the engine next. */
export async function rememberGap(sync: LeasedSync): Promise<void> {
  const { gap, startTime } = sync.record;
  const from = gap?.from ?? (await readCheckpoint(sync.metadata))?.time ?? startTime;
  await sync.change({ gap: { from, until: undefined } });
}

/** @throws EngineError GW936 where nothing was lost, GW937 where a repair would overwrite what applications wrote */
export function refuseRepair({ gap, isSyncBack }: RunRecord): void {
  if (gap === undefined || gap.until !== undefined) {
    throw new EngineError('GW936', {
      summary: 'The resume point of this sync is not lost, so there is nothing to repair',
      hint: 'Resume it: it goes on where it stopped (`godwit resume`)',
    });
  }
  if (isSyncBack === true) {
    throw new EngineError('GW937', {
      summary: 'A sync back whose resume point is lost cannot be repaired by this version',
      hint: 'Compare both sides with `godwit verify`; `--repair` would overwrite what was written since the switch',
    });
  }
}

/** Writes down that the stream is to be followed anew from now; the next run does so. */
export async function beginRepair(sync: LeasedSync, signal: AbortSignal): Promise<void> {
  const { gap, phase } = sync.record;
  if (phase === 'committing') await releasePreparedIndexes(sync, signal);
  const until = await sourceTimeNow(sync.sides.source.client);
  await sync.change({
    gap: { ...gap!, until },
    startTime: until,
    isPaused: false,
    phase: 'syncing',
    commit: undefined,
  });
}
