import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

const realTools = await needs({ mongod: '>=6.0', tool: ['mongodump', 'mongorestore'] });

describe('dumpRestore', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair?.[Symbol.asyncDispose]());

  async function project(options: Document = {}, blocks: Document = {}): Promise<GodwitProject> {
    const engine = { type: 'dumpRestore', dumpRestore: options };
    return await pair.project({ file: { engine, phase: 'cutover', ...blocks } });
  }

  async function expectNothingToDo(one: GodwitProject, state: string): Promise<void> {
    expect(await one.plan()).toMatchObject({ state, steps: [] });
    expect((await one.godwit('plan', '--expect-no-changes')).exitCode).toBe(0);
  }

  describe('with the real tools', realTools, () => {
    it('cuts over with everything copied and compared while nobody writes', async () => {
      await fillZoo(pair.sourceClient.db('zoo'), ['ids', 'values', 'timeSeries']);
      await using one = await project();
      const plan = await one.plan();
      expect(plan['diagnostics']).toMatchObject([{ code: 'GW710', severity: 'warning' }]);
      expect(plan['steps'].map(({ kind }: Document) => kind)).toEqual([
        'checkGates',
        'armGuardian',
        'blockSource',
        'copyOffline',
        'compareData',
        'commitSync',
        'beginSwitch',
        'finishCommit',
        'stopEngine',
      ]);
      const rehearsed = await one.godwit('cutover', '--dry-run');
      expect(rehearsed.stdout).toContain('the engine copies everything while writes are blocked');
      expect(rehearsed.stdout).toContain('the cutover compares every document of both sides, byte for byte');
      expect(rehearsed.exitCode, rehearsed.stdout).toBe(0);
      await one.apply();
      expect(await pair.isSourceWritable()).toBe(false);
      expect(await pair.isDestinationWritable()).toBe(true);
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop', 'zoo'] });
      await expectNothingToDo(one, 'cutOver');
      const everything = await one.everything();
      expect(everything).not.toContain('mongodb://');
      await one.apply({ phase: 'complete' });
      await expectNothingToDo(one, 'complete');
    });

    it('leaves a copy behind with the source untouched, consistent by the oplog', async () => {
      await using one = await project({ oplog: true, gzip: true }, { phase: 'detached' });
      await one.apply();
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
      expect(await pair.isSourceWritable()).toBe(true);
      await expectNothingToDo(one, 'detached');
    });

    it('takes what the filters say, patterns and odd names too, and no users', async () => {
      const names = ['a', 'a*', 'aa', 'tmp_1', 'b'];
      for (const name of names) await pair.sourceClient.db('odd').collection(name).insertOne({ name });
      await pair.sourceClient.db('admin').command({ createUser: 'moved', pwd: 'x', roles: [] });
      try {
        await using one = await project(
          {},
          {
            phase: 'detached',
            filters: {
              include: [{ database: 'odd' }],
              exclude: [
                { database: 'odd', collectionsRegex: { pattern: '^tmp_' } },
                { database: 'odd', collections: ['b'] },
              ],
            },
          },
        );
        await one.apply();
        const found = await pair.destinationClient.db('odd').listCollections({}, { nameOnly: true }).toArray();
        expect(found.map(({ name }) => name).sort()).toEqual(['a', 'a*', 'aa']);
        expect(await pair.destinationClient.db('shop').listCollections().toArray()).toEqual([]);
        const { users } = await pair.destinationClient.db('admin').command({ usersInfo: 1 });
        expect(users).toEqual([]);
      } finally {
        await pair.sourceClient.db('admin').command({ dropUser: 'moved' });
      }
    });

    it('keeps the dump in a file where that is asked for', async () => {
      await using one = await project({ archive: './shop.archive' }, { phase: 'detached' });
      await one.apply();
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
      expect((await readFile(join(one.directory, 'shop.archive'))).readUInt32LE(0)).toBe(0x8199e26d);
    });

    it('goes on through a directory with what is missing or has changed, and takes users along', async () => {
      const shop = pair.sourceClient.db('shop');
      await shop.collection('notes').insertOne({ text: 'old' });
      await shop.command({ createRole: 'keeper', privileges: [], roles: ['read'] });
      await shop.command({ createUser: 'app', pwd: 'x', roles: ['keeper'] });
      await using one = await project(
        { mongodump: './dump', mongorestore: './restore', directory: './kept', usersAndRoles: true },
        { phase: 'detached' },
      );
      try {
        const { log } = await recordingTools(one);
        const running = one.start(['apply', '--auto-approve']);
        const marks = pair.destinationClient.db('__godwit').collection('dumpRestoreCollections');
        await waitFor('two collections', async () => (await marks.countDocuments({ isRestored: true })) === 2);
        await writeFile(join(one.directory, 'fail'), '');
        expect((await running.result).exitCode).toBe(7);
        expect(await one.status()).toMatchObject({ state: 'failed' });

        await shop.collection('notes').insertOne({ text: 'new' });
        const before = (await log()).length;
        expect((await one.plan())['steps'][0].summary).toContain('complete and unchanged');
        await rm(join(one.directory, 'hold'));
        await one.apply();
        await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
        const again = (await log()).slice(before);
        expect(again.filter((line) => line.includes('orders'))).toEqual([]);
        expect(again.filter((line) => line.includes('notes'))).toHaveLength(2);
        // Its dump was whole, and nothing has changed since.
        expect(again.filter((line) => line.includes('sessions'))).toEqual([expect.stringMatching(/^restore /)]);
        const { users } = await pair.destinationClient.db('shop').command({ usersInfo: 1 });
        expect(users).toMatchObject([{ user: 'app', roles: [{ role: 'keeper', db: 'shop' }] }]);
      } finally {
        for (const client of [pair.sourceClient, pair.destinationClient]) {
          await client.db('shop').command({ dropAllUsersFromDatabase: 1 });
          await client.db('shop').command({ dropAllRolesFromDatabase: 1 });
        }
      }
    });

    it('fails when documents are left out although mongorestore ends with 0, and copies anew afterwards', async () => {
      const strict = pair.sourceClient.db('shop');
      await strict.command({ collMod: 'orders', validator: { text: { $type: 'int' } } });
      await using one = await project(
        { bypassDocumentValidation: false, stopOnError: false },
        { checks: { waive: [{ code: 'GW314', reason: 'to see what becomes of it', expires: '2099-12-31' }] } },
      );
      const failed = await one.godwit('apply', '--auto-approve');
      expect(failed.exitCode).not.toBe(0);
      expect(failed.stdout + failed.stderr).toContain('GW820');
      expect(failed.stdout + failed.stderr).toMatch(/500 documents could not be restored/);
      expect(await pair.isSourceWritable()).toBe(true);
      expect(await one.plan()).toMatchObject({ state: 'failed' });

      await one.apply({ engine: { type: 'dumpRestore' } });
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
    });

    it('ends with the command that copies, and the next one begins anew', async () => {
      const big = Array.from({ length: 400 }, (_, number) => ({ number, text: 'x'.repeat(200_000) }));
      await pair.sourceClient.db('shop').collection('big').insertMany(big);
      await using one = await project({ parallelism: 1 });
      const running = one.start(['apply', '--auto-approve', '--format', 'json']);
      await running.event('stepStarted', 'copyOffline');
      await running.event('stepProgress', 'copyOffline');
      await running.kill('SIGKILL');
      await one.apply();
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
    });
  });

  it.each([
    ['says nothing and ends well', 'cat > /dev/null; exit 0', 'without its summary'],
    ['prints rubbish', 'cat > /dev/null; echo "<html>" >&2; exit 0', 'without its summary'],
    ['fails in words', 'echo "2026-01-01T00:00:00.000+0000\tFailed: no such thing" >&2; exit 1', 'no such thing'],
    ['dies of a signal', 'kill -9 $$', 'a signal'],
    ['ends before it reads anything', 'exit 3', 'ended with 3'],
  ])('undoes the cutover when mongorestore %s', async (_what, script, words) => {
    await using one = await project({ mongodump: './fake-dump', mongorestore: './fake-restore' });
    await executable(one, 'fake-dump', 'head -c 3000000 /dev/zero');
    await executable(one, 'fake-restore', script);
    const failed = await one.godwit('apply', '--auto-approve');
    expect(failed.exitCode).toBe(7);
    expect(failed.stdout + failed.stderr).toContain(words);
    expect(await pair.isSourceWritable()).toBe(true);
  });

  it('blames the tool that ended of itself, whichever end is heard of first', async () => {
    await using one = await project({ mongodump: './fake-dump', mongorestore: './fake-restore' });
    const isThere = 'until [ -s pid ]; do sleep 0.01; done';
    await executable(one, 'fake-dump', 'echo $$ > pid; head -c 3000000 /dev/zero');
    await executable(
      one,
      'fake-restore',
      `${isThere}; exec 0<&-; while kill -0 "$(cat pid)" 2> /dev/null; do sleep 0.01; done; exit 4`,
    );
    const broken = await one.godwit('apply', '--auto-approve');
    expect(broken.stdout + broken.stderr).toContain('mongorestore ended with 4');

    await rm(join(one.directory, 'pid'));
    await executable(
      one,
      'fake-dump',
      `${isThere}; exec 1>&-; while kill -0 "$(cat pid)"; do sleep 0.01; done; exit 5`,
    );
    await executable(one, 'fake-restore', 'echo $$ > pid; cat > /dev/null; exit 1');
    const cut = await one.godwit('apply', '--auto-approve');
    expect(cut.stdout + cut.stderr).toContain('mongodump ended with 5');
  });

  it('lets applications write again when the run is killed and nobody runs the next one', async () => {
    await using one = await project(
      { mongodump: './fake-dump', mongorestore: './fake-restore' },
      { cutover: { timeout: '3s' } },
    );
    await executable(one, 'fake-dump', 'exec sleep 20');
    await executable(one, 'fake-restore', 'cat > /dev/null');
    try {
      expect((await one.plan())['steps'][1]).toMatchObject({ kind: 'armGuardian', inputs: { startsProcess: true } });
      const running = one.start(['apply', '--auto-approve', '--format', 'json']);
      await running.event('stepStarted', 'copyOffline');
      expect(await pair.isSourceWritable()).toBe(false);
      await running.kill('SIGKILL');
      await waitFor('writes to be allowed', async () => await pair.isSourceWritable());
      const guards = pair.destinationClient.db('__godwit').collection('guards');
      expect(await guards.findOne()).toMatchObject({ state: 'undone', by: expect.stringMatching(/^guardian \d+ on /) });
      expect((await one.plan())['steps'][0]).toMatchObject({ kind: 'undoTransaction' });
      const log = await readFile(join(one.directory, '.godwit', 'shop', 'engine', 'guardian.log'), 'utf8');
      expect(log).toContain('Writes are allowed again');
      expect(log).not.toContain('mongodb://');
    } finally {
      await killPrograms(one);
    }
  });

  it('says which tool is missing, and undoes the cutover', async () => {
    await using one = await project({ mongodump: './not-there', mongorestore: './nor-this' });
    const failed = await one.godwit('apply', '--auto-approve');
    expect(failed.stdout + failed.stderr).toContain('not-there cannot be started');
    expect(await pair.isSourceWritable()).toBe(true);
  });

  it('refuses in the plan what it cannot do, with the engines that can', async () => {
    await using one = await project({}, { phase: 'synced' });
    const { diagnostics } = await one.plan();
    expect(diagnostics).toMatchObject([{ code: 'GW707', summary: expect.stringContaining('cannot follow') }]);
    expect(diagnostics[0].hint).toContain('builtin');
  });
});

/** The real tools, with each call written down; sessions are not restored while `hold` is there, and fail with `fail`. */
async function recordingTools(one: GodwitProject): Promise<{ log(): Promise<string[]> }> {
  await writeFile(join(one.directory, 'hold'), '');
  const called = (name: string) =>
    `echo ${name} "$@" | grep -oE '^[a-z]+|(nsInclude=shop\\.|--collection=)[a-z]+' | xargs >> log`;
  await executable(one, 'dump', `cd '${one.directory}'\n${called('dump')}\nexec mongodump "$@"`);
  await executable(
    one,
    'restore',
    `cd '${one.directory}'
${called('restore')}
case "$*" in *shop.sessions*) if [ -e hold ]; then
  while [ ! -e fail ]; do sleep 0.1; done
  echo "2026-01-01T00:00:00.000+0000	Failed: no room" >&2; exit 1
fi;; esac
exec mongorestore "$@"`,
  );
  return { log: async () => (await readFile(join(one.directory, 'log'), 'utf8')).trim().split('\n') };
}

async function executable({ directory }: GodwitProject, name: string, script: string): Promise<void> {
  const file = join(directory, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}
