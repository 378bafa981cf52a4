/**
 * `npm run quickstart`: a whole migration between two real servers on this machine, in about a minute.
 *
 * Set-up comes first, so everything up to it uses Node's own modules only. What tells the story is in quickstart/run.ts.
 */
import { checkNodeVersion } from './setup/node-version.mjs';

/** How a process ends that a signal ended. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

try {
  checkNodeVersion();
  // Loaded only now, so that an old Node reports its version and not a syntax error.
  const { readOptions, usage } = await import('./quickstart/options.mjs');
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else if (options.stop !== undefined) await stopKept(options.stop);
  else await quickstart(options);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function stopKept(directory) {
  const { stopKeptServers } = await import('./quickstart/stop-kept-servers.mjs');
  console.log(await stopKeptServers(directory));
}

async function quickstart(options) {
  const { Guard } = await import('./quickstart/guard.mjs');
  const guard = await Guard.start();
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
  let isKept = false;
  try {
    const { setUp } = await import('./setup.mjs');
    await setUp();
    const { register } = await import('tsx/esm/api');
    register();
    const { runQuickstart } = await import('./quickstart/run.ts');
    await runQuickstart({ ...options, directory: guard.directory });
    isKept = options.keep;
  } catch (error) {
    // What failed was ended by us: the signal is all there is to say.
    if (isEnding) await new Promise(() => {});
    throw error;
  } finally {
    if (isKept) await guard.letGo();
    else await guard.endEverything();
  }
}
