import type { Arena } from '../arena.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { endedChildrenCpuSeconds, PeakMemory } from '../measure/processes.ts';
import type { CopyTool, OnlineTool } from './tool.ts';

/**
 * The copy of a tool that would go on following. The clock runs from the request to start until it follows; the CPU is
 * that of the process' whole life, its start and end included.
 */
export function copyOf(tool: OnlineTool): CopyTool {
  const { id, name, missing } = tool;
  return { id, name, missing, copy: async (arena) => await copyOnline(tool, arena) };
}

async function copyOnline(tool: OnlineTool, arena: Arena): Promise<Measurement> {
  const cpuBefore = endedChildrenCpuSeconds();
  const running = await tool.launch(arena);
  const memory = new PeakMemory([running.pid]);
  let peakMemoryBytes: number;
  let figures: ReturnType<Clock['stop']>;
  try {
    const clock = new Clock(arena);
    await running.start();
    await running.whenFollowing();
    figures = clock.stop();
  } finally {
    peakMemoryBytes = memory.stop();
    await running.end();
  }
  return { ...figures, toolCpuSeconds: endedChildrenCpuSeconds() - cpuBefore, peakMemoryBytes };
}
