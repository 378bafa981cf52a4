import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GodwitProject } from '../../test/support/cli/project.ts';
import { peakMemoryBytes } from '../../test/support/peak-memory.ts';
import { runAdminCommand, withClient } from '../../test/support/servers/with-client.ts';
import { RandomWriter } from '../../test/support/writer/random-writer.ts';
import { type Arena, startServer } from '../arena.ts';
import { type Dataset, totalsOf } from '../data/dataset.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { cpuSecondsOf } from '../measure/processes.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import type { ToolIdentity } from '../tools/tool.ts';
import { until } from '../until.ts';
import type { CaseContext } from './case-context.ts';
import { inTurns } from './in-turns.ts';

const writesPerSecond = 500;
const lookEveryMs = 2;

/**
 * For how long an application cannot write: from the last write that the source acknowledged to the moment at which the
 * switch hooks may tell applications of the destination. The bound is the server's own block, and a mark in its clock.
 */
export async function cutoverCase(
  data: Dataset,
  only: (tools: readonly ToolIdentity[]) => readonly ToolIdentity[],
  context: CaseContext,
): Promise<CaseResult> {
  const totals = totalsOf(data);
  const tools = only([
    { id: 'bound', name: 'bound' },
    { id: 'godwit', name: 'godwit' },
  ]);
  const results = await inTurns(tools, context, async ({ id }) => {
    await using source = await startServer();
    await using destination = await startServer();
    await withClient(source.uri, async (client) => await fill(client, data));
    const arena = { source, destination, directory: context.directory };
    await using writer = await RandomWriter.start({
      uri: source.uri,
      database: 'live',
      collections: ['a', 'b'],
      operationsPerSecond: writesPerSecond,
    });
    return id === 'bound' ? await measureBound(arena, writer) : await measureGodwit(arena, writer);
  });
  const work = { title: 'Cutover', unit: 'documents', amount: totals.documents, totals, kind: 'pause' as const };
  return { work, tools: results };
}

/** A whole migration by the command line, verified while it follows. */
async function measureGodwit(arena: Arena, writer: RandomWriter): Promise<Measurement> {
  const { source, destination } = arena;
  const switched = { on: 'switch', run: ['touch', 'switched'], undo: 'none' };
  await using project = await GodwitProject.create({
    sourceUri: source.uri,
    destinationUri: destination.uri,
    file: { cutover: { hooks: [switched] } },
  });
  await project.apply();
  await until('the verification', async () => (await project.godwit('cutover', '--dry-run')).exitCode === 0);
  const pid = project.engines[0]!;
  const cpuBefore = cpuSecondsOf(pid);
  const clock = new Clock(arena);
  await project.change({ phase: 'cutover' });
  const running = project.start(['apply', '--auto-approve']);
  let usage = { toolCpuSeconds: 0, peakMemoryBytes: peakMemoryBytes(pid) };
  const pauseMs = await Promise.race([
    whenThere(join(project.directory, 'switched')).then(() => {
      usage = { toolCpuSeconds: cpuSecondsOf(pid) - cpuBefore, peakMemoryBytes: peakMemoryBytes(pid) };
      return writer.longestPauseMs;
    }),
    running.result.then(({ stdout, stderr }) => {
      throw new Error(`There was no switch: ${stdout}${stderr}`);
    }),
  ]);
  const { exitCode, stderr } = await running.result;
  if (exitCode !== 0) throw new Error(`The cutover ended with ${exitCode}: ${stderr}`);
  await writer.stop();
  const lost = await writer.record.findLost(destination.uri);
  if (lost.length > 0) throw new Error(`${lost.length} acknowledged writes are lost`);
  return { ...clock.stop(), ...usage, seconds: pauseMs / 1000 };
}

/** Nothing is moved, so nothing has to be waited for. */
async function measureBound(arena: Arena, writer: RandomWriter): Promise<Measurement> {
  const { uri } = arena.source;
  await until('some writes', async () => writer.acknowledged > 2 * writesPerSecond);
  const cpuBefore = process.cpuUsage();
  const clock = new Clock(arena);
  await runAdminCommand(uri, { setUserWriteBlockMode: 1, global: true });
  await runAdminCommand(uri, { appendOplogNote: 1, data: { bench: 'mark' } });
  const seconds = writer.longestPauseMs / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ...clock.stop(), seconds, toolCpuSeconds: (user + system) / 1e6, peakMemoryBytes: undefined };
}

async function whenThere(path: string): Promise<void> {
  while (!existsSync(path)) await sleep(lookEveryMs);
}
