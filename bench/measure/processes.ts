/** What the kernel says about processes; see proc(5). */
import { readFileSync } from 'node:fs';
import { peakMemoryBytes } from '../../test/support/peak-memory.ts';

/** USER_HZ: fixed at 100 on Linux for all that user programs see (proc(5), sysconf(3)). */
const ticksPerSecond = 100;

/** CPU that a running process has used so far, all its threads, in user and kernel mode. */
export function cpuSecondsOf(pid: number): number {
  const [userTicks, kernelTicks] = statFields(String(pid)).slice(11, 13);
  return (userTicks! + kernelTicks!) / ticksPerSecond;
}

/** CPU of all children of this process that have ended and were collected, and of their children: exact. */
export function endedChildrenCpuSeconds(): number {
  const [userTicks, kernelTicks] = statFields('self').slice(13, 15);
  return (userTicks! + kernelTicks!) / ticksPerSecond;
}

/** Numbers from the third field on. The second, the program's name in parentheses, may hold anything. */
function statFields(process: string): readonly number[] {
  const stat = readFileSync(`/proc/${process}/stat`, 'latin1');
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

const lookEveryMs = 50;

/** The most resident memory that processes ever had, together; the kernel keeps the mark, it only has to be read in time. */
export class PeakMemory {
  readonly #peaks: Map<number, number>;
  readonly #timer: NodeJS.Timeout;

  constructor(pids: readonly number[]) {
    this.#peaks = new Map(pids.map((pid) => [pid, 0]));
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#look();
  }

  /** Bytes; ends the watch. */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return [...this.#peaks.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  #look(): void {
    for (const [pid, before] of this.#peaks) this.#peaks.set(pid, peakMemoryBytes(pid) ?? before);
  }
}
