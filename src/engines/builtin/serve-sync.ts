/**
 * The built-in engine as a process: connections, engine, verifier, HTTP API and log, put together and taken apart again.
 * `godwit sync` is a thin shell around it.
 */

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runGuardian } from '../../guardian/guardian.ts';
import { deferred } from '../../lib/deferred.ts';
import { EnvironmentError, messageOf, UserError } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import { type ConnectedCluster, connectCluster } from '../../mongo/connect.ts';
import type { SyncTuning } from '../../sync/build-run.ts';
import { FencedOffError } from '../../sync/checkpoint/metadata.ts';
import { HealthProbe } from '../../sync/health-probe.ts';
import { apiServer } from '../../sync/http/api-server.ts';
import { divideMemory, type MemoryDivision } from '../../sync/memory.ts';
import { SyncEngine } from '../../sync/sync-engine.ts';
import type { SyncLog } from '../../sync/sync-log.ts';
import { verificationBeside } from '../../verify/verification.ts';
import { MongosyncApiClient } from '../mongosync/api-client.ts';
import type { ApiExposure } from './api-exposure.ts';
import { copyWorkers } from './copy-workers.ts';
import { heapOptions, isHeapUnlimited } from './heap-limit.ts';
import { prepareSpool, type SpoolWish } from './prepare-spool.ts';

export interface ServeSyncOptions {
  readonly cluster0: Secret;
  readonly cluster1: Secret;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly exposure: ApiExposure;
  readonly id: string;
  readonly loadLevel: 1 | 2 | 3 | 4;
  readonly spool?: SpoolWish | undefined;
  /** Threads for the copy beside the main one. */
  readonly workers: number;
  /** What the process may take; the engine's own measure when left out. */
  readonly maxMemoryBytes?: number | undefined;
  readonly version: string;
  /** End when no sync was begun or found for so long; for processes that others start. */
  readonly idleExitSeconds?: number | undefined;
  readonly log: SyncLog;
}

/** What the process does at once, by mongosync's load levels. */
const tunings: Readonly<Record<1 | 2 | 3 | 4, SyncTuning>> = {
  1: { copyParallelism: 1, writeParallelism: 4 },
  2: { copyParallelism: 2, writeParallelism: 8 },
  3: { copyParallelism: 4, writeParallelism: 16 },
  4: { copyParallelism: 8, writeParallelism: 32 },
};

/**
 * Most of what the engine leaves behind are buffers outside of the heap, which V8 counts like objects: beside a heap of
 * 20 MB each further 17 MB of them made it mark the whole heap again. How much may come before it does so again is a share
 * of what lives: twice as much while documents are copied, where little lives, and once afterwards, because with more the
 * limit of 300 MB would be passed while large documents are followed (docs/performance.md).
 */
function collectSeldom(engine: SyncEngine): void {
  let percent = 0;
  const adapt = () => {
    const wanted = engine.run?.isCopied === false ? 200 : 100;
    if (wanted !== percent) setFlagsFromString(`--heap-growing-percent=${wanted}`);
    percent = wanted;
  };
  adapt();
  setInterval(adapt, 1_000).unref();
}

/** Serves until the signal, or until the API is asked to shut down. */
export async function serveSync(
  options: ServeSyncOptions,
  signal: AbortSignal,
  onListening: (address: { readonly url: string; readonly instance: string }) => void,
): Promise<void> {
  const { log } = options;
  const memory = divideMemory({ maxBytes: options.maxMemoryBytes, workers: options.workers });
  const spool = options.spool && (await prepareSpool(options.spool));
  await using cluster0 = await connectCluster({ uri: options.cluster0, role: 'cluster0' });
  await using cluster1 = await connectCluster({ uri: options.cluster1, role: 'cluster1' });
  refuseUnusable(cluster0, cluster1);
  const ended = deferred();
  const guarding = new AbortController();
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  const instance = randomUUID();
  const holder = { host: hostname(), pid: process.pid, url: '', instance, version: options.version };
  const engine = new SyncEngine({
    clusters: { cluster0, cluster1 },
    holder,
    tuning: { ...tunings[options.loadLevel], spool, copyWorkers: copyWorkers(options.workers), memory },
    log,
    verification: verificationBeside({ canCompareUuid: cluster0.facts.canCompareUuid }),
  });
  collectSeldom(engine);
  const health = new HealthProbe({ cluster0: cluster0.client, cluster1: cluster1.client }, () => engine.run);
  const addresses = { cluster0: cluster0.address, cluster1: cluster1.address };
  const server = apiServer({
    engine,
    health,
    addresses,
    instanceId: options.id,
    describe: () => ({ ...holder, state: engine.state, clusters: addresses }),
    onShutdown: () => ended.resolve(),
    ...options.exposure,
  });
  try {
    holder.url = await listen(server, options);
    onListening({ url: holder.url, instance });
    log.info('Version info', { version: options.version, node: process.version });
    if (options.maxMemoryBytes !== undefined) tellMemory(memory, log);
    health.start();
    engine.recover().catch((error: unknown) => ended.reject(error));
    engine.whenFenced.catch((error: unknown) => ended.reject(error));
    void guard(engine, { cluster0, cluster1 }, instance, options, guarding.signal);
    endWhenIdle(engine, options.idleExitSeconds, ended.resolve);
    await ended.promise;
  } catch (error) {
    log.error('The process ends with an error', { reason: messageOf(error), fenced: error instanceof FencedOffError });
    throw error;
  } finally {
    guarding.abort();
    health.stop();
    await engine.shutDown();
    await server.close();
  }
}

function tellMemory(memory: MemoryDivision, log: SyncLog): void {
  log.info('Memory', { ...memory });
  if (!isHeapUnlimited(memory)) return;
  log.warn('V8 may take more than its part of the memory: only who starts the process can limit it', {
    hint: `NODE_OPTIONS="${heapOptions(memory)}"`,
  });
}

/** Watches over cutovers of the sync that this process carries out. */
async function guard(
  engine: SyncEngine,
  clusters: Readonly<Record<'cluster0' | 'cluster1', ConnectedCluster>>,
  instance: string,
  { log }: ServeSyncOptions,
  signal: AbortSignal,
): Promise<void> {
  await runGuardian({
    source: clusters.cluster0.client,
    destination: clusters.cluster1.client,
    name: `sync process ${process.pid} on ${hostname()} (${instance})`,
    signal,
    log: (message, fields) => log.warn(message, fields),
    onTakenBack: async () => await engine.takeBackHeldCommit(),
  });
}

function endWhenIdle(engine: SyncEngine, seconds: number | undefined, end: () => void): void {
  if (seconds === undefined) return;
  let idleSince = performance.now();
  setInterval(() => {
    if (engine.state !== 'IDLE') idleSince = performance.now();
    else if (performance.now() - idleSince > seconds * 1000) end();
  }, 1_000).unref();
}

async function listen(server: ReturnType<typeof apiServer>, { host, port }: ServeSyncOptions): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new EnvironmentError('GW905', {
      summary: `Port ${port} on ${host} is in use`,
      detail: await whoListens(`http://${host}:${port}`),
      hint: 'Choose another --port (0 takes a free one)',
      cause: error,
    });
  }
}

/** Another sync says which clusters it works for; nothing else is asked anything. */
async function whoListens(url: string): Promise<string> {
  try {
    const { clusters, pid } = await new MongosyncApiClient(url).send(
      'GET',
      '/api/v1/godwit',
      undefined,
      AbortSignal.timeout(1_000),
    );
    const { cluster0, cluster1 } = clusters as Record<string, string>;
    return `A sync engine for ${cluster0} and ${cluster1} listens there (pid ${pid})`;
  } catch {
    return 'Another program listens there';
  }
}

/** What no sync can be made of, told before anything is begun. */
function refuseUnusable(cluster0: ConnectedCluster, cluster1: ConnectedCluster): void {
  for (const [label, { facts, address }] of Object.entries({ cluster0, cluster1 })) {
    if (facts.topology !== 'standalone') continue;
    throw new UserError('GW102', {
      summary: `${label} (${address}) is a standalone server, and a sync needs an oplog`,
      hint: 'Restart it with --replSet NAME and run rs.initiate() once: it becomes a replica set of one member',
    });
  }
  if (isSameCluster(cluster0, cluster1)) {
    throw new UserError('GW103', {
      summary: `Source and destination are the same cluster (${cluster0.address})`,
      hint: 'Check both connection strings',
    });
  }
}

function isSameCluster(a: ConnectedCluster, b: ConnectedCluster): boolean {
  const isSameProcess = a.facts.processId !== undefined && a.facts.processId === b.facts.processId;
  const sharesMember =
    a.facts.setName === b.facts.setName && a.facts.hosts.some((host) => b.facts.hosts.includes(host));
  return isSameProcess || sharesMember;
}
