import { describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { loseResumePoint } from '../../support/sync/lose-resume-point.ts';

describe('a migration whose resume point is lost', await needs({ mongod: '>=6.0' }), () => {
  it('goes on with what is copied, as a step that says what it does and wants the name', async () => {
    await using pair = await ServerPair.start();
    await pair.reset();
    await using project = await pair.project();
    await project.apply();
    expect((await project.godwit('pause')).exitCode).toBe(0);
    await loseResumePoint(pair.destinationClient);
    const orders = pair.sourceClient.db('shop').collection<{ _id: number }>('orders');
    await orders.deleteMany({ _id: { $lt: 10 } });
    await orders.updateMany({ _id: { $lt: 20 } }, { $set: { changed: true } });

    const failed = await project.godwit('apply', '--auto-approve');
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no longer holds') });
    expect(await project.status()).toMatchObject({ state: 'failed' });
    const { stdout } = await project.godwit('plan');
    expect(stdout).toMatch(/~ Follow anew from now, compare both sides whole \(\d+ documents, .+repair what differs/);
    expect(stdout).toContain('Nothing can be cut over until everything was compared');
    expect(await project.godwit('apply', '--auto-approve')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('GW814'),
    });

    await project.apply();
    const arrived = pair.destinationClient.db('shop').collection<{ _id: number }>('orders');
    const inOrder = { sort: { _id: 1 } } as const;
    expect(await arrived.find({}, inOrder).toArray()).toEqual(await orders.find({}, inOrder).toArray());
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
  }, 300_000);
});
