import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../../src/ledger/ledger-entry.ts';
import { following, planOf } from '../../support/plan/observed.ts';

const step = (name: string, more: object = {}): readonly EntryBody[] => [
  { kind: 'stepStarted', step: name, transaction: 'cutover', ...more },
  { kind: 'stepSucceeded', step: name, output: {} },
];

const begun: readonly EntryBody[] = [
  { kind: 'transactionBegan', transaction: 'cutover' },
  ...step('armGuardian'),
  ...step('blockSource'),
  ...step('awaitDrained'),
  ...step('commitSync'),
];
const switched = [...begun, ...step('beginSwitch', { isPointOfNoReturn: true })];

describe('a cutover that an earlier run left open', () => {
  const file = {
    phase: 'cutover',
    cutover: { rollback: { mode: 'none' } },
    policy: [{ rule: 'rollbackRequired' }],
    checks: { failOn: 'warning' },
  };
  const planned = async (entries: readonly EntryBody[]) => {
    const source = { writes: 'blocked' as const };
    const { steps, diagnostics, nextSteps } = await planOf(file, {
      engine: { ...following, state: 'committing' },
      source,
      entries,
    });
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    return { ids: steps.map(({ id }) => id), errors, codes: diagnostics.map(({ code }) => code), nextSteps };
  };

  it('is carried through behind its switch, whatever checks and policies have to say by then', async () => {
    const { ids, errors, codes } = await planned(switched);
    expect(ids).toEqual(['finishCommit', 'stopEngine']);
    expect(errors).toEqual([]);
    expect(codes).toContain('GW757');
  });

  it('is held by them before, and the plan says what takes it back all the same', async () => {
    const { ids, errors, nextSteps } = await planned(begun);
    expect(ids[0]).toBe('undo:cutover');
    expect(errors).toContain('GW757');
    expect(nextSteps.join()).toContain('godwit cutover --cancel');
  });
});
