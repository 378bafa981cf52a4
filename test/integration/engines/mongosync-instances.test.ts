/** The rules of several instances, with several real engines that move real data (contract, section 16). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongosyncInstances } from '../../../src/engines/mongosync/instances.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const request = { source: 'cluster0', destination: 'cluster1' };

describe('two instances that speak the API of mongosync', await needs({ mongod: '>=6.0' }), () => {
  let source: ReplicaSet;
  let destinations: readonly ReplicaSet[];
  const children: ChildProcess[] = [];
  let urls: string[];

  beforeAll(async () => {
    [source, ...destinations] = await Promise.all([startReplicaSet(), startReplicaSet(), startReplicaSet()]);
    await withClient(source.uri, async (client) => {
      const documents = Array.from({ length: 500 }, (_, number) => ({ number }));
      await client.db('shop').collection('orders').insertMany(documents);
    });
    urls = await Promise.all(destinations.map(async (destination) => await startEngine(destination)));
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all([source, ...(destinations ?? [])].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  async function startEngine(destination: ReplicaSet): Promise<string> {
    const child = spawn(process.execPath, [program, 'sync', '--config', '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    children.push(child);
    child.stdin!.end(JSON.stringify({ cluster0: source.uri, cluster1: destination.uri, port: 0 }));
    for await (const line of createInterface({ input: child.stdout! })) {
      const { url } = JSON.parse(line) as { url?: string };
      if (url !== undefined) return url;
    }
    throw new Error('The engine ended without an address');
  }

  it('are started alike, wait for each other, and are committed at once', async () => {
    const both = new MongosyncInstances(urls);
    const first = new MongosyncInstances(urls.slice(0, 1));
    await both.whenReady(async () => undefined);
    expect((await both.merged()).state).toBe('absent');

    // A run that died between the two: only the one that waits is told again.
    await first.tell('start', ['IDLE'], request);
    expect(await both.merged()).toMatchObject({ state: 'absent', progress: { canCommit: false } });
    await both.tell('start', ['IDLE'], request);
    await expect(both.tell('start', ['IDLE'], request)).rejects.toMatchObject({ code: 'GW903' });
    await waitFor('both to follow', async () => (await both.merged()).progress?.canCommit === true);

    await first.tell('pause', ['RUNNING']);
    const halfPaused = await both.merged();
    expect(halfPaused).toMatchObject({ state: 'paused', progress: { canCommit: false } });
    expect(halfPaused.progress?.waitingFor).toContain(`${urls[0]} is paused`);
    await both.tell('resume', ['PAUSED']);
    await waitFor('both to follow again', async () => (await both.merged()).progress?.canCommit === true);

    await both.tell('commit', ['RUNNING']);
    await waitFor('both to be committed', async () => (await both.merged()).state === 'committed');
    expect((await both.merged()).progress?.canWrite).toBe(true);
    for (const { uri } of destinations) await expectSameData(source.uri, uri, { databases: ['shop'] });

    const [one] = children;
    one!.kill('SIGKILL');
    await once(one!, 'exit');
    expect(await both.merged()).toMatchObject({ state: undefined, progress: undefined, answering: 1, total: 2 });
    await expect(both.tell('reverse', ['COMMITTED'])).rejects.toMatchObject({ code: 'GW906' });
  });
});
