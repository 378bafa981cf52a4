import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { expectNoJargon, expectRefusal } from '../../../support/cli/refusal.ts';
import { ServerPair } from '../../../support/cli/server-pair.ts';
import { needs } from '../../../support/runner/needs.ts';
import type { MongodProcess } from '../../../support/servers/mongod-process.ts';
import { expectSameData } from '../../../support/verify/compare-clusters.ts';
import { waitFor } from '../../../support/wait-for.ts';

const run = promisify(execFile);

/** Puts a disk of a size of its own under a server's data, between a stop and a start. */
class SmallDisk implements AsyncDisposable {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param freeMB what is left for more data */
  static async under(server: MongodProcess, freeMB: number): Promise<SmallDisk> {
    const { directory } = server;
    const copy = await mkdtemp(join(tmpdir(), 'godwit-disk-'));
    await server.stop();
    await cp(directory, copy, { recursive: true });
    const { stdout } = await run('du', ['-sm', directory]);
    const size = Number.parseInt(stdout, 10) + freeMB;
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'none', directory]);
    await cp(copy, directory, { recursive: true });
    await rm(copy, { recursive: true });
    await server.restart();
    return new SmallDisk(directory);
  }

  async makeRoom(): Promise<void> {
    await run('mount', ['-o', 'remount,size=1500m', this.#directory]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('umount', ['--lazy', this.#directory]);
  }
}

describe('a destination', await needs({ mongod: '>=6.0', root: true, tool: ['mount', 'umount', 'du'] }), () => {
  it('whose disk fills is named within seconds, and the apply goes on when there is room', async () => {
    await using pair = await ServerPair.start();
    await pair.reset();
    const blobs = pair.sourceClient.db('shop').collection('blobs');
    const documents = () => Array.from({ length: 100 }, (_, at) => ({ at, noise: randomBytes(100_000) }));
    for (let batch = 0; batch < 12; batch += 1) await blobs.insertMany(documents());
    const server = pair.destination.members[0]!;
    await using disk = await SmallDisk.under(server, 60);
    await pair.destination.primary();
    await using project = await pair.project();
    // Found before anything is copied; whoever waives that learns it from the server.
    const foreseen = await project.godwit('plan');
    expect(foreseen).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('GW402') });
    await project.change({
      checks: { waive: [{ code: 'GW402', reason: 'to see what happens', expires: '2099-12-31' }] },
    });

    const running = project.start(['apply', '--auto-approve']);
    await waitFor('the server to end for want of room', () => !server.isRunning, { timeoutMs: 60_000 });
    await running.says('Waiting for a server that does not answer');
    expectRefusal(await project.godwit('status'), {
      code: 'GW502',
      says: [/The destination \(127\.0\.0\.1:\d+\) does not answer/, 'ECONNREFUSED'],
    });
    expect((await running.kill('SIGINT')).exitCode).toBe(130);
    expectNoJargon(project.printed);

    await disk.makeRoom();
    await server.restart();
    await pair.destination.primary();
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
    await expectSameData(pair.source.uri, pair.destination.uri, {
      ignoreCatalog: { indexOptions: ['unique', 'expireAfterSeconds', 'prepareUnique'] },
    });
  });
});
