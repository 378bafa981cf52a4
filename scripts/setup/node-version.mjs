import { readFileSync } from 'node:fs';

/** Throws unless this Node is at least the one that package.json asks for. */
export function checkNodeVersion(running = process.versions.node) {
  const packageJson = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const wanted = packageJson.engines.node.replace('>=', '');
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  const [major, minor] = running.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= (wantedMinor || 0))) return;
  throw new Error(`godwit needs Node ${wanted} or newer; this is ${running} (${process.execPath})`);
}
