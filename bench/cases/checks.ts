import { GodwitProject } from '../../test/support/cli/project.ts';
import type { Document, MongoClient } from '../../test/support/driver.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { type Arena, startServer } from '../arena.ts';
import { type CollectionData, type Dataset, database, totalsOf } from '../data/dataset.ts';
import { inParallel } from '../in-parallel.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { endedChildrenCpuSeconds } from '../measure/processes.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import type { ToolIdentity } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';
import { inTurns } from './in-turns.ts';

const collections = 200;
const secondaryIndexes = 9;
const questionsAtOnce = 8;

/**
 * How long the checks of `validate --online` take, from the command's start to its end, on 200 collections with 2,000
 * indexes. The bound asks both servers for nothing but the list of collections, their indexes and their sizes.
 */
export async function checksCase(
  only: (tools: readonly ToolIdentity[]) => readonly ToolIdentity[],
  context: CaseContext,
): Promise<CaseResult> {
  const data: Dataset = { collections: Array.from({ length: collections }, (_, number) => collection(number)) };
  const tools = only([
    { id: 'bound', name: 'bound' },
    { id: 'godwit', name: 'godwit' },
  ]);
  await using source = await startServer();
  await using destination = await startServer();
  await withClient(source.uri, async (client) => await fill(client, data));
  const arena = { source, destination, directory: context.directory };
  await using project = await GodwitProject.create({ sourceUri: source.uri, destinationUri: destination.uri });
  const results = await inTurns(tools, context, async ({ id }) =>
    id === 'bound' ? await measureBound(arena) : await measureGodwit(arena, project),
  );
  const amount = collections * (secondaryIndexes + 1);
  const work = { title: 'Checks', unit: 'indexes', amount, totals: totalsOf(data), kind: 'pause' as const };
  return { work, tools: results };
}

function collection(number: number): CollectionData {
  const keys = Array.from({ length: secondaryIndexes }, (_, index) => `field${index}`);
  const indexes = keys.map((key) => ({ name: `${key}_1`, key: { [key]: 1 } }));
  return { name: `tenant${String(number).padStart(3, '0')}`, batches: [], indexes };
}

async function measureGodwit(arena: Arena, project: GodwitProject): Promise<Measurement> {
  const cpuBefore = endedChildrenCpuSeconds();
  const clock = new Clock(arena);
  const { exitCode, stdout, stderr } = await project.godwit('validate', '--online');
  const figures = clock.stop();
  if (exitCode !== 0) throw new Error(`The checks ended with ${exitCode}: ${stdout}${stderr}`);
  return { ...figures, toolCpuSeconds: endedChildrenCpuSeconds() - cpuBefore, peakMemoryBytes: undefined };
}

async function measureBound(arena: Arena): Promise<Measurement> {
  const cpuBefore = process.cpuUsage();
  const clock = new Clock(arena);
  await Promise.all([arena.source, arena.destination].map(async ({ uri }) => await withClient(uri, readCatalog)));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ...clock.stop(), toolCpuSeconds: (user + system) / 1e6, peakMemoryBytes: undefined };
}

async function readCatalog(client: MongoClient): Promise<void> {
  const all: Document[] = await client.db(database).listCollections().toArray();
  await inParallel(questionsAtOnce, all, async ({ name }) => {
    const one = client.db(database).collection(name);
    await Promise.all([one.indexes(), one.aggregate([{ $collStats: { storageStats: {} } }]).toArray()]);
  });
}
