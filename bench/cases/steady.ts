import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemoryBytes } from '../../test/support/peak-memory.ts';
import type { ReplicaSet } from '../../test/support/servers/replica-set.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { type Arena, settle, startServer } from '../arena.ts';
import { Application, type Writes } from '../data/backlog.ts';
import { writeRounds } from '../data/write-rounds.ts';
import { checkCopy } from '../measure/check-copy.ts';
import { findUnexpected } from '../measure/collection-states.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { cpuSecondsOf } from '../measure/processes.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import type { OnlineProcess, OnlineTool } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';
import type { FollowTool } from './follow.ts';
import { inTurns } from './in-turns.ts';

/** How long the source is written to at one rate. */
const stepSeconds = 10;

/** A rate is followed when everything is on the destination so soon after the last write. */
const maxLagSeconds = 2;

const firstRate = 1_000;
const growth = 1.5;
/** Between a rate that was followed and one that was not. */
const refinements = 2;

/** How many of the small commands the source is written with at a time. */
const writers = 16;

/** Of the rate asked for: a source that took less was busy enough. */
const keptUp = 0.9;

/** Figures of CPU are for so many operations. */
const amount = 100_000;

/** What came of writing at one rate. */
interface Step extends Measurement {
  /** Operations per second that the source took. */
  readonly rate: number;
  readonly lagSeconds: number;
}

/**
 * The highest rate at which the source can be written to while the destination stays close behind, found by trying
 * higher and higher ones. The bound is what the source takes when nobody follows.
 */
export async function steadyCase(tools: readonly FollowTool[], context: CaseContext): Promise<CaseResult> {
  const results = await inTurns(tools, context, async (tool) => {
    return 'launch' in tool ? await findHighest(tool, context) : await measureBound(context);
  });
  const title = `Highest rate that is followed within ${maxLagSeconds} s`;
  return { work: { title, unit: 'operations', amount, kind: 'rate' }, tools: results };
}

async function findHighest(tool: OnlineTool, { directory, verify, say }: CaseContext): Promise<Measurement> {
  await using source = await startServer();
  await using destination = await startServer();
  const arena: Arena = { source, destination, directory };
  const application = new Application();
  await withClient(source.uri, async (client) => await fill(client, application.seed));
  const process = await tool.launch(arena);
  try {
    await process.start();
    await process.whenFollowing();
    const tryRate = async (rate: number): Promise<Step> => {
      const step = await followAt(rate, application, process, arena);
      const [took, lag] = [Math.round(step.rate), step.lagSeconds.toFixed(1)];
      say(`${tool.name}: ${Math.round(rate)} operations/s, of which the source took ${took}: ${lag} s behind`);
      return step;
    };
    const highest = await search(tryRate);
    if (highest === undefined) throw new Error(`${tool.name} did not follow ${firstRate} operations/s`);
    if (verify) await checkCopy(tool.name, arena, true);
    return { ...highest, peakMemoryBytes: peakMemoryBytes(process.pid) };
  } finally {
    await process.end();
  }
}

async function search(tryRate: (rate: number) => Promise<Step>): Promise<Step | undefined> {
  let best: Step | undefined;
  let tooMuch: number | undefined;
  let refined = 0;
  for (let rate = firstRate; refined <= refinements; ) {
    const step = await tryRate(rate);
    if (step.lagSeconds > maxLagSeconds) tooMuch = rate;
    else {
      if (best === undefined || step.rate > best.rate) best = step;
      if (step.rate < rate * keptUp) return best;
    }
    if (tooMuch === undefined) rate *= growth;
    else {
      if (best === undefined) return undefined;
      rate = Math.sqrt(best.rate * tooMuch);
      refined += 1;
    }
  }
  return best;
}

/** Ends when the destination has everything, however long that takes: the next rate begins from there. */
async function followAt(rate: number, application: Application, process: OnlineProcess, arena: Arena): Promise<Step> {
  const writes = application.next(rate * stepSeconds);
  await settle(arena.destination);
  const cpuBefore = cpuSecondsOf(process.pid);
  const clock = new Clock(arena);
  const seconds = await writeAt(rate, writes, arena.source);
  const writtenAt = performance.now();
  while ((await findUnexpected(arena.destination, writes.expected)) !== undefined) await sleep(100);
  const lagSeconds = (performance.now() - writtenAt) / 1000;
  const { destinationCpuSeconds } = clock.stop();
  const toolCpuSeconds = cpuSecondsOf(process.pid) - cpuBefore;
  return { ...perAmount({ seconds, toolCpuSeconds, destinationCpuSeconds }, writes), lagSeconds };
}

async function measureBound({ directory }: CaseContext): Promise<Measurement> {
  await using source = await startServer();
  const application = new Application();
  await withClient(source.uri, async (client) => await fill(client, application.seed));
  const writes = application.next(amount);
  await settle(source);
  const cpuBefore = process.cpuUsage();
  const clock = new Clock({ source, destination: source, directory });
  const seconds = await writeAt(Number.POSITIVE_INFINITY, writes, source);
  const { destinationCpuSeconds } = clock.stop();
  const { user, system } = process.cpuUsage(cpuBefore);
  return perAmount({ seconds, toolCpuSeconds: (user + system) / 1e6, destinationCpuSeconds }, writes);
}

/** Returns the seconds that it took. */
async function writeAt(rate: number, { rounds, operations }: Writes, source: ReplicaSet): Promise<number> {
  const commands = rounds.reduce((sum, round) => sum + round.length, 0);
  const msPerCommand = ((operations / rate) * 1000) / commands;
  return await withClient(source.uri, async (client) => {
    const startedAt = performance.now();
    let sent = 0;
    await writeRounds(client, rounds, writers, async () => {
      const early = startedAt + sent++ * msPerCommand - performance.now();
      if (early > 1) await sleep(early);
    });
    return (performance.now() - startedAt) / 1000;
  });
}

/** As if it had been that many operations, so that tools that follow different rates can be compared. */
function perAmount(
  figures: Pick<Measurement, 'seconds' | 'toolCpuSeconds' | 'destinationCpuSeconds'>,
  { operations }: Writes,
): Measurement & { readonly rate: number } {
  const share = amount / operations;
  return {
    rate: operations / figures.seconds,
    seconds: figures.seconds * share,
    toolCpuSeconds: figures.toolCpuSeconds * share,
    destinationCpuSeconds: figures.destinationCpuSeconds * share,
    peakMemoryBytes: undefined,
  };
}
