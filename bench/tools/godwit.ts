import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongosyncApiClient } from '../../src/engines/mongosync/api-client.ts';
import { type ClusterTime, clusterTimeFromParts } from '../../src/mongo/cluster-time.ts';
import type { Arena } from '../arena.ts';
import { until } from '../until.ts';
import { Child } from './child.ts';
import type { LaunchOptions, OnlineProcess, OnlineTool } from './tool.ts';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface GodwitOptions {
  readonly loadLevel?: number | undefined;
  /** Where Node's CPU profiles go, if any are to be taken. */
  readonly profile?: string | undefined;
}

/** The built-in engine as people run it, `godwit sync`, driven over its HTTP API. */
export function godwit(options: GodwitOptions = {}): OnlineTool {
  return { id: 'godwit', name: 'godwit', launch: async (arena, launch) => await launchGodwit(arena, options, launch) };
}

export async function launchGodwit(
  { source, destination, directory }: Arena,
  { loadLevel, profile }: GodwitOptions,
  { verification = false }: LaunchOptions = {},
): Promise<GodwitProcess> {
  if (profile !== undefined) mkdirSync(profile, { recursive: true });
  const nodeOptions = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const child = new Child([process.execPath, ...nodeOptions, program, 'sync', '--config', '-'], {
    name: 'godwit',
    directory,
    stdio: ['pipe', 'pipe'],
  });
  const config = { port: 0, logPath: directory, ...(loadLevel === undefined ? {} : { loadLevel }) };
  child.process.stdin!.end(JSON.stringify({ ...config, cluster0: source.uri, cluster1: destination.uri }));
  return new GodwitProcess(child, await addressOf(child), verification);
}

/** It prints one line when it listens. */
async function addressOf(child: Child): Promise<string> {
  for await (const line of createInterface({ input: child.process.stdout! })) return JSON.parse(line).url;
  await child.whenDone();
  throw new Error('godwit sync ended without having listened');
}

/** What the answer of `GET /api/v1/progress` holds of what is waited for here. */
interface Progress {
  readonly state: string;
  readonly canCommit: boolean;
  readonly lagTimeSeconds: number | null;
  readonly appliedClusterTime: ClusterTimeParts | null;
  readonly verifier: Verifier | null;
  /** Left out while it is idle. */
  readonly failure?: { readonly message: string } | null;
}

interface ClusterTimeParts {
  readonly t: number;
  readonly i: number;
}

interface Verifier {
  readonly watermark: ClusterTimeParts | null;
  readonly comparedDocuments: number;
  readonly mismatchCount: number;
}

class GodwitProcess implements OnlineProcess {
  readonly knowsWhenApplied = true;
  readonly #child: Child;
  readonly #api: MongosyncApiClient;
  readonly #verification: boolean;

  constructor(child: Child, url: string, verification: boolean) {
    this.#child = child;
    this.#api = new MongosyncApiClient(url);
    this.#verification = verification;
  }

  get pid(): number {
    return this.#child.pid;
  }

  async start(): Promise<void> {
    await this.#when('it to be idle', ({ state }) => state === 'IDLE');
    const verification = { enabled: this.#verification };
    await this.#api.start({ source: 'cluster0', destination: 'cluster1', verification });
  }

  /** `canCommit` says that all is copied and no index is being built. */
  async whenFollowing(): Promise<void> {
    await this.#when('it to follow', ({ canCommit, lagTimeSeconds }) => canCommit && (lagTimeSeconds ?? 0) <= 2);
  }

  async pause(): Promise<void> {
    await this.#api.pause();
  }

  async resume(): Promise<void> {
    await this.#api.resume();
  }

  async whenApplied(time: ClusterTime): Promise<void> {
    await this.#when('the last write to be applied', ({ appliedClusterTime }) => {
      return appliedClusterTime !== null && clusterTimeFromParts(appliedClusterTime) >= time;
    });
  }

  /** Everything as of that time was compared; returns how many documents. */
  async whenVerified(time: ClusterTime): Promise<number> {
    let compared = 0;
    await this.#when('every document to be compared', ({ verifier }) => {
      const watermark = verifier?.watermark;
      if (verifier === null || !watermark || clusterTimeFromParts(watermark) < time) return false;
      if (verifier.mismatchCount > 0) throw new Error(`godwit found ${verifier.mismatchCount} mismatches`);
      compared = verifier.comparedDocuments;
      return true;
    });
    return compared;
  }

  async end(): Promise<void> {
    await this.#child.end();
  }

  async #when(what: string, condition: (progress: Progress) => boolean): Promise<void> {
    await until(what, async () => {
      const progress = (await this.#api.progress()) as unknown as Progress;
      if (progress.failure) throw new Error(`godwit failed: ${progress.failure.message}`);
      return condition(progress);
    });
  }
}
