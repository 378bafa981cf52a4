import { describe, expect, it } from 'vitest';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { readJournal } from '../../../src/ledger/journal.ts';
import type { EntryBody } from '../../../src/ledger/ledger-entry.ts';
import { deriveState } from '../../../src/lifecycle/derive-state.ts';
import { nothingBegun } from '../../../src/observe/nothing-begun.ts';
import { entriesOf } from '../../support/plan/observed.ts';

const transaction = (name: 'cutover' | 'detach' | 'rollback', outcome: 'done' | 'undone'): readonly EntryBody[] => [
  { kind: 'transactionBegan', transaction: name },
  { kind: 'transactionEnded', transaction: name, outcome },
];

function stateOf(engine: Partial<EngineObservation>, entries: readonly EntryBody[]): string {
  return deriveState({ ...nothingBegun('mongosync').engine, ...engine }, readJournal(entriesOf(entries)));
}

describe('the state of a migration whose engine was ended before it wrote down that it had committed', () => {
  const stopped = { state: 'committing', isRunning: false } as const;

  it('is what the ledger says of the last transaction', () => {
    expect(stateOf(stopped, transaction('cutover', 'done'))).toBe('cutOver');
    expect(stateOf(stopped, transaction('detach', 'done'))).toBe('detached');
  });

  it('is a cutover under way where the ledger knows of no end, or of another', () => {
    expect(stateOf(stopped, [])).toBe('cuttingOver');
    expect(stateOf(stopped, transaction('cutover', 'undone'))).toBe('cuttingOver');
    expect(stateOf(stopped, [...transaction('cutover', 'done'), ...transaction('rollback', 'done')])).toBe(
      'cuttingOver',
    );
    expect(stateOf({ ...stopped, isRunning: true }, transaction('cutover', 'done'))).toBe('cuttingOver');
  });
});
