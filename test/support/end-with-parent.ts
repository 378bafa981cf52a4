import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a process that was ended from outside exits: 128 + SIGTERM. */
const endedExitCode = 143;

const isLinux = process.platform === 'linux';

/** Reading /proc costs nothing; elsewhere it takes a process. */
const checkEveryMs = isLinux ? 250 : 1000;

/**
 * Makes this process exit soon after its parent died. npm does not pass SIGTERM on, and nobody passes SIGKILL on:
 * without this, a run whose npm or terminal was killed would go on unseen, with its servers.
 */
export function endWithParent(beforeExit: () => void = () => {}): void {
  const isBehindShell = isStartedByShellOfNpm();
  const ancestry = (): string => `${process.ppid} ${isBehindShell ? parentOf(process.ppid) : ''}`;
  const original = ancestry();
  const check = (): void => {
    // The orphan gets a new parent: init, or the nearest subreaper.
    if (ancestry() === original) return;
    beforeExit();
    process.exit(endedExitCode);
  };
  setInterval(check, checkEveryMs).unref();
}

/** npm runs scripts in a shell, which outlives it. */
function isStartedByShellOfNpm(): boolean {
  const script = process.env['npm_lifecycle_script'];
  return script !== undefined && commandLine(process.ppid).includes(`-c ${script}`);
}

function commandLine(pid: number): string {
  try {
    if (isLinux) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function parentOf(pid: number): string {
  try {
    // The name of the program, in parentheses, may hold anything.
    if (isLinux) return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]!;
    return execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
