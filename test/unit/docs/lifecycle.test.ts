import { describe, expect, it } from 'vitest';
import type { EngineObservation, EngineState as EngineStateOfMigration } from '../../../src/engines/engine.ts';
import { readJournal } from '../../../src/ledger/journal.ts';
import { deriveState } from '../../../src/lifecycle/derive-state.ts';
import { type MigrationState, wish } from '../../../src/lifecycle/migration-state.ts';
import type { Phase } from '../../../src/spec/migration.ts';
import {
  allowedRequests,
  type EngineEvent,
  type EngineState,
  nextEngineState,
} from '../../../src/sync/engine-state.ts';
import { markdownTable, page, repositoryPath, withSections } from '../../support/docs/pages.ts';

/** The members of a union, all of them: one that is missing here does not compile. */
const members = <T extends string>(all: Readonly<Record<T, true>>) => Object.keys(all) as T[];

const phases = members<Phase>({
  prepared: true,
  synced: true,
  detached: true,
  cutover: true,
  rolledBack: true,
  complete: true,
});

const states = members<MigrationState>({
  absent: true,
  provisioned: true,
  initializing: true,
  copying: true,
  buildingIndexes: true,
  following: true,
  paused: true,
  cuttingOver: true,
  cutOver: true,
  reversing: true,
  rolledBack: true,
  detached: true,
  complete: true,
  failed: true,
});

const engineStatesOfMigration = members<EngineStateOfMigration>({
  absent: true,
  initializing: true,
  copying: true,
  buildingIndexes: true,
  following: true,
  paused: true,
  committing: true,
  committed: true,
  reversing: true,
  failed: true,
});

const engineStates = members<EngineState>({
  INITIALIZING: true,
  IDLE: true,
  RUNNING: true,
  PAUSED: true,
  COMMITTING: true,
  COMMITTED: true,
  REVERSING: true,
});

const engineEvents = members<EngineEvent>({
  initialized: true,
  recoveredRunning: true,
  recoveredPaused: true,
  recoveredCommitting: true,
  recoveredCommitted: true,
  start: true,
  pause: true,
  resume: true,
  resumeCommitted: true,
  repair: true,
  fail: true,
  reverseFailed: true,
  commit: true,
  undoCommit: true,
  commitUndone: true,
  finish: true,
  committed: true,
  reverse: true,
  reversed: true,
});

describe('docs/lifecycle.md', () => {
  it('has the tables of the code; `npx vitest run --project unit test/unit/docs -u` writes them', async () => {
    const { wishes, reasons } = whatMayBeWishedFor();
    const sections = { 'derived states': derivedStates(), wishes, reasons, 'engine states': engineTransitions() };
    await expect(withSections(page('docs/lifecycle.md'), sections)).toMatchFileSnapshot(
      repositoryPath('docs/lifecycle.md'),
    );
  });
});

function whatMayBeWishedFor(): { wishes: string; reasons: string } {
  const reasons: string[] = [];
  const numberOf = (reason: string) => {
    if (!reasons.includes(reason)) reasons.push(reason);
    return String(reasons.indexOf(reason) + 1);
  };
  const cell = (state: MigrationState, phase: Phase) => {
    const wished = wish(state, phase);
    if (typeof wished === 'string') return { reach: 'yes', there: 'is so' }[wished];
    return numberOf(`${wished.why}. ${wished.hint}.`);
  };
  const rows = states.map((state) => [`\`${state}\``, ...phases.map((phase) => cell(state, phase))]);
  return {
    wishes: markdownTable(['state', ...phases.map((phase) => `\`${phase}\``)], rows),
    reasons: reasons.map((reason, index) => `${index + 1}. ${reason}`).join('\n'),
  };
}

/** For a ledger that holds nothing. */
function derivedStates(): string {
  const observed = (state: EngineStateOfMigration): EngineObservation => ({
    type: 'builtin',
    state,
    isRunning: true,
    location: undefined,
    startedAt: undefined,
    progress: undefined,
    failure: undefined,
  });
  const derived = (state: EngineStateOfMigration) => deriveState(observed(state), readJournal([]));
  const rows = engineStatesOfMigration.map((state) => [state, `\`${derived(state)}\``]);
  return markdownTable(['the engine', 'the migration'], rows);
}

function engineTransitions(): string {
  const rows = engineStates.map((state) => {
    const requests = allowedRequests(state);
    const words = engineEvents.flatMap((event) => {
      const next = nextEngineState(state, event);
      if (next === undefined) return [];
      return `${requests.includes(event) ? `\`${event}\`` : `*${event}*`} → ${next}`;
    });
    return [state, words.join(', ')];
  });
  return markdownTable(['state', 'what leads out of it, and where to'], rows);
}
