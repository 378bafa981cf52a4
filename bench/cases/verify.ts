import { type ClusterTime, clusterTimeOf } from '../../src/mongo/cluster-time.ts';
import { RawCursor } from '../../src/mongo/raw-cursor.ts';
import { peakMemoryBytes } from '../../test/support/peak-memory.ts';
import type { ReplicaSet } from '../../test/support/servers/replica-set.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { type Arena, settle, startServer } from '../arena.ts';
import { type Dataset, database, totalsOf } from '../data/dataset.ts';
import { smallDocuments } from '../data/documents.ts';
import { inParallel } from '../in-parallel.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { cpuSecondsOf } from '../measure/processes.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import { type GodwitOptions, launchGodwit } from '../tools/godwit.ts';
import { measureMigrationVerifier, migrationVerifier } from '../tools/migration-verifier.ts';
import type { ToolIdentity } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';
import { inTurns } from './in-turns.ts';

/** Collections that are read at a time; each on both sides. */
const parallelReads = 2;

/** Verifiers over two equal copies, and the bound: both sides read once, and nothing compared. */
export async function verifyCase(
  documents: number,
  options: GodwitOptions,
  only: (tools: readonly ToolIdentity[]) => readonly ToolIdentity[],
  context: CaseContext,
): Promise<CaseResult> {
  const data = smallDocuments(documents);
  const totals = totalsOf(data);
  const tools = only([{ id: 'bound', name: 'bound' }, { id: 'godwit', name: 'godwit' }, migrationVerifier]);
  await using source = await startServer();
  await withClient(source.uri, async (client) => await fill(client, data));
  const results = await inTurns(tools, context, async ({ id }) => {
    await using destination = await startServer();
    const arena = { source, destination, directory: context.directory };
    if (id === 'godwit') return await measureGodwit(arena, options, totals.documents);
    await withClient(destination.uri, async (client) => await fill(client, data));
    await settle(destination);
    return id === 'bound' ? await measureBound(arena, data) : await measureMigrationVerifier(arena, totals.documents);
  });
  const work = { title: 'Verification', unit: 'documents', amount: totals.documents, bytes: totals.bytes, totals };
  return { work, tools: results };
}

/** Resumed after a pause the verifier begins anew, and nothing else is to be done then. */
async function measureGodwit(arena: Arena, options: GodwitOptions, documents: number): Promise<Measurement> {
  const process = await launchGodwit(arena, options);
  try {
    await process.start({ verification: { enabled: true } });
    await process.whenFollowing();
    await process.pause();
    await settle(arena.destination);
    const now = await timeOf(arena.source);
    const cpuBefore = cpuSecondsOf(process.pid);
    const clock = new Clock(arena);
    await process.resume();
    const compared = await process.whenVerified(now);
    const figures = clock.stop();
    if (compared !== documents) throw new Error(`godwit compared ${compared} of ${documents} documents`);
    return {
      ...figures,
      toolCpuSeconds: cpuSecondsOf(process.pid) - cpuBefore,
      peakMemoryBytes: peakMemoryBytes(process.pid),
    };
  } finally {
    await process.end();
  }
}

async function measureBound(arena: Arena, data: Dataset): Promise<Measurement> {
  const sides = [arena.source, arena.destination];
  const cpuBefore = process.cpuUsage();
  const clock = new Clock(arena);
  await Promise.all(sides.map(async (server) => await readEverything(server, data)));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ...clock.stop(), toolCpuSeconds: (user + system) / 1e6, peakMemoryBytes: undefined };
}

async function readEverything(server: ReplicaSet, { collections }: Dataset): Promise<void> {
  await withClient(server.uri, async (client) => {
    await inParallel(parallelReads, collections, async ({ name }) => {
      const session = client.startSession();
      const command = { find: name, hint: { $natural: 1 }, batchSize: 5_000 };
      const cursor = await RawCursor.open(client, database, command, { session, prefetch: true });
      while ((await cursor.next()) !== undefined);
      await session.endSession();
    });
  });
}

/** A time of the source's clock that is later than all that was read of it so far. */
async function timeOf(source: ReplicaSet): Promise<ClusterTime> {
  return await withClient(source.uri, async (client) => {
    const note = { appendOplogNote: 1, data: { bench: 'verification begins' } };
    return clusterTimeOf((await client.db('admin').command(note))['operationTime']);
  });
}
