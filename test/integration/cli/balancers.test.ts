import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie } from '../../support/cli/killed-runs.ts';
import { GodwitProject } from '../../support/cli/project.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { BalancedMongos } from '../../support/servers/balanced-mongos.ts';

describe('the balancers of sharded clusters', await needs({ mongod: '>=6.0' }), () => {
  let gated: GatedPair;
  let source: BalancedMongos;
  let destination: BalancedMongos;

  beforeAll(async () => {
    gated = await GatedPair.start();
  });

  beforeEach(async () => {
    await gated.pair.reset();
    await source?.[Symbol.asyncDispose]();
    await destination?.[Symbol.asyncDispose]();
    source = await BalancedMongos.start(gated.pair.source.members[0]!.host);
    destination = await BalancedMongos.start(gated.pair.destination.members[0]!.host);
  });

  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    await destination?.[Symbol.asyncDispose]();
    await gated[Symbol.asyncDispose]();
  });

  async function project(file: Document = {}): Promise<GodwitProject> {
    return await GodwitProject.create({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      env: { LEDGER_URI: gated.gate.uri },
      file: { ...file, ledger: { type: 'mongodb', mongodb: { uri: { env: 'LEDGER_URI' } } } },
    });
  }

  const modes = () => [source.balancer.mode, destination.balancer.mode];

  it('are stopped by a run that may die half-way, and started when the sync is over', async () => {
    await using shop = await project({ phase: 'synced' });
    await applyAndDie(shop, gated.gate, { moment: 'before', kind: 'stepSucceeded', step: 'stopBalancer:source' });
    expect(modes()).toEqual(['off', 'full']);
    // Nobody wants to sync any more: the next run starts what the dead one stopped.
    await shop.apply({ phase: 'prepared' });
    expect(modes()).toEqual(['full', 'full']);

    await shop.apply({ phase: 'synced' });
    expect(modes()).toEqual(['off', 'off']);
    await shop.change({ phase: 'detached' });
    await applyAndDie(shop, gated.gate, { moment: 'before', kind: 'stepSucceeded', step: 'startBalancer:source' });
    await shop.apply();
    expect(modes()).toEqual(['full', 'full']);
  });

  it('are started by the run itself when the sync cannot be begun, and left to whoever had stopped them', async () => {
    destination.balancer = { mode: 'off', inRound: false };
    await using shop = await project({ engine: { type: 'clusterSync', clusterSync: { binary: './missing' } } });
    const { exitCode, stderr, stdout } = await shop.godwit('apply', '--auto-approve');
    expect(exitCode, stdout + stderr).toBe(1);
    expect(stdout + stderr).toContain('GW940');
    expect(source.told).toEqual(['balancerStop', 'balancerStart']);
    expect(modes()).toEqual(['full', 'off']);
  });

  it('are waited for while they move chunks, and named when they cannot be stopped', async () => {
    source.balancer = { mode: 'full', inRound: true };
    await using shop = await project({ phase: 'synced' });
    const running = shop.start(['apply', '--auto-approve', '--format', 'json']);
    await running.says('moves chunks still');
    expect(shop.engines).toEqual([]);
    source.balancer = { mode: 'off', inRound: false };
    destination.refusals.set('balancerStop', {
      code: 13,
      codeName: 'Unauthorized',
      errmsg: 'not authorized on admin to execute command { balancerStop: 1 }',
    });
    const { exitCode, stdout } = await running.result;
    expect(exitCode).toBe(1);
    expect(stdout).toContain('GW850');
    expect(stdout).toContain('sh.stopBalancer()');
    expect(modes()).toEqual(['full', 'full']);
    expect(shop.engines).toEqual([]);
  });
});
