/**
 * `npm run bench`: measures godwit beside its peers on two real servers of this machine.
 *
 * Set-up comes first, so everything up to it uses Node's own modules only. The measurements are in bench/.
 */
import { checkNodeVersion } from './setup/node-version.mjs';

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
  const { runGuarded } = await import('./guard/run-guarded.mjs');
  await runGuarded('godwit-bench-', async (directory) => {
    const { runBench } = await import('../bench/run.ts');
    await runBench({ ...options, directory });
  });
}
