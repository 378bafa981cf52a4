import { setUp } from '../setup.mjs';
import { Guard } from './guard.mjs';

/** How a process ends that a signal ended. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Sets the checkout up and does the work, which may import TypeScript. However it ends, by an error and by a signal too,
 * whatever it started ends with it.
 * @param prefix how the name of the directory begins that the work is given
 * @param work gets the directory; what it started runs on when it returns `{ isKept: true }`
 */
export async function runGuarded(prefix, work) {
  const guard = await Guard.start(prefix);
  let isEnding = false;
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      await guard.endEverything();
      // Last of all: what was interrupted may have had something to say on its way out.
      console.error(`\nEnded by ${signal}`);
      process.exit(exitCode);
    });
  }
  let result;
  try {
    await setUp();
    const { register } = await import('tsx/esm/api');
    register();
    result = await work(guard.directory);
  } catch (error) {
    // What failed was ended by us: the signal is all there is to say.
    if (isEnding) await new Promise(() => {});
    throw error;
  } finally {
    if (result?.isKept) await guard.letGo();
    else await guard.endEverything();
  }
}
