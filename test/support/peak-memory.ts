import { readFileSync } from 'node:fs';

/** The most resident memory that a running process ever had, in bytes (`VmHWM` of proc(5)); `undefined` once it has ended. */
export function peakMemoryBytes(pid: number): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
