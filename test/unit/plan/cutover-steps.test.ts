import { describe, expect, it } from 'vitest';
import { allCapabilities } from '../../../src/engines/all-capabilities.ts';
import { pullCapabilities } from '../../../src/engines/atlas-live-migration/capabilities.ts';
import { collection, following, planOf } from '../../support/plan/observed.ts';

const now = { engine: following };
const cutover = (block: object = {}, blocks: object = {}) => ({ phase: 'cutover', cutover: block, ...blocks });

describe('the steps of a cutover', () => {
  const idsOf = async (block: object) => (await planOf(cutover(block), now)).steps.map(({ id }) => id);

  it('come in the order in which nothing can be lost, and what takes long comes while applications write', async () => {
    const hook = (on: string) => ({ on, run: ['true'], undo: ['true'] });
    const hooks = ['beforeBlock', 'afterBlock', 'beforeSwitch', 'switch', 'afterCutover'].map(hook);
    expect(await idsOf({ hooks })).toEqual([
      'compareQueries',
      'checkGates',
      'warmDestination',
      'checkGates:again',
      'armGuardian',
      'runHook:beforeBlock:0',
      'blockSource',
      'runHook:afterBlock:0',
      'awaitDrained',
      'awaitVerified:tail',
      'commitSync',
      'runHook:beforeSwitch:0',
      'awaitSilence',
      'beginSwitch',
      'runHook:switch:0',
      'finishCommit',
      'turnRound',
      'runHook:afterCutover:0',
    ]);
  });

  it('leave out the warming, and with it the second look at the gates, where the file says so', async () => {
    const ids = await idsOf({ warm: { mode: 'none' } });
    expect(ids).not.toContain('warmDestination');
    expect(ids).not.toContain('checkGates:again');
  });
});

describe('the way back', () => {
  it('is none where databases become one, of which the plan names what has none', async () => {
    const filters = { mapping: [{ from: 'hr', to: 'shop' }] };
    const planned = async (...namespaces: readonly ReturnType<typeof collection>[]) =>
      await planOf(cutover({}, { filters }), { ...now, source: { namespaces } });
    const ofOne = await planned(collection('people', { database: 'hr' }));
    expect(ofOne.wayBack.join()).not.toContain('no way back');
    const ofTwo = await planned(collection('people', { database: 'hr' }), collection('orders'));
    expect(ofTwo.wayBack).toContain(
      'After the switch there will be no way back: filters.mapping makes one of several databases, so that shop.orders has no way back',
    );
    expect(ofTwo.steps.map(({ kind }) => kind)).not.toContain('turnRound');
  });
});

describe('the steps that wait for a person', () => {
  const waitingIn = async (phase: string, capabilities = pullCapabilities, situation = {}) => {
    const { steps } = await planOf({ phase, cutover: { rollback: { mode: 'none' } } }, situation, { capabilities });
    return steps.filter(({ needsPerson }) => needsPerson === true).map(({ kind }) => kind);
  };

  it('are marked for programs that read the plan, and no others are', async () => {
    expect(await waitingIn('synced')).toEqual(['startSync']);
    expect(await waitingIn('cutover', pullCapabilities, now)).toEqual(['commitSync']);
    expect(await waitingIn('synced', allCapabilities.atlasLiveMigration)).toEqual([]);
    expect(await waitingIn('cutover', allCapabilities.atlasLiveMigration, now)).toEqual([]);
  });
});

describe('the steps of a rollback', () => {
  it('warm the cluster that applications go back to', async () => {
    const engine = { ...following, state: 'reversing', isReversed: true } as const;
    const { steps } = await planOf({ phase: 'rolledBack' }, { engine });
    const ids = steps.map(({ id }) => id);
    expect(ids.slice(0, 4)).toEqual(['checkGates', 'warmDestination', 'checkGates:again', 'armGuardian']);
    expect(steps[1]!.summary).toBe('Read on the source what the destination uses most, so that its cache is warm');
  });
});

describe('a cutover that was interrupted behind its switch', () => {
  it('is carried on from there, whatever a later file or version would have done before it', async () => {
    const [transaction, isPointOfNoReturn] = ['cutover', true] as const;
    const entries = [
      { kind: 'transactionBegan', transaction },
      { kind: 'stepStarted', step: 'checkGates', transaction },
      { kind: 'stepSucceeded', step: 'checkGates', output: {} },
      { kind: 'stepStarted', step: 'beginSwitch', transaction, isPointOfNoReturn },
    ] as const;
    const { steps } = await planOf(cutover(), { ...now, entries });
    expect(steps.map(({ id }) => id)).toEqual(['beginSwitch', 'finishCommit', 'turnRound']);
  });
});

describe('a block that would not hold, or hold too much', () => {
  const codesOf = async (block: object, blocks: object = {}, source: object = {}) => {
    const { diagnostics } = await planOf(cutover({ block, hooks: [after] }, blocks), { ...now, source });
    return diagnostics.filter(({ pointer }) => pointer === '/cutover/block').map(({ code }) => code);
  };
  const after = { on: 'afterBlock', run: ['true'], undo: ['true'] };

  it('is an error of the plan', async () => {
    const filters = { filters: { include: [{ database: 'shop' }] } };
    const facts = { version: '5.0.4', versionNumber: 500, topology: 'replicaSet', hosts: [], processId: 'old' };
    expect(await codesOf({ source: 'server' })).toEqual([]);
    expect(await codesOf({ source: 'server' }, {}, { facts })).toEqual(['GW702']);
    expect(await codesOf({ source: 'external' })).toEqual(['GW702']);
    expect(await codesOf({ source: 'auto' }, filters)).toEqual(['GW703']);
    expect(await codesOf({ source: 'server' }, filters)).toEqual([]);
  });
});
