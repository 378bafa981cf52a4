import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../../src/ledger/ledger-entry.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { planStillHolds } from '../../../src/plan/plan-still-holds.ts';
import { isGenuine, type SavedPlans, savedPlans } from '../../../src/plan/saved-plan.ts';
import { collection, entriesOf, following, observed, planOf } from '../../support/plan/observed.ts';

const cutover = { phase: 'cutover', cutover: { rollback: { mode: 'none' } } };

const started = (planId: string): EntryBody => ({
  kind: 'runStarted',
  command: 'apply',
  planId,
  specHash: '',
  phase: '',
  godwitVersion: '',
});

function check(reviewed: Plan, current: Plan, entries: readonly EntryBody[] = []) {
  return planStillHolds(reviewed, current, entriesOf(entries));
}

/** The names of what differs. */
function whatDiffers(reviewed: Plan, current: Plan, entries: readonly EntryBody[] = []): readonly string[] {
  const verdict = check(reviewed, current, entries);
  return verdict.holds === 'no' ? verdict.differences.map(({ what }) => what) : [];
}

describe('a reviewed plan', () => {
  it('holds in the same situation, whatever sizes and lag are', async () => {
    const reviewed = await planOf();
    const later = {
      source: { namespaces: [collection('orders', { documents: 7, bytes: 9 }), collection('customers')] },
    };
    expect(check(reviewed, await planOf({}, later))).toEqual({ holds: 'asReviewed' });
    expect((await planOf({}, later)).id).toBe(reviewed.id);
  });

  it.each([
    [
      'a new collection',
      { source: { namespaces: ['orders', 'customers', 'new'].map((name) => collection(name)) } },
      ['source.catalogue shop.new'],
    ],
    ['a dropped one', { source: { namespaces: [collection('orders')] } }, ['source.catalogue shop.customers']],
    [
      'one made anew',
      { source: { namespaces: [collection('orders', { uuid: 'other' }), collection('customers')] } },
      ['source.catalogue shop.orders'],
    ],
    ['blocked writes', { source: { writes: 'blocked' as const } }, ['source.writes']],
    [
      'data on the destination',
      { destination: { namespaces: [collection('orders')] } },
      ['destination.catalogue shop.orders', 'error GW202'],
    ],
  ])('is stale after %s, and says which line', async (_, situation, lines) => {
    expect(whatDiffers(await planOf(), await planOf({}, situation))).toEqual(lines);
  });

  it('is stale when the file asks for something else, and says which line', async () => {
    const reviewed = await planOf({}, { engine: following });
    const verdict = check(reviewed, await planOf(cutover, { engine: following }));
    expect(verdict).toMatchObject({
      holds: 'no',
      differences: expect.arrayContaining([{ what: '/phase', reviewed: 'synced', now: 'cutover' }]),
    });
  });

  it('is stale when only something changed that is not shown', async () => {
    const hook = (argument: string) => ({
      ...cutover,
      cutover: { ...cutover.cutover, hooks: [{ on: 'afterCutover', run: ['curl', argument] }] },
    });
    const reviewed = await planOf({ ...hook('a') }, { engine: following });
    expect(reviewed.basis.spec).toMatchObject({ '/cutover/hooks/0/action/command/1': '[not shown]' });
    expect(whatDiffers(reviewed, await planOf(hook('b'), { engine: following }))).not.toEqual([]);
  });

  it('is stale for another version of godwit', async () => {
    expect(whatDiffers(await planOf(), await planOf({}, {}, { version: '0.2.0' }))).toEqual(['godwit']);
  });

  it('goes on when its own run moved things, and not when another did', async () => {
    const reviewed = await planOf();
    const copying = {
      engine: { state: 'copying' as const, isRunning: true, startedAt: '2026-11-20T12:01:00Z' },
      destination: { namespaces: [collection('orders')] },
    };
    const current = await planOf({}, copying);
    expect(check(reviewed, current, [started(reviewed.id)])).toEqual({ holds: 'continues' });
    expect(check(reviewed, current)).toMatchObject({ holds: 'no' });
    expect(check(reviewed, current, [started(reviewed.id), started('another')])).toMatchObject({ holds: 'no' });
  });

  it('of a sync that has not begun is held against the whole catalogue even by its own run', async () => {
    const reviewed = await planOf();
    const current = await planOf({}, { source: { namespaces: [collection('orders')] } });
    expect(whatDiffers(reviewed, current, [started(reviewed.id)])).toEqual(['source.catalogue shop.customers']);
  });

  it('that was carried out has nothing left to do', async () => {
    const reviewed = await planOf();
    const current = await planOf({}, { engine: following });
    expect(current.steps).toEqual([]);
    expect(check(reviewed, current, [started(reviewed.id)])).toEqual({ holds: 'alreadyDone' });
  });

  it('takes back and repeats a cutover of its own that died half-way', async () => {
    const reviewed = await planOf(cutover, { engine: following });
    const entries: EntryBody[] = [
      started(reviewed.id),
      { kind: 'transactionBegan', transaction: 'cutover' },
      { kind: 'stepStarted', step: 'blockSource', transaction: 'cutover' },
    ];
    const current = await planOf(cutover, { engine: following, source: { writes: 'blocked' }, entries });
    expect(current.steps[0]).toMatchObject({ kind: 'undoTransaction' });
    expect(check(reviewed, current, entries)).toEqual({ holds: 'continues' });
  });

  describe('for a destination that has yet to be made', () => {
    const facts = (version: string, setName: string | undefined) => ({
      ...observed().destination.facts,
      version,
      setName,
      featureCompatibilityVersion: setName && '8.0',
    });
    const promised = { outOfSight: 'absent', destination: { facts: facts('8.0', undefined) } } as const;
    const made = { destination: { facts: facts('8.0.4', 'atlas-x1-shard-0') } };
    const planned = async () => await planOf({}, promised);

    it('goes on when the destination is there as it was promised, whoever made it', async () => {
      const reviewed = await planned();
      const current = await planOf({}, made);
      expect(check(reviewed, current)).toEqual({ holds: 'continues' });
      expect(check(reviewed, current, [started(reviewed.id)])).toEqual({ holds: 'continues' });
      expect(check(reviewed, current, [started('another')])).toMatchObject({ holds: 'no' });
    });

    it.each([
      ['another version', { destination: { facts: facts('8.2.1', 'atlas-x1-shard-0') } }, ['destination.version']],
      ['a version that begins alike', { destination: { facts: facts('8.01.1', 'x') } }, ['destination.version']],
      [
        'another topology',
        { destination: { facts: { ...made.destination.facts, topology: 'sharded' as const } } },
        ['destination.topology'],
      ],
      [
        'data that nobody reviewed',
        { destination: { ...made.destination, namespaces: [collection('mine')] } },
        ['destination.catalogue shop.mine', 'error GW202'],
      ],
      [
        'another source',
        { ...made, source: { namespaces: [collection('orders')] } },
        ['source.catalogue shop.customers'],
      ],
    ])('is stale when it has come to be with %s', async (_, situation, lines) => {
      expect(whatDiffers(await planned(), await planOf({}, situation))).toEqual(lines);
    });

    it('does not stand for one that was there', async () => {
      expect(await planOf({}, promised)).not.toMatchObject({ id: (await planOf({}, made)).id });
      expect(check(await planOf({}, made), await planned())).toMatchObject({ holds: 'no' });
    });
  });

  it('is known to be changed by hand', async () => {
    const plan = await planOf();
    const dates = { createdAt: plan.createdAt, expiresAt: '2026-11-27T12:00:00.000Z' };
    const parts = { godwitVersion: '0.1.0', ...dates, files: ['godwit.yaml'], targets: [], plans: [plan] };
    const saved: SavedPlans = JSON.parse(JSON.stringify(savedPlans(parts)));
    expect(isGenuine(saved)).toBe(true);
    expect(isGenuine({ ...saved, expiresAt: '2027-11-27T12:00:00.000Z' })).toBe(false);
    for (const change of [
      { phase: 'cutover' as const },
      { steps: plan.steps.slice(1) },
      { wayBack: ['All is well'] },
    ]) {
      expect(isGenuine({ ...saved, plans: [{ ...plan, ...change }] })).toBe(false);
    }
  });
});
