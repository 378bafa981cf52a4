import { describe, expect, it } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie, type DeathPoint } from '../../support/cli/killed-runs.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

/** The run and the engine end at the same moment, as when their machine does; each new engine has to wait for a lease. */
describe('a machine that dies', await needs({ mongod: '>=6.0' }), () => {
  it('during a cutover leaves nothing that the next one cannot take back or carry through', async () => {
    await using gated = await GatedPair.start();
    const { pair, gate } = gated;
    await pair.reset();
    await using project = await gated.project();
    await project.apply();
    await project.change({ phase: 'cutover' });
    const alsoKill = () => {
      for (const pid of project.engines) process.kill(pid, 'SIGKILL');
    };
    const isTakenBack: boolean[] = [];
    const onEntry = async ({ kind, step }: { kind: string; step?: string }) => {
      if (kind === 'stepStarted' && step === 'checkGates') isTakenBack.push(await pair.isSourceWritable());
    };
    const points: readonly DeathPoint[] = [
      { moment: 'before', kind: 'stepSucceeded', step: 'awaitDrained' },
      { moment: 'before', kind: 'stepSucceeded', step: 'commitSync' },
      { moment: 'after', kind: 'stepStarted', step: 'finishCommit' },
    ];
    for (const point of points) {
      await applyAndDie(project, gate, point, { alsoKill, onEntry });
      expect(await pair.isSourceWritable()).toBe(false);
      expect(await project.status()).toMatchObject({ state: 'cuttingOver', engine: { isRunning: false } });
    }
    expect(isTakenBack).toEqual([true, true, true]);
    const result = await project.godwit('apply', '--auto-approve');
    expect(result).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('Taking back') });
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [] });
    expect(await pair.isSourceWritable()).toBe(false);
    await expectSameData(pair.source.uri, pair.destination.uri);
  });
});
