/** The sync engines, and the guardians of others, that a project's runs have started. They live on after their parents, and nobody else ends them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Process ids of the engines whose logs lie below the project's directory, those that still run. */
export function enginesOf(directory) {
  const pids = logFilesBelow(directory).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid)),
  );
  return [...new Set(pids)].filter(isEngine);
}

/** Ends them as a power cut would. */
export function killEnginesOf(directory) {
  for (const pid of enginesOf(directory)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

function logFilesBelow(directory) {
  try {
    const entries = readdirSync(directory, { recursive: true });
    return entries
      .filter((name) => /godwit-sync\.log$|guardian\.process\.json$/.test(name))
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

function isEngine(pid) {
  try {
    // The number may belong to another process by now.
    return /sync\0--config|guard\0--order/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
