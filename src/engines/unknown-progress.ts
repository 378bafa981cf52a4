import type { EngineProgress } from './engine.ts';

/** What an engine tells that tells nothing; each adds what it does tell. */
export const unknownProgress: EngineProgress = {
  copiedBytes: undefined,
  totalBytes: undefined,
  copiedDocuments: undefined,
  totalDocuments: undefined,
  copyBytesPerSecond: undefined,
  eventsPerSecond: undefined,
  eventsApplied: undefined,
  lagSeconds: undefined,
  indexesBuilt: undefined,
  indexesTotal: undefined,
  canCommit: false,
  whyNotCommit: [],
  canWrite: false,
  appliedTime: undefined,
  writableTime: undefined,
  verification: undefined,
  waitingFor: [],
  warnings: [],
};
