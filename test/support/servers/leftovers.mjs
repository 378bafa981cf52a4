import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The keeper's directories are named with its process id, so that a later keeper can tell which are still in use; and
 * with the host, because containers that share a directory do not see each other's processes.
 */
const directoryPrefix = `godwit-servers-${hostname()}-`;

/** The beginning of the name of this keeper's directory. */
export const ownDirectoryPrefix = `${directoryPrefix}${process.pid}-`;

/** Ends the servers, and removes the directories, of keepers that were killed together with their parents. */
export function sweepLeftovers(parent = tmpdir()) {
  for (const name of readdirSync(parent)) {
    const keeperPid = name.startsWith(directoryPrefix) && Number.parseInt(name.slice(directoryPrefix.length), 10);
    if (!keeperPid || commandLine(keeperPid).includes('keeper-process')) continue;
    try {
      remove(join(parent, name));
    } catch {
      // Another user's, or being removed by another keeper at this moment.
    }
  }
}

function remove(directory) {
  for (const name of readdirSync(directory)) {
    const pid = lockHolder(join(directory, name));
    if (pid && commandLine(pid).includes(directory)) process.kill(pid, 'SIGKILL');
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** The process id that a running mongod keeps in its data directory. */
function lockHolder(dataDirectory) {
  try {
    return Number.parseInt(readFileSync(join(dataDirectory, 'mongod.lock'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

/** What a process runs; nothing for one that is gone, or dead and not yet collected by its parent. */
function commandLine(pid) {
  try {
    // Small containers have no ps.
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}
