import { describe, expect, it } from 'vitest';
import type { EngineObservation, EngineState } from '../../src/engines/engine.ts';
import { readJournal } from '../../src/ledger/journal.ts';
import type { EntryBody, LedgerEntry } from '../../src/ledger/ledger-entry.ts';
import { deriveState } from '../../src/lifecycle/derive-state.ts';
import { type MigrationState, wish } from '../../src/lifecycle/migration-state.ts';
import type { Phase } from '../../src/spec/migration.ts';
import { fc } from '../support/fast-check.ts';

const engineStates: readonly EngineState[] = [
  'absent',
  'initializing',
  'copying',
  'buildingIndexes',
  'following',
  'paused',
  'committing',
  'committed',
  'reversing',
  'failed',
];
const phases: readonly Phase[] = ['prepared', 'synced', 'detached', 'cutover', 'rolledBack', 'complete'];
const steps = ['checkGates', 'armGuardian', 'blockSource', 'commitSync', 'beginSwitch', 'finishCommit'];

const engines = fc
  .record({ state: fc.constantFrom(...engineStates), isReversed: fc.boolean(), isRunning: fc.boolean() })
  .map(
    (parts): EngineObservation => ({
      type: 'builtin',
      location: undefined,
      startedAt: undefined,
      progress: undefined,
      failure: undefined,
      ...parts,
    }),
  );

const bodies: fc.Arbitrary<EntryBody> = fc.oneof(
  fc
    .constantFrom('cutover', 'rollback', 'detach')
    .map((transaction) => ({ kind: 'transactionBegan', transaction }) as const),
  fc
    .constantFrom('cutover', 'rollback', 'detach')
    .chain((transaction) =>
      fc.constantFrom('done', 'undone').map((outcome) => ({ kind: 'transactionEnded', transaction, outcome }) as const),
    ),
  fc
    .constantFrom(...steps)
    .chain((step) =>
      fc.constantFrom<EntryBody>(
        { kind: 'stepStarted', step, transaction: 'cutover' },
        { kind: 'stepStarted', step, transaction: 'cutover', isPointOfNoReturn: true },
        { kind: 'stepSucceeded', step },
        { kind: 'stepFailed', step, code: 'GW999', message: 'it rains' },
        { kind: 'switchRefused', step },
        { kind: 'undoStarted', step },
        { kind: 'undoSucceeded', step },
      ),
    ),
);

const journals = fc.array(bodies, { maxLength: 30 }).map((list) =>
  list.map(
    (body, index): LedgerEntry => ({
      serial: index + 1,
      at: new Date(index * 1_000).toISOString(),
      by: { user: 'tester', host: 'here' },
      runId: 'run',
      ...body,
    }),
  ),
);

describe('the lifecycle', () => {
  it('has a state for whatever engine and ledger say, and an answer to every wish in it', () => {
    fc.assert(
      fc.property(engines, journals, fc.constantFrom(...phases), (engine, entries, phase) => {
        const state = deriveState(engine, readJournal(entries));
        const answer = wish(state, phase);
        if (typeof answer === 'string') expect(['reach', 'there']).toContain(answer);
        else expect(answer).toMatchObject({ why: expect.stringMatching(/\w/), hint: expect.stringMatching(/\w/) });
      }),
    );
  });

  it('is in a cutover for exactly as long as one is open, whatever the engine says', () => {
    fc.assert(
      fc.property(engines, journals, (engine, entries) => {
        const { open } = readJournal(entries);
        const state = deriveState(engine, readJournal(entries));
        if (open !== undefined) expect(state).toBe('cuttingOver');
        else if (engine.state !== 'committing') expect(state).not.toBe('cuttingOver');
      }),
    );
  });

  it('never offers to sync or prepare again what applications use', () => {
    const used: readonly MigrationState[] = ['cutOver', 'reversing', 'rolledBack', 'detached', 'complete'];
    for (const state of used) {
      for (const phase of ['prepared', 'synced'] as const) expect(wish(state, phase)).toHaveProperty('why');
    }
    expect(wish('complete', 'rolledBack')).toHaveProperty('why');
    expect(wish('following', 'complete')).toHaveProperty('why');
  });

  it('passes the point of no return only by a step that says so, and comes back only by a refusal', () => {
    fc.assert(
      fc.property(journals, (entries) => {
        const { open } = readJournal(entries);
        if (open === undefined) return;
        const own = entries.slice(entries.findLastIndex(({ kind }) => kind === 'transactionBegan'));
        const last = own.findLast(
          (entry) =>
            (entry.kind === 'stepStarted' &&
              entry.transaction === open.transaction &&
              entry.isPointOfNoReturn === true) ||
            (entry.kind === 'switchRefused' && open.steps.has(entry.step)),
        );
        if (last?.kind === 'stepStarted') expect(open.isPastPointOfNoReturn).toBe(true);
        if (last === undefined) expect(open.isPastPointOfNoReturn).toBe(false);
      }),
    );
  });
});
