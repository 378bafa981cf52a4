import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { endMarkedProcesses } from '../guard/marked-processes.mjs';

/** Ends the servers that an earlier quickstart left running; returns what to say about it. */
export async function stopKeptServers(given) {
  const directory = resolve(given);
  if (!existsSync(directory))
    throw new Error(`${directory} does not exist: give the directory that the quickstart named`);
  const count = await endMarkedProcesses(directory);
  return count === 0 ? `Nothing of ${directory} runs any more` : `The servers of ${directory} have ended`;
}
