/**
 * `npm run bench`: measures godwit beside its peers on two real servers of this machine.
 *
 * Set-up comes first, so everything up to it uses Node's own modules only. The measurements are in bench/.
 */
import { checkNodeVersion } from './setup/node-version.mjs';

/** How a process ends that a signal ended. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

try {
  checkNodeVersion();
  // Loaded only now, so that an old Node reports its version and not a syntax error.
  const { readOptions, usage } = await import('../bench/options.mjs');
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await bench(options);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function bench(options) {
  if (process.platform !== 'linux') throw new Error('CPU and memory are read from /proc: this needs Linux');
  const { Guard } = await import('./quickstart/guard.mjs');
  const guard = await Guard.start('godwit-bench-');
  let isEnding = false;
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      await guard.endEverything();
      console.error(`\nEnded by ${signal}`);
      process.exit(exitCode);
    });
  }
  try {
    const { setUp } = await import('./setup.mjs');
    await setUp();
    const { register } = await import('tsx/esm/api');
    register();
    const { runBench } = await import('../bench/run.ts');
    await runBench({ ...options, directory: guard.directory });
  } catch (error) {
    // What failed was ended by us: the signal is all there is to say.
    if (isEnding) await new Promise(() => {});
    throw error;
  } finally {
    await guard.endEverything();
  }
}
