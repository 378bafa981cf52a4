import { rmdirSync } from 'node:fs';

/** Removes a directory that nothing was put into. */
export function removeIfEmpty(directory) {
  try {
    rmdirSync(directory);
  } catch {
    // There is something to look at in it, or it is gone already.
  }
}
