import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const isLinux = process.platform === 'linux';

/**
 * Who runs a process, as a text that changes when one of them is gone: its parent, and the parent of that where npm runs
 * scripts in a shell, which outlives npm.
 */
export function readAncestry(pid) {
  const parent = parentOf(pid);
  return isShellOfNpm(parent) ? `${parent} ${parentOf(parent)}` : parent;
}

function isShellOfNpm(pid) {
  const script = process.env.npm_lifecycle_script;
  return script !== undefined && pid !== '' && commandLineOf(pid).includes(`-c ${script}`);
}

function parentOf(pid) {
  // The name of the program, in parentheses, may hold anything.
  if (isLinux) return read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ')[1] ?? '';
  return ps('ppid=', pid);
}

function commandLineOf(pid) {
  return isLinux ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') : ps('command=', pid);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ps(column, pid) {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}
