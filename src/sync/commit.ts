/**
 * The end of a sync: everything up to a mark in the source's own clock is applied, the catalogue is compared once more,
 * and the destination is made ready for writers. The source must not be written to meanwhile; whether it is, is watched.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../lib/errors.ts';
import { type ClusterTime, clusterTimeOf } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { codeOf, isPermission } from '../mongo/failures.ts';
import { operationTimeOf } from '../mongo/operation-time.ts';
import { settleLimits } from './catalog/capped-limits.ts';
import { databasesOfBoth } from './catalog/databases-of-both.ts';
import { takeInAll } from './follow/unseen-ddl.ts';
import {
  type Constraint,
  listConstraints,
  prepareUniqueness,
  releaseUniqueness,
  storeConstraints,
} from './indexes/constraints.ts';
import type { CommitMode } from './run-record.ts';
import { refuseReplaced } from './sharding/replaced-collections.ts';
import { sourceTimeNow } from './source-time.ts';
import type { SyncRun } from './sync-run.ts';
import { awaitAgreement } from './verified-commit.ts';

/** LockFailed (mongo/src/mongo/base/error_codes.yml) */
const lockFailed = 107;
/** Of a mongos from before it passed the command on to every shard. */
const commandNotFound = 59;
const markAttempts = 100;
const markAgainMs = 50;
const longestCopyMs = 10_000;

/**
 * A point in the source's clock behind every write so far. A no-op is written there, so that the stream moves past the
 * point on an idle source too; behind a mongos, one on every shard, whose stream waits for the last of them. A user who may
 * not do that waits for the servers' own no-ops, up to ten seconds.
 */
export async function markSource(client: MongoClient): Promise<ClusterTime> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return clusterTimeOf(await operationTimeOf(client.db('admin'), { appendOplogNote: 1, data: { godwit: 'mark' } }));
    } catch (error) {
      if (isPermission(error) || codeOf(error) === commandNotFound) return await sourceTimeNow(client);
      // It waits for no lock: whoever holds the global one for a moment, as a write block does, is in its way.
      if (codeOf(error) !== lockFailed || attempt === markAttempts) throw error;
      await delay(markAgainMs);
    }
  }
}

/**
 * Brings the destination to where writes may be allowed.
 * @throws EngineError GW924, GW925 or GW991, after which the sync follows on as before
 */
export async function prepareCommit(
  run: SyncRun,
  mode: CommitMode,
  signal: AbortSignal,
): Promise<readonly Constraint[]> {
  run.context.isCommitting = true;
  try {
    // Behind the end of its run nothing of it may reach the destination any more.
    return await prepare(run, mode, AbortSignal.any([signal, run.context.signal]));
  } catch (error) {
    run.context.isCommitting = false;
    throw error;
  }
}

/** What came into scope last (renamed into the filters, made capped) is copied while applications wait: not for long. */
async function whenCopied(run: SyncRun, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + longestCopyMs;
  while (!run.isCopied) {
    if (performance.now() > giveUpAt) {
      throw new EngineError('GW985', {
        summary: 'A collection came into scope while the sync was being committed, and is not copied yet',
        detail:
          'It was renamed into the filters, or made as a capped collection; the stream does not tell its documents',
        hint: 'The sync follows on; commit again when it is copied',
      });
    }
    await delay(20, undefined, { signal });
  }
}

/**
 * At the catalogue of a source before 6.0: what it finds is compared, too, and under the names that collections have then.
 * @returns a time behind that
 */
async function lookOnceMore({ context, verification }: SyncRun): Promise<ClusterTime> {
  await takeInAll(context);
  verification?.hurry();
  return await markSource(context.source.client);
}

async function prepare(
  run: SyncRun,
  { isHeld, isDetaching }: CommitMode,
  signal: AbortSignal,
): Promise<readonly Constraint[]> {
  const { context, follower, checkpointer, verification } = run;
  // Whoever holds the commit, or lets the source be written to, has looked at the comparison before.
  const isCompared = !isHeld && !isDetaching;
  if (isCompared) verification?.hurry();
  const mark = await markSource(context.source.client);
  await follower.whenApplied(mark);
  const { changesInScope } = follower;
  const changesAtMark = changesInScope.count;
  const since = context.source.facts.canCompareUuid ? mark : await lookOnceMore(run);
  if (isCompared) await awaitAgreement(run, since, signal);
  await whenCopied(run, signal);
  for (const entry of context.catalog.entries) context.catalogSync.optionsChanged(entry);
  for (const db of await databasesOfBoth(context)) context.catalogSync.viewsChanged(db);
  await context.catalogSync.whenAllIdle();
  await context.writer.during(async () => await settleLimits(context));
  const constraints = await listConstraints(context);
  const { client } = context.destination;
  await context.writer.during(async () => await prepareUniqueness(client, constraints));
  await follower.whenApplied(await markSource(context.source.client));
  const changesSince = changesInScope.count - changesAtMark + changesInScope.undecidedSince(mark);
  if (!isDetaching && changesSince > 0) {
    await releaseUniqueness(client, constraints);
    throw new EngineError('GW925', {
      summary: 'The source was written to while the sync was being committed',
      detail: `${changesSince} changes came after the mark; users with bypassWriteBlockingMode (root, restore) are not stopped by a write block`,
      hint: 'Stop the writers, then commit again; the sync follows on, nothing is lost',
    });
  }
  try {
    // What goes on being written may have made collections that the stream has yet to tell.
    if (!isDetaching) await refuseReplaced(context);
  } catch (error) {
    await releaseUniqueness(client, constraints);
    throw error;
  }
  signal.throwIfAborted();
  await checkpointer.write();
  await storeConstraints(context.metadata, context.lease.token, constraints);
  return constraints;
}
