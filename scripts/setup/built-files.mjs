import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the contents of dist/ follow from. */
const sources = [
  'src',
  'schemas',
  'scripts/generate.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

/** Says why dist/ has to be built and what it would be built from, or nothing when it is up to date. */
export function findStaleBuild(root) {
  const sourceHash = hashSources(root);
  if (!existsSync(markPath(root))) return { reason: 'dist is not there', sourceHash };
  if (readFileSync(markPath(root), 'utf8') === sourceHash) return undefined;
  return { reason: 'the sources changed', sourceHash };
}

/** Notes what dist/ was built from. */
export function markBuilt(root, sourceHash) {
  writeFileSync(markPath(root), sourceHash);
}

/** By content: a checkout changes times without changing files, and the other way round. */
function hashSources(root) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesBelow(root, source)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirOrFile(join(root, path));
  if (!entries) return [path];
  // What the build itself generates follows from the schemas, which count already.
  return entries.filter((name) => name !== 'generated').flatMap((name) => filesBelow(root, `${path}/${name}`));
}

function readdirOrFile(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function markPath(root) {
  return join(root, 'dist/.built-from');
}
