import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatedProject } from '../../../support/cli/gated-pair.ts';
import { LedgerGate } from '../../../support/cli/ledger-gate.ts';
import type { GodwitProject } from '../../../support/cli/project.ts';
import { expectRefusal } from '../../../support/cli/refusal.ts';
import { ServerPair } from '../../../support/cli/server-pair.ts';
import { needs } from '../../../support/runner/needs.ts';
import { findFreePort } from '../../../support/servers/free-port.ts';

const fileLedger = { ledger: { type: 'file', file: { path: '.ledger' } } };
const nobody = 65_534;

describe('an apply among other things on the machine', await needs({ mongod: '>=6.0' }), async () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  const withLedger = async (content: string | Uint8Array) => {
    const project = await pair.project({ file: fileLedger });
    await mkdir(join(project.directory, '.ledger/shop'), { recursive: true });
    await writeFile(join(project.directory, '.ledger/shop/ledger.jsonl'), content);
    return project;
  };

  it('refuses a destination that holds data, and names them', async () => {
    await pair.destinationClient.db('crm').collection('customers').insertOne({});
    await using project = await pair.project();
    for (const command of [['plan'], ['apply', '--auto-approve']]) {
      expectRefusal(await project.godwit(...command), {
        code: 'GW202',
        exitCode: 3,
        says: ['holds data already: crm.customers', 'existingData: keep'],
      });
    }
    expect(project.engines).toEqual([]);
  });

  it.each<readonly [what: string, content: string | Uint8Array, says: string]>([
    ['empty', '', 'it has no header'],
    ['10 MB of noise', new Uint8Array(10_000_000).fill(0xfe), 'is damaged'],
  ])('refuses a ledger that is %s', async (_, content, says) => {
    await using project = await withLedger(content);
    // All commands read it by the same way; what else may be wrong with it: test/integration/ledger/file-store.test.ts.
    const commands =
      content === '' ? [['plan'], ['status'], ['apply', '--auto-approve']] : [['apply', '--auto-approve']];
    for (const command of commands) {
      expectRefusal(await project.godwit(...command), {
        code: 'GW805',
        says: [says, '.ledger/shop/ledger.jsonl', 'nothing was changed'],
      });
    }
    expect(project.engines).toEqual([]);
  });

  it('goes on with a ledger whose last line was never finished', async () => {
    await using project = await withLedger('{"godwitLedger":1,"migration":"shop"}\n{"serial":1,"kind":"runSta');
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
  });

  it('refuses a ledger that it may not write', await needs({ root: true }), async () => {
    await using project = await pair.project({ file: fileLedger });
    const asNobody = { uid: nobody, env: { HOME: project.directory } };
    await chmod(project.directory, 0o755);
    expectRefusal(await project.start(['apply', '--auto-approve'], asNobody).result, {
      code: 'GW807',
      says: ['.ledger/shop/ledger.jsonl) cannot be written', 'EACCES', 'Check the permissions'],
    });
    await mkdir(join(project.directory, '.ledger'));
    await chown(join(project.directory, '.ledger'), nobody, nobody);
    expectRefusal(await project.start(['apply', '--auto-approve'], asNobody).result, {
      code: 'GW916',
      says: ['The log of the sync engine cannot be written', 'engine.builtin.logPath'],
    });
    await chown(project.directory, nobody, nobody);
    expect((await project.start(['apply', '--auto-approve'], asNobody).result).exitCode).toBe(0);
  });

  it.runIf(process.getuid?.() === 0)(
    'says that the disk of the ledger is full, and goes on when it is not',
    async () => {
      await using project = await pair.project({ file: fileLedger });
      const run = (fill: string) =>
        project.start(['apply', '--auto-approve'], {
          wrapper: [
            ...['unshare', '--mount', 'sh', '-c'],
            `mkdir -p .ledger && mount -t tmpfs -o size=16k none .ledger && ${fill} && exec "$@"`,
            'sh',
          ],
        }).result;
      expectRefusal(await run('(dd if=/dev/zero of=.ledger/fill bs=1k count=64 2>&1 || true) >/dev/null'), {
        code: 'GW807',
        says: ['The disk of the ledger', 'is full', 'Make room and run the same command again'],
      });
      expect(project.engines).toEqual([]);
      expect((await run('true')).exitCode).toBe(0);
    },
  );

  it('names who has the port, and does without one where a free one will do', async () => {
    const stranger = createServer((_, response) => response.end('hello'));
    const port = await findFreePort();
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    const engine = { type: 'builtin', builtin: { port } };
    await using project = await pair.project({ file: { engine } });
    const apply = async (one: GodwitProject) => await one.godwit('apply', '--auto-approve');
    expectRefusal(await apply(project), {
      code: 'GW905',
      says: [`Port ${port} on 127.0.0.1 is in use`, 'Another program listens there', 'engine.builtin.port', 'or to 0'],
    });
    await new Promise((resolve) => stranger.close(resolve));
    await project.apply();

    // The other way round, with data on the other side: the same port, held by the first one's engine.
    await using back = await pair.project({
      sourceUri: pair.destination.uri,
      destinationUri: pair.source.uri,
      file: {
        name: 'back',
        engine,
        destination: { uri: { env: 'DESTINATION_URI' }, existingData: 'keep' },
        filters: { include: [{ database: 'nothing' }] },
      },
    });
    expectRefusal(await apply(back), {
      code: 'GW905',
      says: [/A sync engine for 127\.0\.0\.1:\d+ and 127\.0\.0\.1:\d+ listens there \(pid \d+\)/],
    });
    await back.apply({ engine: { type: 'builtin', builtin: { port: 0 } } });
    expect(back.engines).toHaveLength(1);
    const { engine: seen } = await back.status();
    expect(seen.location).toMatch(/^pid \d+ on .* \(http:\/\/127\.0\.0\.1:\d+\)$/);
    expect(seen.location).not.toContain(`:${port})`);
    expect(await back.plan()).toMatchObject({ state: 'following', steps: [] });
  });

  it('leaves a sync alone that another migration began', async () => {
    await using first = await pair.project();
    await first.apply();
    await using second = await pair.project({ file: { name: 'second' } });
    for (const command of [['plan'], ['apply', '--auto-approve']]) {
      expectRefusal(await second.godwit(...command), {
        code: 'GW755',
        exitCode: 3,
        says: ['The migration shop uses this destination, and is not complete'],
      });
    }
    for (const command of [['pause'], ['resume']]) {
      expectRefusal(await second.godwit(...command), { code: 'GW717', says: ['is not that of second'] });
    }
    expect((await second.status())['blockers'].join()).toContain('not that of the migration');
    expect((await second.status())['canCutover']).toBe(false);
    expect(await first.plan()).toMatchObject({ state: 'following', steps: [] });
    expect((await first.status())['blockers']).toEqual([]);
  });

  it('waits for another apply no longer than it was told to, and says whose it is', async () => {
    await using gate = await LedgerGate.open(pair.destination.members[0]!.host);
    await using project = await gatedProject(pair, gate, { env: { GITHUB_ACTOR: 'alice' } });
    let goOn = () => {};
    const isHeld = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    gate.watch(async (moment, { kind, step }) => {
      if (moment === 'before' && kind === 'stepStarted' && step === 'startSync') await isHeld;
      return 'pass';
    });
    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('stepSucceeded', 'launchEngine');
    const refused = await project.godwit('apply', '--auto-approve', '--lock-timeout', '500ms');
    expectRefusal(refused, {
      code: 'GW801',
      exitCode: 5,
      says: [
        'Waiting for the lock: alice on',
        'is locked by alice on',
        `(pid ${running.process.pid})`,
        '--lock-timeout 10m',
      ],
    });
    const waiting = project.start(['apply', '--auto-approve', '--lock-timeout', '1m']);
    await waiting.says('Waiting for the lock');
    goOn();
    expect((await running.result).exitCode).toBe(0);
    const waited = await waiting.result;
    expect(waited.exitCode, waited.stderr).toBe(0);
    expect(project.engines).toHaveLength(1);
  });
});
