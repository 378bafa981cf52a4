/** What following is held against: what the servers do when a follower has nothing to work out. */
import { forEachDocument } from '../../src/mongo/bson/walk.ts';
import { RawCursor } from '../../src/mongo/raw-cursor.ts';
import { allOptions } from '../../src/sync/follow/stream-options.ts';
import type { Document, MongoClient, Timestamp } from '../../test/support/driver.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { settle, startServer } from '../arena.ts';
import type { Backlog } from '../data/backlog.ts';
import { writeBacklog } from '../data/write-backlog.ts';
import { writeRounds } from '../data/write-rounds.ts';
import { findUnexpected } from '../measure/collection-states.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { fill } from '../tools/bound.ts';
import type { CaseContext } from './case-context.ts';

/** One command for each of four collections and three kinds of operations. */
const sockets = 12;

/** The destination alone: the same operations from memory, a round at a time, one command for each collection and kind. */
export async function measureDestination(backlog: Backlog, context: CaseContext): Promise<Measurement> {
  return await measure(backlog, context, async () => {});
}

/**
 * The same while the source tells all of them, as it has to for any tool that follows: what is read is thrown away. On a
 * machine whose cores the servers share, this is what is left for a tool that needs no CPU of its own.
 */
export async function measureBothServers(backlog: Backlog, context: CaseContext): Promise<Measurement> {
  await using source = await startServer();
  return await withClient(source.uri, async (client) => {
    await fill(client, backlog.seed);
    const { operationTime } = await client.db('admin').command({ hello: 1 });
    await writeBacklog(client, source, backlog);
    await settle(source);
    return await measure(backlog, context, async () => await readAll(client, operationTime, backlog.operations));
  });
}

async function measure(
  { seed, bulkRounds, expected }: Backlog,
  { directory }: CaseContext,
  beside: () => Promise<void>,
): Promise<Measurement> {
  await using destination = await startServer();
  return await withClient(destination.uri, async (client) => {
    await fill(client, seed);
    await settle(destination);
    const cpuBefore = process.cpuUsage();
    const clock = new Clock({ source: destination, destination, directory });
    await Promise.all([writeRounds(client, bulkRounds, sockets), beside()]);
    const figures = clock.stop();
    const { user, system } = process.cpuUsage(cpuBefore);
    const difference = await findUnexpected(destination, expected);
    if (difference !== undefined) throw new Error(`The bound did something else: ${difference}`);
    return { ...figures, toolCpuSeconds: (user + system) / 1e6, peakMemoryBytes: undefined };
  });
}

/** Reads so many events of a change stream like godwit's, and looks at none of them. */
async function readAll(client: MongoClient, startAt: Timestamp, events: number): Promise<void> {
  await client.withSession({ causalConsistency: false }, async (session) => {
    const cursor = await RawCursor.open(client, 'admin', changesFrom(startAt), {
      session,
      batchSize: 5_000,
      batchBytes: 3_000_000,
      awaitMs: () => 200,
      prefetch: true,
    });
    for (let read = 0; read < events; ) {
      const batch = await cursor.next();
      if (batch === undefined) throw new Error('The change stream ended');
      read += forEachDocument(batch.bytes, batch.arrayStart, () => {});
    }
    await cursor.close();
  });
}

function changesFrom(startAtOperationTime: Timestamp): Document {
  const start = { allChangesForCluster: true, startAtOperationTime };
  return {
    aggregate: 1,
    pipeline: [{ $changeStream: { ...start, ...allOptions } }, { $project: { wallTime: 0, lsid: 0, txnNumber: 0 } }],
    cursor: {},
    readConcern: { level: 'majority' },
  };
}
