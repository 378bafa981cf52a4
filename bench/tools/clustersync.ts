import type { ClusterTime } from '../../src/mongo/cluster-time.ts';
import { findFreePort } from '../../test/support/servers/free-port.ts';
import { findOnPath } from '../../test/support/servers/mongod/find-mongod.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import type { Arena } from '../arena.ts';
import { until } from '../until.ts';
import { Child } from './child.ts';
import type { OnlineProcess, OnlineTool } from './tool.ts';

/** Percona ClusterSync for MongoDB with its own settings. */
export function clusterSync(): OnlineTool {
  const program = process.env['GODWIT_PCSM'] ?? findOnPath('pcsm');
  const missing = program === undefined ? 'neither is pcsm on PATH nor GODWIT_PCSM set' : undefined;
  const launch = async (arena: Arena) => await ClusterSyncProcess.launch(program!, arena);
  return { id: 'clustersync', name: 'Percona ClusterSync', missing, launch };
}

interface Status {
  readonly ok: boolean;
  readonly error?: string;
  readonly state: string;
  readonly lastReplicatedOpTime?: { readonly ts: string };
  readonly initialSync?: { readonly completed: boolean };
}

class ClusterSyncProcess implements OnlineProcess {
  /** The time that it tells runs ahead of what it has applied. */
  readonly knowsWhenApplied = false;
  readonly #child: Child;
  readonly #url: string;

  private constructor(child: Child, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async launch(program: string, { source, destination, directory }: Arena): Promise<ClusterSyncProcess> {
    const port = await findFreePort();
    const args = ['--source', source.uri, '--target', destination.uri, '--port', String(port), '--log-no-color'];
    const child = new Child([program, ...args], { name: 'pcsm', directory });
    const launched = new ClusterSyncProcess(child, `http://127.0.0.1:${port}`);
    await waitFor('ClusterSync to listen', async () => child.hasEnded || (await launched.#status()) !== undefined);
    if (child.hasEnded) throw new Error(`ClusterSync did not start:\n${await child.lastWords()}`);
    return launched;
  }

  get pid(): number {
    return this.#child.pid;
  }

  async start(): Promise<void> {
    await this.#post('start');
  }

  async whenFollowing(): Promise<void> {
    await this.#when('ClusterSync to follow', ({ initialSync }) => initialSync?.completed === true);
  }

  async pause(): Promise<void> {
    await this.#post('pause');
    await this.#when('ClusterSync to pause', ({ state }) => state === 'paused');
  }

  async resume(): Promise<void> {
    await this.#post('resume');
  }

  async whenApplied(time: ClusterTime): Promise<void> {
    await this.#when('ClusterSync to have read everything', ({ lastReplicatedOpTime }) => {
      const [seconds = '0', ordinal = '0'] = lastReplicatedOpTime?.ts.split('.') ?? [];
      return ((BigInt(seconds) << 32n) | BigInt(ordinal)) >= time;
    });
  }

  async end(): Promise<void> {
    await this.#child.end();
  }

  async #when(what: string, condition: (status: Status) => boolean): Promise<void> {
    await until(what, async () => {
      const status = await this.#status();
      if (status.state !== 'failed') return condition(status);
      throw new Error(`ClusterSync failed: ${status.error ?? (await this.#child.lastWords())}`);
    });
  }

  async #status(): Promise<Status> {
    return (await (await fetch(`${this.#url}/status`)).json()) as Status;
  }

  async #post(command: string): Promise<void> {
    const response = await fetch(`${this.#url}/${command}`, { method: 'POST', body: '{}' });
    const { ok, error } = (await response.json()) as { ok: boolean; error?: string };
    if (!ok) throw new Error(`ClusterSync refused ${command}: ${error ?? response.status}`);
  }
}
