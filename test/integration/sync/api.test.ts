import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { apiServer } from '../../../src/sync/http/api-server.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { asOnlyMember, StandInMongos } from '../../support/servers/stand-in-mongos.ts';
import { unfitFields } from '../../support/sync/contract-progress.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A line of the format: comments, or a name with labels and a number. */
const line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\\n]|\\.)*"\})? -?[0-9][0-9.e+-]*)$/;

/** What MongoDB's own reader of mongosync's metrics plots, as far as it means something here; names by the type that it expects. */
const plotted = {
  gauge: [
    ...['mongosync_phase', 'mongosync_lag_time', 'mongosync_retry_count', 'mongosync_host_cpu_usage'],
    ...['mongosync_host_memory_percent_used', 'mongosync_src_unavailable', 'mongosync_dst_unavailable'],
    ...['verifier_lag_time', 'verifier_auditor_num_docs_hashed', 'verifier_auditor_estimated_docs_count'],
    'verifier_auditor_scanned_collection_count',
  ],
  counter: [
    ...['mongosync_collection_copy_copied_bytes_count', 'mongosync_collection_copy_copied_docs_count'],
    ...['mongosync_collection_copy_partitions_completed_count', 'mongosync_cea_total_events_applied'],
    ...['mongosync_cea_total_crud_events_applied', 'mongosync_cea_total_ddl_events_applied'],
  ],
  histogram: ['mongosync_src_ping_latency', 'mongosync_dst_ping_latency'],
} as const;

function valueIn(text: string, name: string): number | undefined {
  const found = text.split('\n').find((one) => one.startsWith(`${name} `));
  return found === undefined ? undefined : Number(found.slice(name.length + 1));
}

/** Who is asked for progress finds every field there, in every state (contract of mongosync, section 7). */
const fieldsOfProgress = [
  ...['canWrite', 'info', 'ceaStage', 'lag', 'lagTimeSeconds', 'totalEventsApplied', 'collectionCopy'],
  ...['directionMapping', 'indexBuilding', 'source', 'destination', 'mongosyncID', 'coordinatorID', 'verification'],
  ...['estimatedOplogTimeRemaining', 'estimatedSecondsToCEACatchup', 'warnings'],
];

describe('the API of the engine', await needs({ mongod: '6.0' }), () => {
  it("is mongosync's, and tells Prometheus what the progress says", async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    let isDiskFull = true;
    await using disk = await StandInMongos.start(
      destination.hosts[0]!,
      (command) => (isDiskFull && 'dbStats' in command ? { fsTotalSize: 5_000, fsUsedSize: 4_000 } : undefined),
      asOnlyMember,
    );
    await using client = await MongoClient.connect(source.uri);
    await client
      .db('shop')
      .collection('or"ders')
      .insertMany([{ n: 1 }, { n: 2 }]);
    // The stream begins with the latest there is: an insert would be told beside its copy, and have to be fetched.
    await client.db('admin').command({ appendOplogNote: 1, data: { behind: 'what is copied' } });
    const spool = { path: await mkdtemp(join(tmpdir(), 'godwit-spool-')), maxBytes: 1_000_000_000 };
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: `${disk.uri}?replicaSet=${destination.name}`,
      tuning: { spool },
    });
    const clients = { cluster0: sync.source.client, cluster1: sync.destination.client };
    const health = new HealthProbe(clients, () => sync.engine.run);
    const addresses = { cluster0: source.hosts[0]!, cluster1: destination.hosts[0]! };
    const parts = { engine: sync.engine, health, addresses, instanceId: 'test' };
    const server = apiServer({ ...parts, describe: () => ({}), onShutdown: () => {} });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const progress = async () =>
      ((await (await fetch(`${url}/api/v1/progress`)).json()) as { progress: Record<string, unknown> }).progress;
    const post = async (path: string, body?: string, type = 'application/json') => {
      const headers = { 'content-type': type };
      const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body: body ?? null });
      return { status: response.status, ...((await response.json()) as { success: boolean; error?: string }) };
    };
    const metrics = async () => await (await fetch(`${url}/metrics`)).text();
    try {
      expect(valueIn(await metrics(), 'godwit_sync_state{state="IDLE"}')).toBe(1);
      const nothing = Object.fromEntries(fieldsOfProgress.map((field) => [field, null]));
      expect(await progress()).toMatchObject({ state: 'IDLE', canCommit: false, ...nothing });
      for (const path of ['pause', 'resume', 'commit', 'reverse']) {
        expect(await post(path, '{}')).toMatchObject({ status: 400, success: false, error: 'InvalidState' });
      }
      const start = JSON.stringify({ source: 'cluster0', destination: 'cluster1' });
      for (const body of [undefined, '', '{', '[]', '{"source":"cluster0"}']) {
        expect(await post('start', body)).toMatchObject({ status: 400, success: false, error: 'InvalidRequest' });
      }
      for (const type of ['json', 'text', '', 'application/json; charset=latin1']) {
        expect(await post('start', '{}', type)).toMatchObject({ status: 400, success: false, error: 'InvalidRequest' });
      }
      expect(await post('stop', '{}')).toMatchObject({ status: 404, success: false, error: 'NotFound' });
      expect(await post('start', start)).toMatchObject({ status: 400, error: 'InsufficientDestinationDiskSpace' });
      expect(await progress()).toMatchObject({ state: 'IDLE' });
      isDiskFull = false;
      health.start();
      // As curl sends it.
      const [first, second] = [post('start', start, 'application/x-www-form-urlencoded'), post('start', start)];
      expect(await first).toEqual({ status: 200, success: true });
      expect(await second).toMatchObject({ status: 400, error: 'InvalidState' });
      expect(await post('start', start)).toMatchObject({ status: 400, error: 'InvalidState' });
      await sync.whenFollowing();
      for (const path of ['pause', 'commit']) {
        expect(await post(path)).toMatchObject({ status: 400, error: 'InvalidRequest' });
      }
      const ofOrders = 'godwit_sync_collection_changes_applied{namespace="shop.or\\"ders"}';
      const applied = async () => valueIn(await metrics(), ofOrders) ?? 0;
      const before = await applied();
      await client.db('shop').collection('or"ders').insertOne({ n: 3 });
      await waitFor('the change', async () => (await applied()) > before);
      await waitFor('a ping', async () => valueIn(await metrics(), 'mongosync_dst_unavailable') === 0);
      // What is not known yet is left out.
      await waitFor('the verifier', async () => valueIn(await metrics(), 'verifier_lag_time') !== undefined);
      const response = await fetch(`${url}/metrics`);
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      const text = await response.text();
      expect(text.endsWith('\n')).toBe(true);
      for (const one of text.trimEnd().split('\n')) expect(one).toMatch(line);
      for (const [type, names] of Object.entries(plotted)) {
        for (const name of names) expect(text).toContain(`# TYPE ${name} ${type}\n${name}`);
      }
      expect(valueIn(text, 'mongosync_dst_ping_latency_bucket{le="+Inf"}')).toBe(
        valueIn(text, 'mongosync_dst_ping_latency_count'),
      );
      expect(unfitFields(await progress())).toEqual([]);
      expect(valueIn(text, 'mongosync_phase')).toBe(5);
      expect(valueIn(text, 'mongosync_lag_time')).toBeTypeOf('number');
      expect(valueIn(text, 'mongosync_collection_copy_copied_docs_count')).toBe(2);
      expect(valueIn(text, 'godwit_sync_state{state="RUNNING"}')).toBe(1);
      expect(valueIn(text, 'godwit_sync_state{state="IDLE"}')).toBe(0);
      expect(valueIn(text, 'godwit_sync_can_commit')).toBe(1);
      expect(valueIn(text, 'godwit_sync_stuck')).toBe(0);
      expect(valueIn(text, 'godwit_sync_spool_max_bytes')).toBe(spool.maxBytes);
      expect(valueIn(text, 'godwit_sync_spool_bytes')).toBeGreaterThan(0);
      expect(valueIn(text, 'godwit_sync_documents_fetched_total')).toBe(0);
      expect(text).toContain('godwit_sync_collection_copied_documents{namespace="shop.or\\"ders"} 2\n');
      expect(valueIn(text, 'mongosync_cea_total_events_applied')).toBeGreaterThanOrEqual(1);
      expect(await progress()).toMatchObject({
        lag: { ddlLagSeconds: null },
        collectionCopy: { estimatedTotalBytes: expect.any(Number) },
        collections: {
          ...{ total: 1, pending: 0, copying: 0, live: 1 },
          shown: [
            {
              namespace: 'shop.or"ders',
              state: 'live',
              copiedDocuments: 2,
              changesApplied: expect.toSatisfy((n) => n >= 1),
            },
          ],
        },
      });

      await client.db('shop').createCollection('later');
      await waitFor('a change of the catalogue', async () => {
        return (valueIn(await metrics(), 'mongosync_cea_total_ddl_events_applied') ?? 0) > 0;
      });
      const crud = valueIn(await metrics(), 'mongosync_cea_total_crud_events_applied');
      expect(crud).toBe(valueIn(text, 'mongosync_cea_total_events_applied'));
      expect(await progress()).toMatchObject({ lag: { ddlLagSeconds: expect.any(Number) } });

      // Measured every ten seconds, for which this does not wait.
      Object.defineProperty(health, 'catchUpSeconds', { value: 7 });
      expect(await progress()).toMatchObject({ estimatedSecondsToCEACatchup: 7 });
      const { collectionCopy } = await progress();
      expect(collectionCopy).toMatchObject({ estimatedCopiedBytes: expect.toSatisfy((bytes) => bytes > 1) });
      expect(await post('pause', '{}')).toEqual({ status: 200, success: true });
      expect(await progress()).toMatchObject({
        ...{ state: 'PAUSED', lag: null, lagTimeSeconds: null, canCommit: false },
        ...{ info: 'change event application', ceaStage: 'steady state', collectionCopy },
      });
      expect(unfitFields(await progress())).toEqual([]);
      expect(await post('resume', '{}', 'text/plain')).toEqual({ status: 200, success: true });
      await sync.whenFollowing();
      const copiedBefore = expect.objectContaining({
        namespace: 'shop.or"ders',
        copiedDocuments: 2,
        changesApplied: 0,
      });
      // A run that finds everything copied tells what the one before it copied, and changes of its own.
      expect(await progress()).toMatchObject({
        collectionCopy,
        collections: { shown: expect.arrayContaining([copiedBefore]) },
        verification: { source: { phase: expect.stringMatching(/^(not started|initial hashing|stream hashing)$/) } },
      });
      expect(await post('commit', '{}')).toEqual({ status: 200, success: true });
      expect(unfitFields(await progress())).toEqual([]);
      await sync.whenCommitted();
      expect(unfitFields(await progress())).toEqual([]);
      expect(await progress()).toMatchObject({
        ...{ state: 'COMMITTED', canCommit: false, canWrite: true, info: 'commit completed' },
        collectionCopy,
      });
    } finally {
      health.stop();
      await server.close();
      if (sync.engine.state === 'RUNNING') await sync.engine.pause();
      await rm(spool.path, { recursive: true });
    }
  });
});

/** The API of a sync between servers that a test shares with others. */
class ServedSync implements AsyncDisposable {
  readonly sync: RunningSync;
  readonly #server: ReturnType<typeof apiServer>;
  readonly url: string;

  private constructor(sync: RunningSync, server: ReturnType<typeof apiServer>, url: string) {
    this.sync = sync;
    this.#server = server;
    this.url = url;
  }

  static async open(options: Parameters<typeof RunningSync.open>[0]): Promise<ServedSync> {
    const sync = await RunningSync.open(options);
    const { source, destination, engine } = sync;
    const health = new HealthProbe({ cluster0: source.client, cluster1: destination.client }, () => engine.run);
    const parts = { engine, health, addresses: {}, instanceId: 'test' };
    const server = apiServer({ ...parts, describe: () => ({ instance: 'test' }), onShutdown: () => {} });
    return new ServedSync(sync, server, await server.listen({ host: '127.0.0.1', port: 0 }));
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return await this.#answer(path, {});
  }

  async post(path: string, body: string): Promise<Record<string, unknown>> {
    return await this.#answer(path, { method: 'POST', body });
  }

  async progress(): Promise<Record<string, unknown>> {
    return (await this.get('/api/v1/progress'))['progress'] as Record<string, unknown>;
  }

  async #answer(path: string, init: RequestInit): Promise<Record<string, unknown>> {
    const response = await fetch(this.url + path, init);
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
    await this.sync[Symbol.asyncDispose]();
  }
}

/** As a program asks that is free to name any host, which fetch is not. */
async function answerTo(
  url: string,
  { body, ...options }: { method: string; path: string; headers: Record<string, string>; body: string },
): Promise<Record<string, unknown>> {
  const asking = request(url, options).end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: response.statusCode, ...((await json(response)) as Record<string, unknown>) };
}

/** All that is answered to what is sent, until the server ends the connection. */
async function whatIsHeard(url: string, sent: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const connection = connect(Number(port), hostname);
  connection.write(sent);
  return await readAll(connection);
}

describe('an answer of the API', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet(), startReplicaSet()]);
  });

  afterAll(async () => {
    await Promise.all([source?.[Symbol.asyncDispose](), destination?.[Symbol.asyncDispose]()]);
  });

  it('to a request that cannot be read says that it is at fault', async () => {
    await using served = await ServedSync.open({ sourceUri: source.uri, destinationUri: destination.uri });
    const large = JSON.stringify({ source: 'x'.repeat(4_000_000) });
    const refused = { success: false, error: 'InvalidRequest', errorDescription: expect.any(String) };
    expect(await served.post('/api/v1/start', large)).toEqual({ status: 413, ...refused });
    expect(await served.get('/%zz')).toEqual({ status: 400, ...refused });
  });

  it('to a web page that a browser shows on this machine is none, and nothing is done', async () => {
    await using served = await ServedSync.open({
      ...{ sourceUri: source.uri, destinationUri: destination.uri },
      start: {},
    });
    await served.sync.whenFollowing();
    await waitFor('a commit to be possible', () => served.sync.engine.canCommit);
    const { host } = new URL(served.url);
    const refused = { success: false, error: 'Forbidden', errorDescription: expect.any(String) };
    const asked = async (method: string, path: string, headers: Readonly<Record<string, string>>) =>
      await answerTo(served.url, { method, path, headers: { host, ...headers }, body: method === 'POST' ? '{}' : '' });
    const form = { origin: 'https://news.example', 'content-type': 'text/plain' };
    for (const path of ['commit', 'pause', 'reverse', 'godwit/undo-commit', 'godwit/shutdown']) {
      expect(await asked('POST', `/api/v1/${path}`, form)).toEqual({ status: 403, ...refused });
    }
    // A name of the page's that was made to lead here: the browser takes this for the page's own.
    const rebound = { host: 'news.example:27182', origin: 'http://news.example:27182' };
    expect(await asked('POST', '/api/v1/commit', rebound)).toEqual({ status: 403, ...refused });
    expect(await asked('GET', '/api/v1/progress', rebound)).toEqual({ status: 403, ...refused });
    expect(await asked('GET', '/metrics', rebound)).toEqual({ status: 403, ...refused });
    expect(served.sync.engine.state).toBe('RUNNING');
    // As curl has it, through a tunnel.
    expect(await asked('POST', '/api/v1/pause', { host: 'localhost:8080' })).toEqual({ status: 200, success: true });
  });

  it('to a request that never ends is that it took too long', async () => {
    await using served = await ServedSync.open({ sourceUri: source.uri, destinationUri: destination.uri });
    const head = 'POST /api/v1/start HTTP/1.1\r\nHost: localhost\r\n';
    const begun = ['', head, `${head}Content-Length: 2\r\n\r\n{`].map(
      async (text) => await whatIsHeard(served.url, text),
    );
    for (const answer of await Promise.all(begun)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that says who the process is stays short, however many collections there are', async () => {
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ n: 1 });
    await using there = await MongoClient.connect(destination.uri);
    await dropDatabases(there);
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using served = await ServedSync.open({ ...uris, start: {} });
    await served.sync.whenFollowing();
    expect(await served.get('/api/v1/godwit')).toEqual({ status: 200, instance: 'test' });
    expect(await served.get('/api/v1/godwit/collections')).toMatchObject({
      ...{ status: 200, success: true },
      collections: [{ namespace: 'shop.orders', state: 'live' }],
    });
  });

  it('of a process that takes a committed sync up tells where it stands', async () => {
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    {
      await using before = await RunningSync.open(uris);
      await before.commit();
    }
    await using served = await ServedSync.open(uris);
    expect(await served.progress()).toMatchObject({
      ...{ state: 'COMMITTED', canWrite: true, info: 'commit completed', ceaStage: 'steady state' },
    });
  });
});
