/** `godwit sync` as a process of its own, driven over its HTTP API as `godwit apply` and other people's clients do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongosyncApiClient } from '../../../src/engines/mongosync/api-client.ts';
import { type ClusterTime, clusterTimeFromParts } from '../../../src/mongo/cluster-time.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** A question costs the process a little CPU. */
const askEveryMs = 50;
const limitMs = 60 * 60_000;

export interface SyncProcessOptions {
  readonly sourceUri: string;
  readonly destinationUri: string;
  readonly logDirectory: string;
  /** For Node itself: limits, profiles. */
  readonly nodeArgs?: readonly string[];
  /** Its own default when left out. */
  readonly loadLevel?: number | undefined;
  /** More of its options, by name. */
  readonly config?: Readonly<Record<string, unknown>>;
}

interface ClusterTimeParts {
  readonly t: number;
  readonly i: number;
}

/** What is waited for in the answers to `GET /api/v1/progress`. */
export interface SyncProgress {
  readonly state: string;
  readonly canCommit: boolean;
  readonly canWrite: boolean | null;
  readonly lagTimeSeconds: number | null;
  /** This and what follows is left out while the process is idle. */
  readonly appliedClusterTime?: ClusterTimeParts | null;
  readonly verifier?: {
    readonly watermark: ClusterTimeParts | null;
    readonly comparedDocuments: number;
    readonly mismatchCount: number;
  } | null;
  readonly failure?: { readonly code: string; readonly message: string } | null;
  readonly failedConstraints?: readonly unknown[];
  readonly lostChanges?: unknown;
  readonly collections?: { readonly copying: number } | null;
  readonly directionMapping?: { readonly Source: string } | null;
}

export class SyncProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #api: MongosyncApiClient;
  readonly url: string;

  private constructor(child: ChildProcess, exited: Promise<unknown>, url: string) {
    this.#child = child;
    this.#exited = exited;
    this.url = url;
    this.#api = new MongosyncApiClient(url);
  }

  /** Returns when the process listens; nothing is begun yet. */
  static async launch(options: SyncProcessOptions): Promise<SyncProcess> {
    const { sourceUri, destinationUri, logDirectory, nodeArgs = [], loadLevel, config: more } = options;
    const child = spawn(process.execPath, [...nodeArgs, program, 'sync', '--config', '-'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const config = { port: 0, logPath: logDirectory, ...more, ...(loadLevel === undefined ? {} : { loadLevel }) };
    child.stdin.end(JSON.stringify({ ...config, cluster0: sourceUri, cluster1: destinationUri }));
    for await (const line of createInterface({ input: child.stdout })) {
      return new SyncProcess(child, exited, JSON.parse(line).url);
    }
    await exited;
    throw new Error(`godwit sync ended without having listened:\n${said}`);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** @param request fields of the start request beside source and destination */
  async start(request: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.when('it to be idle', ({ state }) => state === 'IDLE');
    await this.#api.start({ source: 'cluster0', destination: 'cluster1', ...request });
  }

  async pause(): Promise<void> {
    await this.#api.pause();
  }

  async resume(): Promise<void> {
    await this.#api.resume();
  }

  /** Everything is copied, no index is being built, and hardly anything is left to apply. */
  async whenFollowing(): Promise<void> {
    await this.when('it to follow', ({ canCommit, lagTimeSeconds }) => canCommit && (lagTimeSeconds ?? 0) <= 2);
  }

  /** Everything at the source up to that time is on the destination. */
  async whenApplied(time: ClusterTime): Promise<void> {
    await this.when('the last write to be applied', ({ appliedClusterTime: applied }) => isSince(applied, time));
  }

  /** Everything as of that time was compared; returns how many documents. */
  async whenVerified(time: ClusterTime): Promise<number> {
    let compared = 0;
    await this.when('every document to be compared', ({ verifier }) => {
      if (!isSince(verifier?.watermark, time)) return false;
      compared = verifier!.comparedDocuments;
      if (verifier!.mismatchCount === 0) return true;
      throw new Error(`godwit found ${verifier!.mismatchCount} mismatches`);
    });
    return compared;
  }

  async progress(): Promise<SyncProgress> {
    return (await this.#api.progress()) as unknown as SyncProgress;
  }

  /** Asks for progress until the condition holds; throws at once when the sync has failed or the process has ended. */
  async when(what: string, condition: (progress: SyncProgress) => boolean): Promise<void> {
    for (const deadline = performance.now() + limitMs; performance.now() < deadline; await sleep(askEveryMs)) {
      const progress = await this.progress();
      if (progress.failure) throw new Error(`The sync failed: ${progress.failure.message}`);
      if (condition(progress)) return;
    }
    throw new Error(`Waited an hour in vain for ${what}`);
  }

  /** Instead of all limits so far. */
  async changeLoad(load: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#api.godwit('load', load);
  }

  /** Returns when it is committed. */
  async commit(): Promise<void> {
    await this.#api.commit();
    await this.when('the commit to end', ({ state }) => state === 'COMMITTED');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when it has ended by itself. */
  async whenEnded(): Promise<void> {
    await this.#exited;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** Lets it end in order. */
  async end(): Promise<void> {
    if (!this.hasEnded) this.#child.kill('SIGTERM');
    await this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

export function isSince(parts: ClusterTimeParts | null | undefined, time: ClusterTime): boolean {
  return parts !== null && parts !== undefined && clusterTimeFromParts(parts) >= time;
}
