import { describe, expect, it } from 'vitest';
import { mergeInstances } from '../../../src/engines/mongosync/merge-instances.ts';

const following = {
  state: 'RUNNING',
  canCommit: true,
  canWrite: false,
  info: 'change event application',
  lagTimeSeconds: 2,
  lag: { overallLagSeconds: 2, crudLagSeconds: 2, ddlLagSeconds: null },
  collectionCopy: { estimatedTotalBytes: 300, estimatedCopiedBytes: 100 },
  totalEventsApplied: 10,
};

const answersOf = (...progress: (Readonly<Record<string, unknown>> | undefined)[]) =>
  progress.map((one, index) => ({ url: `http://sync-${index}:27182`, progress: one }));

describe('several instances of mongosync', () => {
  it('add up what each did, and keep the total that each tells of all', () => {
    const { state, progress } = mergeInstances(answersOf(following, following, following));
    expect(state).toBe('following');
    expect(progress).toMatchObject({ copiedBytes: 300, totalBytes: 300, eventsApplied: 30, canCommit: true });
  });

  it('are as slow as the slowest, and as far as the last', () => {
    const slow = { ...following, lagTimeSeconds: 40, lag: { overallLagSeconds: 40 }, canCommit: false };
    const copying = { ...following, info: 'collection copy', canCommit: false };
    expect(mergeInstances(answersOf(following, slow)).progress).toMatchObject({
      lagSeconds: 40,
      canCommit: false,
      whyNotCommit: ['http://sync-1:27182 says that it cannot commit yet'],
    });
    expect(mergeInstances(answersOf(following, copying))).toMatchObject({
      state: 'copying',
      progress: {
        canCommit: false,
        waitingFor: ['http://sync-0:27182 is following', 'http://sync-1:27182 is copying'],
      },
    });
  });

  it('tell nothing that one of them does not know', () => {
    const silent = { ...following, totalEventsApplied: null, lag: null, lagTimeSeconds: null };
    expect(mergeInstances(answersOf(following, silent)).progress).toMatchObject({
      eventsApplied: undefined,
      lagSeconds: undefined,
    });
    expect(mergeInstances(answersOf(following, undefined))).toEqual({ state: undefined, progress: undefined });
    expect(mergeInstances(answersOf(following, { ...following, state: 'DREAMING' })).state).toBeUndefined();
  });

  it('may be written to when the first one says so, and none follows any more', () => {
    const committing = { ...following, state: 'COMMITTING', canCommit: false, info: 'waiting for commit to complete' };
    const writable = { ...committing, canWrite: true };
    expect(mergeInstances(answersOf(writable, committing)).progress?.canWrite).toBe(true);
    expect(mergeInstances(answersOf(committing, writable)).progress?.canWrite).toBe(false);
    expect(mergeInstances(answersOf(writable, following)).progress?.canWrite).toBe(false);
  });

  it('have not begun as long as one of them waits for its start', () => {
    const idle = { state: 'IDLE', canCommit: false, info: null, lag: null, collectionCopy: null };
    expect(mergeInstances(answersOf(following, idle))).toMatchObject({
      state: 'absent',
      progress: { canCommit: false },
    });
  });

  it('are verified when every verifier has read everything on both sides', () => {
    const side = {
      phase: 'stream hashing',
      estimatedDocumentCount: 10,
      hashedDocumentCount: 10,
      totalCollectionCount: 2,
      scannedCollectionCount: 2,
    };
    const done = { ...following, verification: { source: side, destination: side } };
    const behind = {
      ...following,
      verification: { source: side, destination: { ...side, phase: 'initial hashing', hashedDocumentCount: 4 } },
    };
    expect(mergeInstances(answersOf(done, done)).progress?.verification).toMatchObject({
      phase: 'stream hashing',
      comparedDocuments: 20,
      pendingDocuments: 0,
    });
    expect(mergeInstances(answersOf(done, behind)).progress?.verification).toMatchObject({
      phase: 'initial hashing',
      pendingDocuments: 3,
    });
    expect(mergeInstances(answersOf(done, following)).progress?.verification).toBeUndefined();
  });

  it('warn of an oplog that is about to roll over', () => {
    const late = { ...following, estimatedOplogTimeRemaining: 'less than 15 minutes', warnings: ['a warning'] };
    expect(mergeInstances(answersOf(following, late)).progress?.warnings).toEqual([
      'a warning',
      expect.stringContaining('15 minutes'),
    ]);
  });

  /** Shapes of older releases: no lag document, no ceaStage, no index figures (contract, section 7). */
  it('are understood in the words of older releases', () => {
    const release1_6 = {
      state: 'RUNNING',
      canCommit: false,
      canWrite: false,
      info: 'collection copy',
      lagTimeSeconds: 0,
      collectionCopy: { estimatedTotalBytes: 694, estimatedCopiedBytes: 347 },
      directionMapping: { Source: 'cluster0: a:27017', Destination: 'cluster1: b:27017' },
      mongosyncID: 'coordinator',
      coordinatorID: 'coordinator',
    };
    expect(mergeInstances(answersOf(release1_6))).toMatchObject({
      state: 'copying',
      progress: { copiedBytes: 347, totalBytes: 694, lagSeconds: 0 },
    });
    const beforeCopy = { ...release1_6, collectionCopy: { estimatedTotalBytes: 1, estimatedCopiedBytes: 0 } };
    expect(mergeInstances(answersOf(beforeCopy)).progress).toMatchObject({ copiedBytes: 0, totalBytes: 1 });
    const paused = { ...release1_6, state: 'PAUSED', lagTimeSeconds: null };
    expect(mergeInstances(answersOf(paused))).toMatchObject({ state: 'paused', progress: { lagSeconds: undefined } });
  });
});
