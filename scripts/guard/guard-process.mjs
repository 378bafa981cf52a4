/**
 * The guard: ends everything that a script (its parent) has started as soon as the script is gone, or the npm or
 * the shell that ran it, however they went. Nobody passes SIGKILL on, and npm passes no SIGTERM on.
 *
 * The parent speaks to it through Node's IPC channel, whose end is the sign that the parent is gone.
 *
 *   node guard-process.mjs DIRECTORY
 */
import { readAncestry } from './ancestry.mjs';
import { endMarkedProcesses } from './marked-processes.mjs';
import { removeIfEmpty } from './remove-if-empty.mjs';

const [directory] = process.argv.slice(2);
const script = process.ppid;
const ancestry = readAncestry(script);
const lookEveryMs = 250;
let isEnding = false;

async function end() {
  if (isEnding) return;
  isEnding = true;
  await endMarkedProcesses(directory);
  removeIfEmpty(directory);
  process.exit(0);
}

/** The script itself carries no mark: it was there before. */
function endScript() {
  try {
    process.kill(script, 'SIGTERM');
  } catch {
    // It is gone as well.
  }
}

process.on('disconnect', end);
process.on('message', () => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);
setInterval(() => {
  if (isEnding || readAncestry(script) === ancestry) return;
  endScript();
  end();
}, lookEveryMs);

process.send('ready');
