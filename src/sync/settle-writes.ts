import { setTimeout as delay } from 'node:timers/promises';
import { applicationName } from '../mongo/connect.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isPermission } from '../mongo/failures.ts';

const pollMs = 20;
/** They run under no session of ours, and take a moment; an index that is still being built is no harm. */
const catalogueCommands = ['create', 'drop', 'renameCollection', 'collMod'];

/**
 * Makes sure that nothing that an earlier run sent is still being carried out on the destination. A connection may have
 * been cut while the server was at work on a command; if it inserted a document after the next run had applied its delete,
 * the document would be back.
 * @param sessions ids of the server sessions that the writes ran under
 */
export async function settleWrites(
  client: MongoClient,
  sessions: readonly unknown[],
  signal: AbortSignal,
): Promise<void> {
  if (sessions.length === 0) return;
  const admin = client.db('admin');
  await admin.command({ killSessions: sessions.map((id) => ({ id })) }).catch((error: unknown) => {
    // Without the right to kill, the wait below still holds.
    if (!isPermission(error)) throw error;
  });
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
