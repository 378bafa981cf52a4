/**
 * `npm run soak`: moves random data under random faults for as long as asked, round after round, and compares every byte.
 *
 * Set-up comes first, so everything up to it uses Node's own modules only. What happens in a round is in soak/.
 */
import { checkNodeVersion } from './setup/node-version.mjs';

try {
  checkNodeVersion();
  // Loaded only now, so that an old Node reports its version and not a syntax error.
  const { readOptions, usage } = await import('../soak/options.mjs');
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await soak(options);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function soak(options) {
  const { runGuarded } = await import('./guard/run-guarded.mjs');
  await runGuarded('godwit-soak-', async (directory) => {
    const { runSoak } = await import('../soak/run.ts');
    await runSoak({ ...options, directory });
  });
}
