import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lets one process of this checkout install and build at a time; the others wait for it. */
export async function withSetupLock(root, action) {
  const path = join(root, '.godwit/setup.lock');
  mkdirSync(join(root, '.godwit'), { recursive: true });
  while (!tryLock(path)) await sleep(200);
  try {
    await action();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfAbandoned(path);
    return false;
  }
}

function removeIfAbandoned(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(path, { force: true });
  }
}
