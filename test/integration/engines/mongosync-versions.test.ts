/** The adapter against what old and new releases say and take: see test/support/engines/answers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongosyncCapabilities } from '../../../src/engines/mongosync/capabilities.ts';
import { MongosyncEngine } from '../../../src/engines/mongosync/engine.ts';
import { mongosyncStartRequest } from '../../../src/engines/mongosync/start-request.ts';
import type { MongosyncOptions } from '../../../src/spec/blocks/engine-options.ts';
import { type Document, MongoClient, Timestamp } from '../../support/driver.ts';
import { AnsweredMongosync, answersOf, type VersionAnswers } from '../../support/engines/answered-mongosync.ts';
import { loadedFrom } from '../../support/plan/observed.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';

const versions = ['1.6', '1.10', '1.12', '1.17', '1.19', '1.20', '1.22'] as const;
const isFrom = (version: string, since: string) => Number(version.slice(2)) >= Number(since.slice(2));

/** As many options as a version has, and those that mean nothing to one without them. */
function optionsOf(version: string): Document {
  const copyInNaturalOrder = isFrom(version, '1.16') ? [{ database: 'shop' }] : [];
  return { detectRandomId: false, skipDiskSpaceCheck: true, copyInNaturalOrder };
}

describe('mongosync of every version', await needs({ mongod: '>=6.0' }), () => {
  let destination: ReplicaSet;
  let client: MongoClient;

  beforeAll(async () => {
    destination = await startReplicaSet();
    client = new MongoClient(destination.uri);
  });

  afterAll(async () => {
    await client?.close();
    await destination?.[Symbol.asyncDispose]();
  });

  async function engineOf(
    { version }: VersionAnswers,
    urls: readonly string[],
    attachedLog?: string,
  ): Promise<MongosyncEngine> {
    const mongosync = { urls: [...urls], version, ...optionsOf(version) };
    const { spec } = await loadedFrom({ engine: { type: 'mongosync', mongosync } });
    return new MongosyncEngine({
      capabilities: mongosyncCapabilities({
        isFiltered: false,
        keepsData: false,
        canSourceBlock: true,
        version,
        verifies: isFrom(version, '1.9'),
        isAttached: true,
      }),
      urls,
      launched: undefined,
      attachedLog,
      startRequest: mongosyncStartRequest({
        spec,
        options: spec.engine.options as MongosyncOptions,
        sourceVersion: 600,
        isReplicaSetToSharded: false,
        version,
      }),
      destinationClient: client,
    });
  }

  it.each(versions)('%s is understood from its start to its commit and back', async (version) => {
    const answers = await answersOf(version);
    await using server = await AnsweredMongosync.start(answers);
    const engine = await engineOf(answers, [server.url]);
    const seenAt = async (at: string) => {
      server.at = at;
      return await engine.observe();
    };

    if (isFrom(version, '1.20')) expect(await seenAt('initializing')).toMatchObject({ state: 'initializing' });
    expect(await seenAt('idle')).toMatchObject({
      state: 'absent',
      isRunning: true,
      progress: { lagSeconds: undefined },
    });
    await engine.start();
    const [start] = server.told;
    expect(start?.body).toMatchObject({ source: 'cluster0', destination: 'cluster1' });
    expect('enableUserWriteBlocking' in start!.body).toBe(!isFrom(version, '1.20'));
    expect('verification' in start!.body).toBe(isFrom(version, '1.9'));
    expect('skipDiskSpaceCheck' in start!.body).toBe(isFrom(version, '1.22'));

    const copying = await seenAt('copying');
    expect(copying).toMatchObject({
      state: 'copying',
      progress: { copiedBytes: 347, totalBytes: 694, canCommit: false },
    });
    if (isFrom(version, '1.22')) expect(copying.progress?.verification?.phase).toBe('not started');
    const behind = await seenAt('behind');
    expect(behind.state).toBe(isFrom(version, '1.19') ? 'buildingIndexes' : 'following');
    expect(behind.progress).toMatchObject({ lagSeconds: 90, canCommit: false });
    expect(behind.progress?.warnings).toHaveLength(isFrom(version, '1.19') ? 2 : 0);
    await expect(engine.commit()).rejects.toMatchObject({ code: 'GW902' });

    const following = await seenAt('following');
    expect(following).toMatchObject({
      state: 'following',
      progress: { lagSeconds: 1, canCommit: true, canWrite: false },
    });
    expect(following.progress?.verification?.phase).toBe(isFrom(version, '1.9') ? 'stream hashing' : undefined);
    await engine.pause();
    expect(await engine.observe()).toMatchObject({ state: 'paused', progress: { lagSeconds: undefined } });
    await engine.resume();
    expect((await engine.observe()).state).toBe('following');

    await engine.commit();
    expect(await engine.observe()).toMatchObject({ state: 'committing', progress: { canWrite: false } });
    expect(await seenAt('writable')).toMatchObject({ state: 'committing', progress: { canWrite: true } });
    expect(await seenAt('committed')).toMatchObject({ state: 'committed', progress: { canWrite: true } });
    await engine.reverse();
    expect((await engine.observe()).state).toBe('reversing');
  });

  it.each(versions)(
    '%s is found again by what it keeps on the destination, which is removed at the end',
    async (version) => {
      const answers = await answersOf(version);
      const { main, verifier } = answers.metadata;
      const engine = await engineOf(answers, ['http://127.0.0.1:1']);
      expect(await engine.observe()).toMatchObject({ state: 'absent', isRunning: false });
      const phaseTransitions = [{ phase: 'initializing partitions', ts: new Timestamp({ t: 1_700_000_000, i: 1 }) }];
      const resumeData = {
        _id: 'coordinator' as never,
        state: 'RUNNING',
        syncPhase: 'change event application',
        phaseTransitions,
      };
      await client.db(main).collection('resumeData').insertOne(resumeData);
      await client.db(main).collection('globalState').insertOne({ reversible: false, buildIndexes: 'afterDataCopy' });
      for (const name of verifier) await client.db(name).collection('collection_verification').insertOne({});
      await client.db('shop').collection('orders').insertOne({});
      expect(await engine.observe()).toMatchObject({
        state: 'following',
        isRunning: false,
        startedAt: '2023-11-14T22:13:20.000Z',
        settings: { reversible: false, buildIndexes: 'afterDataCopy' },
      });
      await engine.removeMetadata();
      const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
      const left = (databases as { name: string }[]).map(({ name }) => name);
      expect(left.filter((name) => /mongosync/.test(name))).toEqual([]);
      expect(left).toContain('shop');
    },
  );

  it('that runs elsewhere says why it ended, where its log can be read', async () => {
    const answers = await answersOf('1.22');
    const directory = await mkdtemp(join(tmpdir(), 'godwit-mongosync-'));
    try {
      const file = join(directory, 'mongosync.log');
      const engine = await engineOf(answers, ['http://127.0.0.1:1'], file);
      const time = new Date().toISOString();
      const version = { level: 'info', time, message: 'Version info', version: '1.22.0' };
      const message = '(ChangeStreamHistoryLost) resume point may no longer be in the oplog';
      const fatal = { level: 'fatal', time, message: 'Mongosync exited with an error.', error: { message } };
      const log = (...entries: object[]) => writeFile(file, entries.map((one) => `${JSON.stringify(one)}\n`).join(''));

      await log(version, fatal);
      expect(await engine.observe()).toMatchObject({
        isRunning: false,
        failure: { code: 'GW941', message: expect.stringContaining('oplog'), hint: expect.stringMatching(/.{10}/) },
      });
      // It will not come back, so nobody waits for three minutes.
      await expect(engine.launch()).rejects.toMatchObject({ code: 'GW941' });
      await log(version, fatal, version);
      expect((await engine.observe()).failure).toBeUndefined();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
