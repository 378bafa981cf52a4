import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Says how node_modules differs from package-lock.json, or nothing when it does not. npm keeps its own account of what
 * it installed in node_modules/.package-lock.json, so a tree counts whoever installed it.
 */
export function findUninstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const installed = readJson(join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!installed) return 'node_modules is not there';
  for (const [path, entry] of Object.entries(wanted)) {
    const difference = path && differenceOf(root, path, entry, installed[path]);
    if (difference) return `${path.replace(/^.*node_modules\//, '')} ${difference}`;
  }
  return undefined;
}

/** Notes that npm installed this lock file: optional packages that are missing now cannot be had on this machine. */
export function markInstalled(root) {
  writeFileSync(markPath(root), lockHash(root));
}

function differenceOf(root, path, wanted, installed) {
  if (!installed) return isMissed(root, wanted) ? 'is missing' : undefined;
  if (installed.version !== wanted.version) return `is ${installed.version}, wanted ${wanted.version}`;
  if (installed.integrity && wanted.integrity && installed.integrity !== wanted.integrity) return 'has other contents';
  return existsSync(join(root, path, 'package.json')) ? undefined : 'was removed';
}

/** Optional packages are binaries for one platform each, and what only those need. */
function isMissed(root, { optional, os, cpu, libc }) {
  if (!optional) return true;
  const isForThisMachine =
    (os || cpu) && allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, libcName());
  return isForThisMachine && readText(markPath(root)) !== lockHash(root);
}

function allows(list, value) {
  if (!list || list.includes(value)) return true;
  return list.every((item) => item.startsWith('!')) && !list.includes(`!${value}`);
}

function libcName() {
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

function markPath(root) {
  return join(root, 'node_modules/.godwit-installed');
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function readJson(path) {
  const text = readText(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
