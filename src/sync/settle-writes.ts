import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { applicationName } from '../mongo/connect.ts';
import { Long, type MongoClient } from '../mongo/driver.ts';
import { isPermission } from '../mongo/failures.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import { runRaw } from '../mongo/raw.ts';
import { writersId } from './checkpoint/writer-sessions.ts';
import { letGoOf, type SessionId, sessionOfRun } from './write-sessions.ts';

const pollMs = 20;
/** They run under no session of ours, and take a moment; an index that is still being built is no harm. */
const catalogueCommands = ['create', 'drop', 'renameCollection', 'collMod'];

/**
 * Makes sure that nothing that an earlier run sent is still being carried out on the destination, or will be. A connection
 * may have been cut while the server was at work on a command, and a process or a network may have been stopped with half
 * of one under way; if it inserted a document after the next run had applied its delete, the document would be back.
 * @param sessions ids of the server sessions that the writes ran under
 */
export async function settleWrites(
  client: MongoClient,
  sessions: readonly SessionId[],
  { isSharded, signal }: { readonly isSharded: boolean; readonly signal: AbortSignal },
): Promise<void> {
  if (sessions.length === 0) return;
  const admin = client.db('admin');
  await admin.command({ killSessions: sessions.map((id) => ({ id })) }).catch((error: unknown) => {
    // Without the right to kill, what comes below still holds.
    if (!isPermission(error)) throw error;
  });
  // Writes behind a mongos bear no numbers; see `sendWrite`.
  if (!isSharded) {
    const whileRaising = AbortSignal.any([signal]);
    setMaxListeners(sessions.length, whileRaising);
    await Promise.all(sessions.map((id) => refuseLower(client, id, whileRaising)));
  }
  const changesCatalogue = catalogueCommands.map((name) => ({ [`command.${name}`]: { $exists: true } }));
  const writesUnderWay = [
    { $currentOp: { allUsers: false, idleSessions: false } },
    {
      $match: {
        $or: [
          { 'lsid.id': { $in: sessions }, op: { $in: ['insert', 'update', 'remove', 'command'] } },
          { appName: applicationName, active: true, $or: changesCatalogue },
        ],
      },
    },
    { $limit: 1 },
  ];
  while ((await admin.aggregate(writesUnderWay).toArray()).length > 0) await delay(pollMs, undefined, { signal });
}

/**
 * Writes under the session with the highest number there is, behind which the server refuses all others under it
 * (TransactionTooOld). It has to change something: the number outlives an election in the record of what was written.
 */
async function refuseLower(client: MongoClient, id: SessionId, signal: AbortSignal): Promise<void> {
  const change = { q: { _id: writersId }, u: { $inc: { raised: 1 } } };
  const raise = { update: 'engine', updates: [change], txnNumber: Long.MAX_VALUE, writeConcern: { w: 'majority' } };
  const session = sessionOfRun(client, id);
  try {
    await runRaw(client, metadataDatabase, raise, { session, signal });
  } finally {
    await letGoOf(session);
  }
}

/** A server forgets a session that nobody uses for half an hour, and its number with it. */
const refreshEveryMs = 5 * 60_000;

/** Has the server remember the numbers of sessions until the signal comes. */
export async function keepRefusing(
  client: MongoClient,
  sessions: readonly SessionId[],
  signal: AbortSignal,
  everyMs = refreshEveryMs,
): Promise<void> {
  const refreshSessions = sessions.map((id) => ({ id }));
  while (sessions.length > 0 && !signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => {});
    // What cannot be asked now can be several times more before it is too late.
    if (!signal.aborted)
      await client
        .db('admin')
        .command({ refreshSessions })
        .catch(() => {});
  }
}
