import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const shownLines = 25;

/** Runs npm with its output in a log; throws the end of the log, and where it is, when npm fails. */
export async function npm(root, args) {
  const logPath = openLog(root, args);
  const { file, prefix } = npmCommand();
  const child = spawn(file, [...prefix, ...args], {
    cwd: root,
    env: environment(root),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logPath);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const outcome = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `exit code ${code ?? signal}`));
  });
  await new Promise((resolve) => log.end(resolve));
  if (outcome === undefined) return;
  const tail = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-shownLines).join('\n');
  throw new Error(`${tail}\n\nFailed: npm ${args.join(' ')} (${outcome}); the full log is ${logPath}`);
}

function openLog(root, args) {
  const directory = join(root, '.godwit/logs');
  mkdirSync(directory, { recursive: true });
  return join(directory, `npm-${args.filter((arg) => !arg.startsWith('-')).join('-')}.log`);
}

/** The npm that runs this script where one does: another one on PATH may be of another Node. */
function npmCommand() {
  const running = process.env.npm_execpath ?? '';
  return running.endsWith('npm-cli.js') ? { file: process.execPath, prefix: [running] } : { file: 'npm', prefix: [] };
}

/** npm fails without a place for its cache; the checkout has one when the home directory has not. */
function environment(root) {
  const { npm_config_cache: cache = homedir() && join(homedir(), '.npm') } = process.env;
  if (cache && canMake(cache)) return process.env;
  return { ...process.env, npm_config_cache: join(root, '.godwit/npm-cache') };
}

function canMake(directory) {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
