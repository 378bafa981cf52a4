/**
 * The keeper: owns the servers of one process (its parent) and ends them when that process is gone, however it went.
 *
 * The parent speaks to it through Node's IPC channel, and the channel's end is the sign that the parent died: the
 * kernel closes it even after SIGKILL. The keeper runs in a session of its own, so that neither Ctrl+C nor a closed
 * terminal reaches it first. Plain JavaScript on Node's own modules: nothing has to be compiled or installed for it.
 *
 * parent -> keeper   {start: {id, file, args, env}}, {letGo: true}: the servers outlive the parent, until SIGTERM
 * keeper -> parent   {ready: {directory}}, {started: {id, pid}}, {failed: {id, message}}, {exited: {id, code, signal}}
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownDirectoryPrefix, sweepLeftovers } from './leftovers.mjs';

const servers = new Map();
const directory = mkdtempSync(join(tmpdir(), ownDirectoryPrefix));
let isEnding = false;
let isLetGo = false;

const tell = (message) => {
  if (process.connected) process.send(message);
};

function start({ id, file, args, env }) {
  if (isEnding) return;
  const server = spawn(file, args, { env, stdio: 'ignore' });
  // At once, and not when it says that it runs: the parent may die in between.
  if (server.pid) servers.set(id, server);
  server.once('spawn', () => tell({ started: { id, pid: server.pid } }));
  server.once('error', (error) => tell({ failed: { id, message: error.message } }));
  server.once('exit', (code, signal) => {
    servers.delete(id);
    tell({ exited: { id, code, signal } });
    if (isEnding) endWhenAlone();
  });
}

function letGo() {
  isLetGo = true;
  // It is the parent's: whoever reads from there would wait for its end. The next descriptor opened takes its number.
  closeSync(2);
  openSync(devNull, 'w');
}

function end() {
  if (isEnding) return;
  isEnding = true;
  for (const server of servers.values()) server.kill('SIGKILL');
  endWhenAlone();
}

function endWhenAlone() {
  // A server that still runs would write into the directory while it is being removed.
  if (servers.size > 0) return;
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}

process.on('message', ({ start: command, letGo: isAsked }) => {
  if (command) start(command);
  if (isAsked) letGo();
});
process.on('disconnect', () => {
  if (!isLetGo) end();
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);

sweepLeftovers();
tell({ ready: { directory } });
