import { hostname } from 'node:os';

/**
 * Whether a process is surely gone: it ran on this machine, and nothing runs under its number any more. Of other machines
 * nothing is known. Two containers may go by the same name, so that this may only shorten a wait, and never replace a fence.
 */
export function isDeadProcess({ host, pid }: { readonly host: string; readonly pid: number }): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
