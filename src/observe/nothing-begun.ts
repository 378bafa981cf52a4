import type { EngineType } from '../engines/engine.ts';
import { readJournal } from '../ledger/journal.ts';
import type { Observation } from './observation.ts';

/** What is seen of a sync where none was ever begun. */
export function nothingBegun(
  type: EngineType,
): Pick<Observation, 'engine' | 'journal' | 'otherEngines' | 'guard' | 'waiting' | 'unclaimedNames'> {
  return {
    engine: {
      type,
      state: 'absent',
      isRunning: false,
      location: undefined,
      startedAt: undefined,
      progress: undefined,
      failure: undefined,
    },
    journal: readJournal([]),
    otherEngines: [],
    guard: undefined,
    waiting: undefined,
    unclaimedNames: [],
  };
}
