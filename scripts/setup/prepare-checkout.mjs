import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findStaleBuild, markBuilt } from './built-files.mjs';
import { findUninstalled, markInstalled } from './installed-packages.mjs';
import { npm } from './npm.mjs';
import { withSetupLock } from './setup-lock.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Installs what differs from package-lock.json, and builds what is older than the sources. */
export async function prepareCheckout() {
  if (!findUninstalled(root) && !findStaleBuild(root)) return;
  await withSetupLock(root, async () => {
    // Asked again under the lock: somebody else may have done it meanwhile.
    const uninstalled = findUninstalled(root);
    if (uninstalled) await install(uninstalled);
    const stale = findStaleBuild(root);
    if (stale) await build(stale);
  });
}

async function install(reason) {
  console.error(`Installing packages: ${reason}`);
  await npm(root, ['ci', '--include=dev', '--no-progress']);
  markInstalled(root);
}

async function build({ reason, sourceHash }) {
  console.error(`Building: ${reason}`);
  // Modules whose source is gone would otherwise stay.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await npm(root, ['run', 'build']);
  markBuilt(root, sourceHash);
}
