import { describe, expect, it } from 'vitest';
import { following, planOf } from '../../support/plan/observed.ts';

const held = { cutover: { block: { destination: 'server' }, rollback: { mode: 'none' } } };
const closed = [
  { kind: 'stepStarted', step: 'closeDestination' },
  { kind: 'stepSucceeded', step: 'closeDestination', output: {} },
] as const;
const blocked = { writes: 'blocked' } as const;
const idsOf = async (...of: Parameters<typeof planOf>) => (await planOf(...of)).steps.map(({ id }) => id);

describe('a destination that is held closed', () => {
  it('is closed before the sync begins, or behind the copy where that is under way: a block aborts index builds', async () => {
    expect((await idsOf(held)).slice(0, 3)).toEqual(['closeDestination', 'launchEngine', 'startSync']);
    const ids = await idsOf(held, { engine: { ...following, state: 'copying' } });
    expect(ids).toEqual(['awaitSynced', 'closeDestination', 'awaitVerified']);
  });

  it('is opened behind the switch and by a detach, before anybody is told to write there', async () => {
    const hooks = [{ on: 'switch', run: ['true'] }];
    const ids = await idsOf({ ...held, cutover: { ...held.cutover, hooks }, phase: 'cutover' });
    expect(ids.slice(ids.indexOf('beginSwitch'))).toEqual([
      'beginSwitch',
      'allowWrites',
      'runHook:switch:0',
      'finishCommit',
      'stopEngine',
    ]);
    const detach = await idsOf({ ...held, phase: 'detached' });
    expect(detach.slice(-3)).toEqual(['commitSync', 'allowWrites', 'stopEngine']);
  });

  it('is opened where the file no longer asks for it, and is nothing of ours where somebody else closed it', async () => {
    const situation = { engine: following, destination: blocked };
    expect(await idsOf({}, { ...situation, entries: closed })).toEqual(['allowWrites']);
    expect(await idsOf({}, situation)).toEqual([]);
    expect(await idsOf(held, { ...situation, entries: closed })).toEqual([]);
    // Closed, and the run died before the sync began.
    const early = await planOf(held, { destination: blocked, entries: closed });
    expect(early.diagnostics.map(({ code }) => code)).not.toContain('GW204');
    expect(early.steps.map(({ id }) => id).slice(0, 2)).toEqual(['launchEngine', 'startSync']);
  });

  it('is told as drift where somebody opened it, and closed again', async () => {
    const plan = await planOf(held, { engine: following, entries: closed });
    expect(plan.drift).toMatchObject([{ what: 'Writes on the destination', found: 'allowed' }]);
    expect(plan.steps.map(({ id }) => id)).toEqual(['closeDestination']);
  });

  it('is refused where the sync could not write past the block', async () => {
    const codes = async (destination: object) =>
      (await planOf(held, { destination })).diagnostics.map(({ code }) => code);
    expect(await codes({})).not.toContain('GW795');
    expect(await codes({ canBypassBlock: false })).toContain('GW795');
  });
});
