import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../src/ledger/journal.ts';
import type { EntryBody, LedgerEntry } from '../../../src/ledger/ledger-entry.ts';
import { foreignSync, syncOrigin } from '../../../src/lifecycle/foreign-sync.ts';

const journal = (...bodies: EntryBody[]) =>
  readJournal(
    bodies.map((body, at): LedgerEntry => {
      const by = { user: 'alice', host: 'here' };
      return { serial: at + 1, at: '2026-11-20T12:00:00Z', by, runId: 'r1', ...body };
    }),
  );

const source: { setName: string | undefined; replicaSetId: string | undefined } = {
  setName: 'rs0',
  replicaSetId: 'a1',
};
const started: EntryBody = { kind: 'stepStarted', step: 'startSync' };
const succeeded: EntryBody = { kind: 'stepSucceeded', step: 'startSync', output: { ...syncOrigin(source) } };

describe('a sync on the destination', () => {
  it('is nobody else’s where there is none', () => {
    expect(foreignSync({ state: 'absent' }, journal(), source)).toBeUndefined();
  });

  it('is foreign to a ledger that never began one', () => {
    const launched: EntryBody = { kind: 'stepStarted', step: 'launchEngine' };
    expect(foreignSync({ state: 'following' }, journal(launched), source)).toContain('knows nothing of it');
  });

  it('is ours from the moment on that its start was written down, whether or not it is known how that went', () => {
    expect(foreignSync({ state: 'initializing' }, journal(started), source)).toBeUndefined();
    expect(foreignSync({ state: 'committed' }, journal(started, succeeded), source)).toBeUndefined();
  });

  it('is ours as well where it began with a copy at one go', () => {
    const copying: EntryBody = { kind: 'stepStarted', step: 'copyOffline' };
    const copied: EntryBody = { kind: 'stepSucceeded', step: 'copyOffline', output: { ...syncOrigin(source) } };
    expect(foreignSync({ state: 'copying' }, journal(copying), source)).toBeUndefined();
    expect(foreignSync({ state: 'committed' }, journal(copying, copied), source)).toBeUndefined();
    expect(foreignSync({ state: 'committed' }, journal(copying, copied), { ...source, replicaSetId: 'b2' })).toContain(
      'another source',
    );
  });

  it('is foreign when it was begun from another set, by its id or else by its name', () => {
    const ours = journal(started, succeeded);
    const seen = (facts: Partial<typeof source>) =>
      foreignSync({ state: 'following' }, ours, { setName: undefined, replicaSetId: undefined, ...facts });
    expect(seen({ setName: 'rs0', replicaSetId: 'b2' })).toContain('begun from another source');
    expect(seen({ setName: 'renamed', replicaSetId: 'a1' })).toBeUndefined();
    expect(seen({ setName: 'rs1' })).toContain('replica set "rs0", and this one is "rs1"');
    expect(seen({ setName: 'rs0' })).toBeUndefined();
    expect(seen({})).toBeUndefined();
  });
});
