import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { godwit } from '../../unit/cli/support.ts';
import { directoryOf } from '../../unit/spec/support.ts';

describe('godwit init on a real server', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let uri: string;
  beforeAll(async () => {
    source = await startReplicaSet({ version: '6.0', auth: true });
    uri = await source.createUser({ user: 'looker', password: 'Pl4nted-Secret' }, [
      'readAnyDatabase',
      'clusterMonitor',
    ]);
    await using client = new MongoClient(source.uri);
    await client
      .db('shop')
      .collection('orders')
      .insertMany([{ number: 1 }, { number: 2 }]);
  });
  afterAll(async () => await source[Symbol.asyncDispose]());

  it('writes a file that validates, and no secret', async () => {
    await using directory = await directoryOf({});
    const at = { cwd: directory.path, env: { GODWIT_SOURCE: uri } };
    const made = await godwit(['init', '--name', 'orders-away', '--database', 'shop'], at);
    expect([made.exitCode, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^Wrote godwit\.yaml\.[\s\S]*SOURCE_URI[\s\S]*Next: godwit validate --online\n$/);
    const text = await readFile(join(directory.path, 'godwit.yaml'), 'utf8');
    expect(text).toMatch(/2 documents, \d+ B, in 1 collection\n/);
    expect(`${text}${made.stdout}`).not.toContain('Pl4nted-Secret');
    const env = { SOURCE_URI: source.uri, DESTINATION_URI: source.uri };
    expect((await godwit(['validate', '--strict'], { cwd: directory.path, env })).exitCode).toBe(0);
    // Looked at for real, the one thing that is wrong with it is that it leads back to where it came from.
    const online = await godwit(['validate', '--online', '--format', 'json'], { cwd: directory.path, env });
    const errors = JSON.parse(online.stdout).diagnostics.filter(
      (one: { severity: string }) => one.severity === 'error',
    );
    expect(errors.map(({ code }: { code: string }) => code)).toEqual(['GW103', 'GW202']);
  });

  it('proposes a cluster in Atlas by what it measured', async () => {
    await using directory = await directoryOf({});
    const flags = ['--atlas-project', '64f0c0ffee0000000000beef', '--region', 'EU_WEST_1', '--stdout'];
    const { exitCode, stdout } = await godwit(['init', '--source', uri, ...flags], { cwd: directory.path });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/tier: M\d+\n/);
    expect(stdout).toMatch(/the source has [\d.]+ GB of memory and \d+ core/);
    expect(stdout).toMatch(/mongoDBVersion: "7\.0"/);
  });

  it('does not replace a file unasked', async () => {
    await using directory = await directoryOf({});
    await writeFile(join(directory.path, 'godwit.yaml'), 'mine');
    const refused = await godwit(['init', '--source', uri], { cwd: directory.path });
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('--force')]);
    expect(await readFile(join(directory.path, 'godwit.yaml'), 'utf8')).toBe('mine');
    expect((await godwit(['init', '--source', uri, '--force'], { cwd: directory.path })).exitCode).toBe(0);
  });

  it('says what is missing or wrong, without a question where nobody can answer', async () => {
    await using directory = await directoryOf({});
    const at = { cwd: directory.path };
    expect((await godwit(['init'], at)).stderr).toContain('--source is missing');
    expect((await godwit(['init', '--source', uri, '--name', 'No Name'], at)).stderr).toContain('--name cannot be');
    const wrong = await godwit(['init', '--source', uri.replace('Pl4nted-Secret', 'Wr0ng-Secret')], at);
    expect(wrong.stderr).toMatch(/GW503/);
    expect(wrong.stderr).not.toContain('Wr0ng-Secret');
  });
});
