import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie, type DeathPoint } from '../../support/cli/killed-runs.ts';
import type { LedgerGate } from '../../support/cli/ledger-gate.ts';
import type { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const timeoutMs = 6_000;

/** Wherever the run falls silent before the field says otherwise, applications write again by themselves. */
const takenBack: readonly DeathPoint[] = [
  { moment: 'after', kind: 'stepStarted', step: 'blockSource' },
  { moment: 'before', kind: 'stepSucceeded', step: 'blockSource' },
  { moment: 'before', kind: 'stepSucceeded', step: 'awaitDrained' },
  { moment: 'before', kind: 'stepSucceeded', step: 'awaitVerified:tail' },
  { moment: 'before', kind: 'stepSucceeded', step: 'commitSync' },
  // The journal says that the switch begins, and the run died before it asked.
  { moment: 'after', kind: 'stepStarted', step: 'beginSwitch' },
];

describe('the guardian of a cutover', await needs({ mongod: '>=6.0' }), () => {
  let gated: GatedPair;
  let pair: ServerPair;
  let gate: LedgerGate;

  beforeAll(async () => {
    gated = await GatedPair.start();
    ({ pair, gate } = gated);
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await gated[Symbol.asyncDispose]());

  const project = async (cutover: object = {}) =>
    await gated.project({ cutover: { timeout: `${timeoutMs}ms`, ...cutover } });

  const guardState = async () =>
    (await pair.destinationClient.db('__godwit').collection('guards').findOne())?.['state'];

  /** Nobody runs `apply` meanwhile. */
  async function expectWritableAgain(point: DeathPoint): Promise<void> {
    const since = performance.now();
    await waitFor(`writes after ${JSON.stringify(point)}`, async () => await pair.isSourceWritable());
    expect(performance.now() - since).toBeLessThan(timeoutMs);
  }

  it('lets applications write again at every step before the switch, and at none behind it', async () => {
    await using own = await project();
    await own.apply();
    await own.change({ phase: 'cutover' });
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
    });
    for (const point of takenBack) {
      await applyAndDie(own, gate, point);
      await waitFor('the guardian', async () => (await guardState()) === 'undone');
      await expectWritableAgain(point);
    }
    expect(await own.status()).toMatchObject({ state: 'cuttingOver' });
    await applyAndDie(own, gate, { moment: 'before', kind: 'stepSucceeded', step: 'beginSwitch' });
    // Longer than the guardian waits.
    await new Promise((resolve) => setTimeout(resolve, timeoutMs / 2));
    expect(await pair.isSourceWritable()).toBe(false);
    expect(await guardState()).toBe('switchBegun');
    expect(await own.plan()).toMatchObject({ state: 'cuttingOver', steps: [{ id: 'beginSwitch' }, {}, {}] });
    await own.apply();
    await writer.stop();
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    await expectSameData(pair.source.uri, pair.destination.uri);
  });

  it('does so from another machine, where the run and the engine die together', async () => {
    await using own = await project({
      hooks: [
        {
          on: 'beforeBlock',
          run: ['sh', '-c', 'echo stopped >> hooks.log'],
          undo: ['sh', '-c', 'echo undone >> hooks.log'],
        },
      ],
    });
    await appendFile(join(own.directory, 'hooks.log'), '');
    await own.apply();
    await own.change({ phase: 'cutover' });
    const guard = own.start(['guard']);
    await guard.says('Guarding');
    const point = { moment: 'before', kind: 'stepSucceeded', step: 'commitSync' } as const;
    await applyAndDie(own, gate, point, {
      alsoKill: () => {
        for (const pid of own.engines) process.kill(pid, 'SIGKILL');
      },
    });
    await expectWritableAgain(point);
    await waitFor('the rest to be taken back', async () => (await own.status())['state'] === 'following');
    expect(await readFile(join(own.directory, 'hooks.log'), 'utf8')).toBe('stopped\nundone\n');
    expect((await guard.kill('SIGINT')).exitCode).toBe(0);
    await own.apply();
    await expectSameData(pair.source.uri, pair.destination.uri);
  });
});
