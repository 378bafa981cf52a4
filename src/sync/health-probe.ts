import { secondsOf } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { readOplogWindow } from '../mongo/oplog-window.ts';
import type { SyncRun } from './sync-run.ts';

const pingEveryMs = 30_000;
const oplogEveryMs = 5 * 60_000;
const lagEveryMs = 10_000;

/** Measures, now and then, what the progress answer tells beside the sync's own figures. */
export class HealthProbe {
  readonly #clients: Readonly<Record<string, MongoClient>>;
  readonly #run: () => SyncRun | undefined;
  readonly #pingMs = new Map<string, number>();
  #oplogSecondsRemaining: number | undefined;
  #lag: { readonly at: number; readonly seconds: number } | undefined;
  #catchUpSeconds: number | undefined;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(clients: Readonly<Record<string, MongoClient>>, run: () => SyncRun | undefined) {
    this.#clients = clients;
    this.#run = run;
  }

  start(): void {
    const every = (ms: number, task: () => void) => {
      task();
      this.#timers.push(setInterval(task, ms).unref());
    };
    every(pingEveryMs, () => void this.#ping());
    every(oplogEveryMs, () => void this.#readOplog());
    every(lagEveryMs, () => this.#watchLag());
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Milliseconds of the last ping; -1 when it failed; `undefined` before the first. */
  pingMs(label: string): number | undefined {
    return this.#pingMs.get(label);
  }

  /** Seconds until the source's oplog begins to pass what was not read of it yet, if nothing more were read. */
  get oplogSecondsRemaining(): number | undefined {
    return this.#oplogSecondsRemaining;
  }

  /** Seconds until the lag is worked off at its present trend; `undefined` while it does not fall. */
  get catchUpSeconds(): number | undefined {
    return this.#catchUpSeconds;
  }

  async #ping(): Promise<void> {
    for (const [label, client] of Object.entries(this.#clients)) {
      const before = performance.now();
      try {
        await client.db('admin').command({ ping: 1 });
        this.#pingMs.set(label, Math.round(performance.now() - before));
      } catch {
        this.#pingMs.set(label, -1);
      }
    }
  }

  async #readOplog(): Promise<void> {
    const run = this.#run();
    if (run === undefined) return;
    const window = await readOplogWindow(run.context.source.client);
    if (window === undefined) return;
    this.#oplogSecondsRemaining = Math.max(0, secondsOf(run.readTime) - secondsOf(window.oldest));
  }

  #watchLag(): void {
    const run = this.#run();
    if (run === undefined) return;
    const now = { at: performance.now(), seconds: run.lagSeconds };
    const before = this.#lag;
    this.#lag = now;
    if (before === undefined || now.seconds >= before.seconds) {
      this.#catchUpSeconds = now.seconds === 0 ? 0 : undefined;
      return;
    }
    const fallPerSecond = (before.seconds - now.seconds) / ((now.at - before.at) / 1000);
    this.#catchUpSeconds = Math.round(now.seconds / fallPerSecond);
  }
}
