/**
 * `npm run quickstart`: a whole migration between two real servers on this machine, in about a minute.
 *
 * Set-up comes first, so everything up to it uses Node's own modules only. What tells the story is in quickstart/run.ts.
 */
import { checkNodeVersion } from './setup/node-version.mjs';

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
  const { runGuarded } = await import('./guard/run-guarded.mjs');
  await runGuarded('godwit-quickstart-', async (directory) => {
    const { runQuickstart } = await import('./quickstart/run.ts');
    await runQuickstart({ ...options, directory });
    return { isKept: options.keep };
  });
}
