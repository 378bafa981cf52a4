import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie, deathPointsOf } from '../../support/cli/killed-runs.ts';
import type { LedgerGate } from '../../support/cli/ledger-gate.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

describe('a run that is killed', await needs({ mongod: '>=6.0' }), () => {
  let gated: GatedPair;
  let pair: ServerPair;
  let gate: LedgerGate;

  beforeAll(async () => {
    gated = await GatedPair.start();
    ({ pair, gate } = gated);
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await gated[Symbol.asyncDispose]());

  async function expectDone(project: GodwitProject, state: string): Promise<void> {
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(0);
    expect(await project.plan()).toMatchObject({ state, steps: [], diagnostics: [] });
    expect(await pair.isSourceWritable()).toBe(true);
  }

  it('before the sync has begun, again and again, is gone on with', async () => {
    await using project = await gated.project({ phase: 'synced' });
    for (const point of deathPointsOf('launchEngine', 'startSync')) await applyAndDie(project, gate, point);
    await expectDone(project, 'following');
    expect(project.engines).toHaveLength(1);
  });

  it.each(deathPointsOf('awaitSynced', 'awaitVerified'))('$moment $kind of $step is gone on with', async (point) => {
    await using project = await gated.project({ phase: 'synced' });
    await applyAndDie(project, gate, point);
    expect((await project.status())['state']).toMatch(/^(?:initializing|copying|buildingIndexes|following)$/);
    await expectDone(project, 'following');
    await expectSameData(pair.source.uri, pair.destination.uri, {
      ignoreCatalog: { indexOptions: ['unique', 'expireAfterSeconds', 'prepareUnique'] },
    });
  });

  it('while it detaches, or completes, is carried through', async () => {
    await using project = await gated.project({ phase: 'synced' });
    await project.apply();
    await project.change({ phase: 'detached' });
    const points = [
      ...deathPointsOf('commitSync', 'stopEngine'),
      { moment: 'before', kind: 'transactionEnded' },
    ] as const;
    for (const point of points) await applyAndDie(project, gate, point);
    await expectDone(project, 'detached');
    await expectSameData(pair.source.uri, pair.destination.uri);
    expect(project.engines).toEqual([]);

    await project.change({ phase: 'complete' });
    for (const point of deathPointsOf('removeMetadata')) await applyAndDie(project, gate, point);
    await expectDone(project, 'complete');
  });

  it('with its engine is gone on with by a new one', async () => {
    await using project = await gated.project({ phase: 'synced' });
    const alsoKill = () => {
      for (const pid of project.engines) process.kill(pid, 'SIGKILL');
    };
    await applyAndDie(project, gate, { moment: 'before', kind: 'stepSucceeded', step: 'startSync' }, { alsoKill });
    expect(await project.status()).toMatchObject({ engine: { isRunning: false } });
    await expectDone(project, 'following');
    expect(project.engines).toHaveLength(1);
  });
});
