/**
 * Everything that a guarded script starts carries its mark: an entry of the environment, which every process inherits from
 * the one that starts it, however far removed. So even the sync engine is found, which `godwit apply` starts in a session
 * of its own, at any moment of its life.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable whose value is the directory of the run. */
export const markVariable = 'GODWIT_QUICKSTART';

/** How long a process may take to end by itself. */
const graceMs = 1500;
const lookEveryMs = 50;

/** Ends every process that carries the mark of this directory; returns how many there were. */
export async function endMarkedProcesses(directory) {
  const asked = new Set();
  const startedAt = performance.now();
  // Twice nothing: while one looks, a process may be born of one that was looked at already.
  for (let quietLooks = 0; quietLooks < 2; await sleep(lookEveryMs)) {
    const pids = findMarkedProcesses(directory);
    quietLooks = pids.length === 0 ? quietLooks + 1 : 0;
    const isOverdue = performance.now() - startedAt > graceMs;
    for (const pid of pids) {
      if (isOverdue || !asked.has(pid)) end(pid, isOverdue ? 'SIGKILL' : 'SIGTERM');
      asked.add(pid);
    }
  }
  return asked.size;
}

/** The ids of the processes that carry the mark; one that has ended and is not yet collected by its parent has none. */
function findMarkedProcesses(directory) {
  const mark = `${markVariable}=${directory}`;
  return process.platform === 'linux' ? findInProc(mark) : findWithPs(mark);
}

function findInProc(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).split('\0').includes(mark))
    .map(Number);
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Ended meanwhile, or somebody else's.
    return '';
  }
}

function findWithPs(mark) {
  const lines = execFileSync('ps', ['-E', '-ww', '-ax', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => ` ${line} `.includes(` ${mark} `)).map((line) => Number.parseInt(line, 10));
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
    // One that is frozen would not see the first signal.
    process.kill(pid, 'SIGCONT');
  } catch {
    // It ended by itself.
  }
}
