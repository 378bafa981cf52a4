import { fileURLToPath } from 'node:url';

/** What runs this program once more: Node, then its main file. */
export function programCommand(): readonly [string, ...string[]] {
  return [process.execPath, fileURLToPath(new URL('../cli/main.js', import.meta.url))];
}
