/**
 * Makes a checkout ready to run: the right Node, the packages of package-lock.json, a fresh dist/.
 * Says nothing when nothing is to do. Only Node's own modules in here and in setup/: nothing else may be installed.
 *
 *   node scripts/setup.mjs                       on its own
 *   import { setUpOrExit } from './setup.mjs'    as the first step of another script
 */
import { pathToFileURL } from 'node:url';
import { checkNodeVersion } from './setup/node-version.mjs';

/** Throws an error whose message says what failed and where its full log is. */
export async function setUp() {
  checkNodeVersion();
  // Loaded only now, so that an old Node reports its version and not a syntax error.
  const { prepareCheckout } = await import('./setup/prepare-checkout.mjs');
  await prepareCheckout();
}

/** As `setUp`, but ends the process with the message alone: a stack would only hide it. */
export async function setUpOrExit() {
  try {
    await setUp();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] || '').href) await setUpOrExit();
