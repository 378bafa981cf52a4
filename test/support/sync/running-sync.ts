/** The built-in engine between two servers, inside the test's own process: quick to start, to watch and to end. */
import { randomUUID } from 'node:crypto';
import { isGodwitError } from '../../../src/lib/errors.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { type ConnectedCluster, connectCluster } from '../../../src/mongo/connect.ts';
import type { SyncTuning } from '../../../src/sync/build-run.ts';
import { SyncEngine } from '../../../src/sync/sync-engine.ts';
import type { SyncLog } from '../../../src/sync/sync-log.ts';
import { verificationBeside } from '../../../src/verify/verification.ts';
import { waitFor } from '../wait-for.ts';
import { copyWorkersAsked } from './copy-workers.ts';

export interface RunningSyncOptions {
  readonly sourceUri: string;
  readonly destinationUri: string;
  /** Fields of the start request beside source and destination. */
  readonly start?: Readonly<Record<string, unknown>>;
  readonly tuning?: Partial<SyncTuning>;
  /** Short in tests of crashes, which wait for it. */
  readonly leaseMs?: number;
  /** Short in tests of what stands still. */
  readonly stuckAfterMs?: number;
  /** Called whenever a run is being made, before it is there. */
  readonly onVerification?: (sync: RunningSync) => void;
  /** Short in tests of connections that fall silent. */
  readonly silenceLookMs?: number;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A sync that a test drives. */
export class RunningSync implements AsyncDisposable {
  readonly engine: SyncEngine;
  readonly log: LogLine[] = [];
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  #isClosed = false;

  private constructor(
    source: ConnectedCluster,
    destination: ConnectedCluster,
    { tuning, leaseMs = 10_000, stuckAfterMs, onVerification }: RunningSyncOptions,
  ) {
    this.source = source;
    this.destination = destination;
    this.engine = new SyncEngine({
      clusters: { cluster0: source, cluster1: destination },
      holder: { host: 'test', pid: process.pid, url: 'none', instance: randomUUID(), version: '0.0.0' },
      tuning: { copyParallelism: 4, writeParallelism: 16, copyWorkers: copyWorkersAsked(), ...tuning },
      log: logInto(this.log),
      leaseMs,
      ...(stuckAfterMs === undefined ? {} : { stuckAfterMs }),
      verification: (sync) => {
        onVerification?.(this);
        return verificationBeside({ canCompareUuid: source.facts.canCompareUuid })(sync);
      },
    });
  }

  /** Connects, and goes on with a sync that is there or, with `start`, begins one. */
  static async open(options: RunningSyncOptions): Promise<RunningSync> {
    const { sourceUri, destinationUri, start, silenceLookMs } = options;
    const connect = async (uri: string, role: string) =>
      await connectCluster({ uri: new Secret(uri, 'test'), role, silenceLookMs });
    const source = await connect(sourceUri, 'source');
    const destination = await connect(destinationUri, 'destination');
    const sync = new RunningSync(source, destination, options);
    await sync.engine.recover();
    if (start !== undefined) await sync.engine.start({ source: 'cluster0', destination: 'cluster1', ...start });
    return sync;
  }

  /** Everything copied, indexes built, lag small. */
  async whenFollowing(): Promise<void> {
    await this.#when('the sync to follow', () => this.engine.canCommit);
  }

  async whenCopied(): Promise<void> {
    await this.#when('the copy to end', () => this.engine.run?.isCopied === true);
  }

  /** Everything that is on the source by now is compared. */
  async whenVerified(): Promise<void> {
    const { operationTime } = await this.source.client.db('admin').command({ ping: 1 });
    const now = clusterTimeOf(operationTime);
    await this.#when('the comparison', () => (this.engine.run?.verification?.status().watermark ?? 0n) >= now);
  }

  /** Commits and waits for the end; what is then on the destination is what applications would find. */
  async commit(): Promise<void> {
    while (!(await this.#isCommitTaken()));
    await this.whenCommitted();
  }

  /** It may not be at any moment: what is followed may be an index that has to be built. */
  async #isCommitTaken(): Promise<boolean> {
    await this.whenFollowing();
    try {
      await this.engine.commit({});
      return true;
    } catch (error) {
      if (isGodwitError(error) && error.code === 'GW902') return false;
      throw error;
    }
  }

  async whenCommitted(): Promise<void> {
    await this.#when('the commit to end', () => this.engine.state === 'COMMITTED');
  }

  /** Ends the engine as a crash would: no last checkpoint, and the lease runs on. */
  async crash(): Promise<void> {
    this.#isClosed = true;
    const ended = this.engine.abandon();
    await this.#close();
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    await this.engine.shutDown();
    await this.#close();
  }

  async #when(what: string, condition: () => boolean): Promise<void> {
    await waitFor(what, () => this.engine.failure !== undefined || condition(), { timeoutMs: 120_000 });
    if (this.engine.failure !== undefined) throw this.engine.failure;
  }

  async #close(): Promise<void> {
    await this.source[Symbol.asyncDispose]();
    await this.destination[Symbol.asyncDispose]();
  }
}

function logInto(lines: LogLine[]): SyncLog {
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, message, fields });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
