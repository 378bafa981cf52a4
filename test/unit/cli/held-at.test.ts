import { describe, expect, it } from 'vitest';
import { heldAt } from '../../../src/cli/held-at.ts';
import { loadedFrom } from '../../support/plan/observed.ts';

describe('--until', () => {
  it('goes no further than its phase', async () => {
    const loaded = await loadedFrom({ phase: 'cutover' });
    expect(heldAt(loaded, 'synced').spec.phase).toBe('synced');
    expect(heldAt(loaded, 'cutover').spec.phase).toBe('cutover');
    expect(loaded.spec.phase).toBe('cutover');
  });

  it.each([
    ['prepared', 'synced', 'A run goes no further than its file asks'],
    ['detached', 'synced', 'this phase is reached as a whole'],
    ['rolledBack', 'cutover', 'this phase is reached as a whole'],
  ] as const)('of a file with phase: %s refuses %s', async (phase, until, hint) => {
    const loaded = await loadedFrom({ phase });
    expect(() => heldAt(loaded, until)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
  });
});
