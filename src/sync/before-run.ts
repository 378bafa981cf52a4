/**
 * What has to be so before a run begins, whoever had the sync before and wherever they stopped: nothing of theirs is under
 * way, what they had begun is carried through or taken back, and there is a catalogue and a point to follow from. May be
 * interrupted anywhere and begun again.
 */
import { randomUUID } from 'node:crypto';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { scopeOf } from './catalog/scope.ts';
import { moveCheckpoint, readCheckpoint } from './checkpoint/checkpoint-store.ts';
import { finishRenames } from './checkpoint/entry-store.ts';
import { earlierThanNext, readWriterSessions } from './checkpoint/writer-sessions.ts';
import { isoOf } from './gap/gap.ts';
import { recatalogue } from './gap/recatalogue.ts';
import { releasePrepared } from './indexes/constraints.ts';
import { type CatalogueParts, initialize } from './initialize.ts';
import type { LeasedSync } from './leased-sync.ts';
import { relaxConstraints } from './reverse.ts';
import { settleWrites } from './settle-writes.ts';
import { sourceTimeNow } from './source-time.ts';
import type { SyncLog } from './sync-log.ts';
import type { SessionId } from './write-sessions.ts';

/** @returns the sessions that are settled, for the run to keep so */
export async function beforeRun(
  sync: LeasedSync,
  { keepsSpool, log, signal }: { readonly keepsSpool: boolean; readonly log: SyncLog; readonly signal: AbortSignal },
): Promise<readonly SessionId[]> {
  await sync.renewLeaseIfLost(signal);
  const { client, facts } = sync.sides.destination;
  const written = await readWriterSessions(sync.metadata);
  await settleWrites(client, written.sessions, { isSharded: facts.topology === 'sharded', signal });
  await finishRenames({ client, lease: sync.lease }, sync.metadata);
  // That writes are allowed, or that a commit was asked for, may be written though the answer did not come.
  await sync.settle();
  if (sync.record.phase === 'committing') await releasePreparedIndexes(sync, signal);
  if (sync.record.phase === 'initializing') await makeCatalogue(sync);
  if (sync.record.phase === 'syncing' && sync.record.isSyncBack === true) {
    // The cluster that is synced into was in use before: its constraints would be in the way.
    await relaxConstraints(client, await destinationNamespaces(sync));
  }
  await beginBehindGap(sync, log);
  // Durable before anything bears it: a spool is nobody's but this sync's.
  if (keepsSpool && sync.record.spoolId === undefined) await sync.change({ spoolId: randomUUID() });
  return earlierThanNext(written);
}

/** A commit that was interrupted has left indexes that refuse what is followed, until everything is applied. */
export async function releasePreparedIndexes(sync: LeasedSync, signal: AbortSignal): Promise<void> {
  await sync.renewLeaseIfLost(signal);
  await releasePrepared(sync.sides.destination.client, await destinationNamespaces(sync));
}

/** Of the collections in scope, as they are written down. */
async function destinationNamespaces({ metadata }: LeasedSync): Promise<readonly Namespace[]> {
  const stored = await metadata.readAll<{ destination: Namespace }>('collections');
  return stored.map(({ destination }) => destination);
}

async function makeCatalogue(sync: LeasedSync): Promise<void> {
  // A first checkpoint means that the catalogue was complete once, and only the phase was not written.
  if ((await readCheckpoint(sync.metadata)) === undefined) {
    const startTime = await sourceTimeNow(sync.sides.source.client);
    await sync.change({ startTime });
    await initialize(cataloguePartsOf(sync, startTime));
  }
  await sync.change({ phase: 'syncing' });
}

/** Done again when it was interrupted: until then the checkpoint lies before the gap. */
async function beginBehindGap(sync: LeasedSync, log: SyncLog): Promise<void> {
  const { gap } = sync.record;
  if (gap?.until === undefined) return;
  const checkpoint = await readCheckpoint(sync.metadata);
  if (checkpoint !== undefined && checkpoint.time >= gap.until) return;
  log.warn('Following anew behind lost changes', { from: isoOf(gap.from), until: isoOf(gap.until) });
  await recatalogue(cataloguePartsOf(sync, gap.until));
  await moveCheckpoint(sync.metadata, sync.lease.token, gap.until);
}

function cataloguePartsOf(sync: LeasedSync, startTime: ClusterTime): CatalogueParts {
  const { metadata, lease, sides, record } = sync;
  const { settings } = record;
  const scope = scopeOf(settings, sides.source.client);
  return { ...sides, ...scope, settings, metadata, lease, startTime };
}
