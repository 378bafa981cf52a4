import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../../src/ledger/ledger-entry.ts';
import type { Observation } from '../../../src/observe/observation.ts';
import { following, observed, planOf, type Situation } from '../../support/plan/observed.ts';

/** A source that no migration could go on with, and what the file asks of it. */
const blocks = {
  usersAndRoles: { mode: 'copy' },
  policy: [{ rule: 'verificationRequired' }, { rule: 'noOpenAccess' }],
  verification: { mode: 'counts' },
};
const unreadable = { asked: 'users and roles', role: 'userAdminAnyDatabase', detail: 'not authorized' };
const situation = {
  engine: following,
  source: { facts: { versionNumber: 400, version: '4.0.28' } },
} as unknown as Situation;
const observation: Observation = {
  ...observed(situation),
  accounts: { isKnown: false, because: unreadable } as Observation['accounts'],
};

describe('a migration that is given up', () => {
  it('is not held by what would keep it from going on', async () => {
    const on = await planOf(blocks, situation, { observation });
    const errors = on.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(errors).toEqual(expect.arrayContaining(['GW101', 'GW739', 'GW757']));
    const plan = await planOf(blocks, situation, { observation, isGivenUp: true });
    expect(plan.diagnostics).toEqual([]);
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['stopEngine', 'removeMetadata']);
  });

  it('is held where its destination is not its own, or where nothing destructive may be done', async () => {
    const policy = [{ rule: 'noDestructiveSteps' }];
    const plan = await planOf({ policy }, situation, { isGivenUp: true });
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['GW757']);
    const begun = {
      kind: 'stepSucceeded',
      runId: 'r',
      step: 'startSync',
      output: { sourceSetId: 'another' },
    } as EntryBody;
    const others = {
      engine: following,
      entries: [begun],
      source: { facts: { replicaSetId: 'this' } },
    } as unknown as Situation;
    const foreign = await planOf({}, others, { isGivenUp: true });
    expect(foreign.diagnostics.map(({ code }) => code)).toEqual(['GW717']);
  });
});
