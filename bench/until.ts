import { setTimeout as sleep } from 'node:timers/promises';

/** Each question costs the tool a little CPU, and an answer may come so much too late. */
const askEveryMs = 50;

/** Nothing that is measured should take as long. */
const limitMs = 60 * 60_000;

/** Asks until the answer is yes; what goes wrong meanwhile is thrown at once. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited an hour in vain for ${what}`);
    await sleep(askEveryMs);
  }
}
