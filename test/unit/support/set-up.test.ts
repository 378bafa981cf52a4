import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Plain JavaScript, because it runs before a compiler is installed.
const scripts = new URL('../../../scripts/', import.meta.url);
const load = (name: string) => import(new URL(name, scripts).href);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'godwit-setup-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('may be %s', async (version) => {
    const { checkNodeVersion } = await load('setup/node-version.mjs');
    expect(() => checkNodeVersion(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.3'])('may not be %s', async (version) => {
    const { checkNodeVersion } = await load('setup/node-version.mjs');
    expect(() => checkNodeVersion(version)).toThrow(`godwit needs Node 20.19 or newer; this is ${version}`);
  });
});

describe('the packages', () => {
  const foreign = { optional: true, os: ['aix'], cpu: ['ppc64'] };
  const native = { optional: true, os: [process.platform], cpu: [process.arch] };
  const wanted = {
    '': { name: 'godwit' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b' },
    'node_modules/foreign': { version: '3.0.0', ...foreign },
    'node_modules/only-for-foreign': { version: '3.0.0', optional: true },
    'node_modules/native': { version: '4.0.0', ...native },
  };
  const { '': _, 'node_modules/foreign': __, 'node_modules/only-for-foreign': ___, ...installed } = wanted;

  async function findUninstalled(changes: Record<string, unknown> = {}): Promise<string | undefined> {
    const packages = Object.fromEntries(Object.entries({ ...installed, ...changes }).filter(([, entry]) => entry));
    await write('package-lock.json', { packages: wanted });
    await write('node_modules/.package-lock.json', { packages });
    for (const path of Object.keys(installed)) await write(`${path}/package.json`, {});
    return (await load('setup/installed-packages.mjs')).findUninstalled(root);
  }

  it('are installed when npm says so, without those for other machines', async () => {
    expect(await findUninstalled()).toBeUndefined();
  });

  it('are not when nothing is there, or something is missing, older, different or removed', async () => {
    await write('package-lock.json', { packages: wanted });
    expect((await load('setup/installed-packages.mjs')).findUninstalled(root)).toBe('node_modules is not there');
    expect(await findUninstalled({ 'node_modules/a': undefined })).toBe('a is missing');
    const older = { version: '1.9.0' };
    expect(await findUninstalled({ 'node_modules/a/node_modules/b': older })).toBe('b is 1.9.0, wanted 2.0.0');
    const other = { version: '1.0.0', integrity: 'sha512-x' };
    expect(await findUninstalled({ 'node_modules/a': other })).toBe('a has other contents');
    expect(await findUninstalled()).toBeUndefined();
    await rm(join(root, 'node_modules/a'), { recursive: true });
    expect((await load('setup/installed-packages.mjs')).findUninstalled(root)).toBe('a was removed');
  });

  it('may lack a binary for this machine only after npm tried', async () => {
    expect(await findUninstalled({ 'node_modules/native': undefined })).toBe('native is missing');
    (await load('setup/installed-packages.mjs')).markInstalled(root);
    expect(await findUninstalled({ 'node_modules/native': undefined })).toBeUndefined();
  });
});

describe('the build', () => {
  it('is stale until it was made from these very sources', async () => {
    const { findStaleBuild, markBuilt } = await load('setup/built-files.mjs');
    await write('src/a.ts', 'export {};');
    await write('package.json', {});
    const { reason, sourceHash } = findStaleBuild(root);
    expect(reason).toBe('dist is not there');
    await write('dist/a.js', 'export {};');
    markBuilt(root, sourceHash);
    expect(findStaleBuild(root)).toBeUndefined();
    await write('src/a.ts', 'export {};');
    await write('src/generated/types.ts', 'made by the build itself');
    expect(findStaleBuild(root)).toBeUndefined();
    await write('src/deep/b.ts', 'export {};');
    expect(findStaleBuild(root)).toMatchObject({ reason: 'the sources changed' });
  });
});

describe('npm', () => {
  it('that fails is quoted, and leaves a log', async () => {
    await write('package.json', { scripts: { broken: 'echo before; echo the reason >&2; exit 3' } });
    const { npm } = await load('setup/npm.mjs');
    const log = join(root, '.godwit/logs/npm-run-broken.log');
    await expect(npm(root, ['run', 'broken'])).rejects.toThrow(
      new RegExp(`the reason[^]*Failed: npm run broken \\(exit code 3\\); the full log is ${log}`),
    );
  });
});

describe('two set-ups at once', () => {
  it('take turns, and one that was killed is not waited for', async () => {
    const { withSetupLock } = await load('setup/setup-lock.mjs');
    const gone = await execa(process.execPath, ['-p', 'process.pid']);
    await write('.godwit/setup.lock', gone.stdout);
    const order: string[] = [];
    const turn = (name: string) =>
      withSetupLock(root, async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push(`${name} ends`);
      });
    await Promise.all([turn('one'), turn('other')]);
    const [first, second] = order[0] === 'one begins' ? ['one', 'other'] : ['other', 'one'];
    expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });
});
