import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';

const stillRunning = new Set(['initializing', 'copying', 'buildingIndexes', 'following', 'paused', 'failed']);

/** A file that was changed after the sync had begun: what is copied was settled at its start, and does not follow the file. */
export function optionDiagnostics({ state, observation: { engine } }: PlanInput): readonly Diagnostic[] {
  if (!stillRunning.has(state)) return [];
  return (engine.otherOptions ?? []).map(({ option, running, asked, changesData }) => ({
    severity: changesData ? 'error' : 'warning',
    code: 'GW756',
    summary: `The sync runs with another ${option} than the file asks for, and that cannot be changed while it runs`,
    detail: `It runs with ${running}; the file asks for ${asked}`,
    hint: 'Put the file back to what the sync was begun with, or begin anew into an empty destination',
    ...(option === 'filter' ? { pointer: '/filters' } : {}),
  }));
}
