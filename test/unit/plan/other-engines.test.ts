import { describe, expect, it } from 'vitest';
import { allCapabilities } from '../../../src/engines/all-capabilities.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { loadedFrom, observed } from '../../support/plan/observed.ts';

/** The hints of what dumpRestore cannot do, in a file with these blocks, between two 7.0 replica sets. */
async function hints(blocks: object): Promise<readonly (string | undefined)[]> {
  const asked = { phase: 'synced', engine: { type: 'dumpRestore' }, cutover: { rollback: { mode: 'reverse' } } };
  const { spec, specHash } = await loadedFrom({ ...asked, ...blocks });
  const plain = observed();
  const newer = (side: 'source' | 'destination') => {
    const facts = { ...plain[side].facts, version: '7.0.20', versionNumber: 700 };
    return { ...plain[side], facts };
  };
  const plan = makePlan({
    spec,
    specHash,
    environment: undefined,
    observation: { ...plain, source: newer('source'), destination: newer('destination') },
    state: 'absent',
    capabilities: allCapabilities.dumpRestore,
    windows: [],
    godwitVersion: '0.1.0',
    now: '2026-11-20T12:00:00.000Z',
  });
  return plan.diagnostics.filter(({ code }) => code === 'GW707').map(({ hint }) => hint);
}

describe('the engines that could do it instead', () => {
  it('are judged by this very migration', async () => {
    expect((await hints({}))[0]).toMatch(/^Engines that can: builtin, mongosync;/);
    // mongosync does not go back where only a part is migrated.
    const filtered = await hints({ filters: { include: [{ database: 'shop' }] } });
    expect(filtered[0]).toMatch(/^Engines that can: builtin;/);
  });
});
