import { cpus, freemem, totalmem } from 'node:os';
import { secondsOf } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { readOplogWindow } from '../mongo/oplog-window.ts';
import type { SyncRun } from './sync-run.ts';

const pingEveryMs = 30_000;
const oplogEveryMs = 5 * 60_000;
const lagEveryMs = 10_000;
const hostEveryMs = 10_000;

/** Upper bounds of the classes that pings are counted in, in milliseconds: those of OpenTelemetry. */
const pingBoundsMs = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000] as const;

/** Answered pings of one cluster. */
export interface PingDistribution {
  readonly count: number;
  readonly sumMs: number;
  /** How many took no longer than each bound. */
  readonly upTo: readonly (readonly [boundMs: number, count: number])[];
}

/** Of the machine that the engine runs on, since the last look. */
export interface HostLoad {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

/** Measures, now and then, what the progress answer tells beside the sync's own figures. */
export class HealthProbe {
  readonly #clients: Readonly<Record<string, MongoClient>>;
  readonly #run: () => SyncRun | undefined;
  readonly #pingMs = new Map<string, number>();
  readonly #answeredMs = new Map<string, { count: number; sumMs: number; readonly upTo: number[] }>();
  #cpu = cpuTimes();
  #host: HostLoad | undefined;
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
    every(hostEveryMs, () => this.#lookAtHost());
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

  /** Of the pings that were answered; `undefined` before the first. */
  pings(label: string): PingDistribution | undefined {
    const answered = this.#answeredMs.get(label);
    if (answered === undefined) return undefined;
    const { count, sumMs, upTo } = answered;
    return { count, sumMs, upTo: pingBoundsMs.map((bound, index) => [bound, upTo[index]!]) };
  }

  get host(): HostLoad | undefined {
    return this.#host;
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
        const ms = performance.now() - before;
        this.#pingMs.set(label, Math.round(ms));
        this.#count(label, ms);
      } catch {
        this.#pingMs.set(label, -1);
      }
    }
  }

  #count(label: string, ms: number): void {
    const answered = this.#answeredMs.get(label) ?? { count: 0, sumMs: 0, upTo: pingBoundsMs.map(() => 0) };
    this.#answeredMs.set(label, answered);
    answered.count += 1;
    answered.sumMs += ms;
    for (const [index, bound] of pingBoundsMs.entries()) if (ms <= bound) answered.upTo[index]! += 1;
  }

  #lookAtHost(): void {
    const [before, now] = [this.#cpu, cpuTimes()];
    this.#cpu = now;
    const passed = now.total - before.total;
    if (passed <= 0) return;
    const cpuPercent = (100 * (passed - (now.idle - before.idle))) / passed;
    this.#host = { cpuPercent, memoryPercent: 100 * (1 - freemem() / totalmem()) };
  }

  async #readOplog(): Promise<void> {
    const run = this.#run();
    if (run === undefined) return;
    const window = await readOplogWindow(run.context.source.client);
    if (window === undefined) return;
    const behindSeconds = Math.max(0, secondsOf(window.newest) - secondsOf(run.readTime));
    this.#oplogSecondsRemaining = Math.max(0, window.reachSeconds - behindSeconds);
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

function cpuTimes(): { readonly idle: number; readonly total: number } {
  let [idle, total] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.irq + times.idle;
  }
  return { idle, total };
}
