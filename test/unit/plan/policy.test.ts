import { describe, expect, it } from 'vitest';
import { builtinCapabilities } from '../../../src/engines/builtin/capabilities.ts';
import type { RehearsalSeen } from '../../../src/observe/observe-rehearsal.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { collection, following, loadedFrom, observed } from '../../support/plan/observed.ts';

const now = '2026-11-20T12:00:00.000Z';

/** What is said of a rule, in a file with these blocks. */
async function verdict(
  rule: object,
  blocks: object = {},
  { canReverse = false, rehearsal = undefined as RehearsalSeen | undefined, isRehearsal = false } = {},
) {
  const { spec, specHash } = await loadedFrom({ phase: 'cutover', policy: [rule], ...blocks });
  const plan = makePlan({
    spec,
    specHash,
    environment: undefined,
    observation: observed({ engine: following }),
    state: 'following',
    capabilities: { ...builtinCapabilities, canReverse },
    windows: [],
    godwitVersion: '0.1.0',
    rehearsal,
    isRehearsal,
    now,
  });
  return plan.diagnostics
    .filter(({ code }) => code === 'GW757')
    .map(({ severity, summary }) => `${severity}: ${summary}`);
}

describe('a policy', () => {
  it('that is kept says nothing, and one that is not blocks or warns', async () => {
    const rule = { rule: 'verificationRequired' };
    expect(await verdict(rule)).toEqual([]);
    const sample = { verification: { mode: 'sample' } };
    expect(await verdict(rule, sample)).toEqual([
      expect.stringMatching(/^error: The policy verificationRequired is not kept/),
    ]);
    const partly = { verification: { exclude: [{ database: 'shop', collections: ['carts'] }] } };
    expect(await verdict(rule, partly)).toEqual([expect.stringContaining('leaves collections out')]);
    expect(await verdict({ ...rule, level: 'warn', name: 'ours' }, sample)).toEqual([
      expect.stringMatching(/^warning: The policy ours/),
    ]);
  });

  it('asks for a way back', async () => {
    const rule = { rule: 'rollbackRequired' };
    const none = { cutover: { rollback: { mode: 'none' } } };
    expect(await verdict(rule)).toHaveLength(1);
    expect(await verdict(rule, {}, { canReverse: true })).toEqual([]);
    expect(await verdict(rule, none, { canReverse: true })).toHaveLength(1);
    expect(await verdict(rule, { ...none, phase: 'synced' })).toEqual([]);
  });

  it('asks for a window', async () => {
    const rule = { rule: 'cutoverInWindow' };
    const window = { start: '2026-11-22T02:00', duration: '2h', timeZone: 'Europe/Berlin' };
    expect(await verdict(rule)).toHaveLength(1);
    expect(await verdict(rule, { cutover: { mode: 'window', window } })).toEqual([]);
  });

  it('asks for a second person', async () => {
    const rule = { rule: 'approvalRequired' };
    expect(await verdict(rule)).toHaveLength(1);
    expect(await verdict(rule, { cutover: { gates: { approvals: [{ name: 'dba' }] } } })).toEqual([]);
  });

  it('asks for a rehearsal that went well and is not too old', async () => {
    const rule = { rule: 'rehearsalRequired', rehearsal: { report: './rehearsal.jsonl', maxAge: '7d' } };
    const at = (finishedAt: string) => ({ rehearsal: { finishedAt } });
    expect(await verdict(rule, {}, at('2026-11-14T12:00:00Z'))).toEqual([]);
    expect(await verdict(rule, {}, at('2026-11-12T12:00:00Z'))).toEqual([
      expect.stringContaining('8 d 00 h old, and at most 7 d 00 h'),
    ]);
    expect(await verdict(rule, {}, { rehearsal: { why: 'no such file' } })).toEqual([
      expect.stringContaining('no such file'),
    ]);
    expect(await verdict({ rule: 'rehearsalRequired' })).toEqual([expect.stringContaining('no report')]);
    expect(await verdict(rule, { phase: 'synced' })).toEqual([]);
    // A dry run within the rehearsal plans a cutover, too.
    expect(await verdict(rule, {}, { isRehearsal: true })).toEqual([]);
  });

  it('asks for nothing that cannot be undone', async () => {
    expect(await verdict({ rule: 'noDestructiveSteps' })).toEqual([]);
    const clear = { destination: { uri: { env: 'DESTINATION_URI' }, existingData: 'clear' }, phase: 'synced' };
    const { spec, specHash } = await loadedFrom({ policy: [{ rule: 'noDestructiveSteps' }], ...clear });
    const observation = observed({ destination: { namespaces: [collection('orders')] } });
    const rest = {
      environment: undefined,
      capabilities: builtinCapabilities,
      windows: [],
      godwitVersion: '0.1.0',
      now,
    };
    const plan = makePlan({ spec, specHash, observation, state: 'provisioned', ...rest });
    expect(plan.diagnostics.filter(({ code }) => code === 'GW757')).toMatchObject([
      { severity: 'error', summary: expect.stringContaining('cannot be undone') },
    ]);
  });

  it('asks for a backup and closed doors', async () => {
    expect(await verdict({ rule: 'backupRequired' })).toHaveLength(1);
    expect(await verdict({ rule: 'noOpenAccess' })).toEqual([]);
    const atlas = (entry: object, backup: boolean) => ({
      destination: {
        atlas: {
          project: { id: '64f0c0ffee0000000000beef' },
          cluster: { name: 'shop', provider: 'AWS', region: 'EU_WEST_1', tier: 'M30', backup },
          ipAccess: [entry],
        },
      },
    });
    const open = atlas({ cidr: '0.0.0.0/0', comment: 'everybody' }, true);
    expect(await verdict({ rule: 'noOpenAccess' }, open)).toEqual([expect.stringContaining('lets everybody in')]);
    expect(await verdict({ rule: 'backupRequired' }, open)).toEqual([]);
    const closed = atlas({ cidr: '203.0.113.0/24', comment: 'sync hosts' }, false);
    expect(await verdict({ rule: 'noOpenAccess' }, closed)).toEqual([]);
  });
});
