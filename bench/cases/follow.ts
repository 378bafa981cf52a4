import { type ClusterTime, clusterTimeOf } from '../../src/mongo/cluster-time.ts';
import { peakMemoryBytes } from '../../test/support/peak-memory.ts';
import type { ReplicaSet } from '../../test/support/servers/replica-set.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { type Arena, settle, startServer } from '../arena.ts';
import { type Backlog, makeBacklog, markCollection } from '../data/backlog.ts';
import { database } from '../data/dataset.ts';
import { writeBacklog } from '../data/write-backlog.ts';
import { checkCopy } from '../measure/check-copy.ts';
import { findUnexpected } from '../measure/collection-states.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { cpuSecondsOf } from '../measure/processes.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import type { OnlineTool, ToolIdentity } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';
import { measureBothServers, measureDestination } from './follow-bounds.ts';
import { inTurns } from './in-turns.ts';

const bounds = { bound: measureDestination, 'bound-reading': measureBothServers };

/** Something that can be measured in this case: a tool, or a bound. */
export type FollowTool = OnlineTool | (ToolIdentity & { readonly id: keyof typeof bounds });

/** Each tool follows a source of its own, is paused while the backlog is written, and then drains it. */
export async function followCase(
  operations: number,
  tools: readonly FollowTool[],
  context: CaseContext,
): Promise<CaseResult> {
  const backlog = makeBacklog(operations);
  const results = await inTurns(tools, context, async (tool) => {
    return 'launch' in tool ? await drain(tool, backlog, context) : await bounds[tool.id](backlog, context);
  });
  const work = { title: 'Drain of a backlog', unit: 'operations', amount: backlog.operations };
  return { work, tools: results };
}

async function drain(
  tool: OnlineTool,
  backlog: Backlog,
  { directory, verify, say }: CaseContext,
): Promise<Measurement> {
  await using source = await startServer();
  await using destination = await startServer();
  const arena: Arena = { source, destination, directory };
  await withClient(source.uri, async (client) => await fill(client, backlog.seed));
  const process = await tool.launch(arena);
  try {
    await process.start();
    await process.whenFollowing();
    await process.pause();
    say(`${tool.name}: writing the backlog`);
    const last = await writeAll(source, backlog);
    await Promise.all([settle(source), settle(destination)]);
    const cpuBefore = cpuSecondsOf(process.pid);
    const clock = new Clock(arena);
    await process.resume();
    await process.whenApplied(last);
    for (;;) {
      const figures = clock.stop();
      const toolCpuSeconds = cpuSecondsOf(process.pid) - cpuBefore;
      const difference = await findUnexpected(destination, backlog.expected);
      if (difference === undefined) {
        if (verify) await checkCopy(tool.name, arena, true);
        return { ...figures, toolCpuSeconds, peakMemoryBytes: peakMemoryBytes(process.pid) };
      }
      if (process.knowsWhenApplied) throw new Error(`${tool.name} says that it is done, but ${difference}`);
    }
  } finally {
    await process.end();
  }
}

/** Returns when the last of its writes happened. */
async function writeAll(source: ReplicaSet, backlog: Backlog): Promise<ClusterTime> {
  return await withClient(source.uri, async (client) => {
    await writeBacklog(client, source, backlog);
    const reply = await client.db(database).command({ insert: markCollection, documents: [{ _id: 'last' }] });
    return clusterTimeOf(reply['operationTime']);
  });
}
