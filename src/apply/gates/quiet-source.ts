/**
 * What `setUserWriteBlockMode` would wait for or break (correctness rule 20): it takes the global lock, so that behind one
 * open transaction even reads queue, and it aborts index builds.
 */
import type { Document, MongoClient } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';
import type { Gate, GateReading } from './gate.ts';

/** A transaction that is open for longer is not going to end within the block's own limit. */
const longMicros = 1_000_000;
const shown = 3;

/** No transaction has been open for more than a second. */
export const noLongTransactions: Gate = {
  name: 'openTransactions',
  read: async (_engine, { closing }) =>
    await lookAt(closing.client, 'open transactions', {
      'transaction.timeOpenMicros': { $gt: longMicros },
    }),
};

/** No index is being built. */
export const noIndexBuilds: Gate = {
  name: 'indexBuilds',
  read: async (_engine, { closing }) =>
    await lookAt(closing.client, 'index builds', {
      $or: [{ msg: /^Index Build/ }, { 'command.createIndexes': { $exists: true }, active: true }],
    }),
};

async function lookAt(client: MongoClient, what: string, filter: Document): Promise<GateReading> {
  try {
    const found = await client
      .db('admin')
      .aggregate([{ $currentOp: { allUsers: true, idleSessions: true } }, { $match: filter }, { $limit: 20 }])
      .toArray();
    if (found.length === 0) return { isOpen: true, words: `no ${what} on the source` };
    return { isOpen: false, words: `${found.length} ${what} on the source: ${offenders(found)}` };
  } catch (error) {
    if (!isPermission(error)) throw error;
    return { isOpen: true, words: `${what} on the source cannot be seen (the role clusterMonitor would show them)` };
  }
}

function offenders(operations: readonly Document[]): string {
  const names = operations.slice(0, shown).map((operation) => {
    const { appName, client, client_s: viaMongos, ns, effectiveUsers, transaction, lsid } = operation;
    const seconds = Math.round((transaction?.timeOpenMicros ?? 0) / 1e6);
    const user = effectiveUsers?.[0]?.user;
    const parts = [appName, user && `user ${user}`, client ?? viaMongos, ns, seconds > 0 && `open for ${seconds} s`];
    const session = lsid?.id === undefined ? undefined : `session ${String(lsid.id)}`;
    return [...parts, session].filter(Boolean).join(', ');
  });
  return names.join('; ');
}
