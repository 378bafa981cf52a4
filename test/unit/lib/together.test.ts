import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../../src/lib/deferred.ts';
import { Together } from '../../../src/lib/together.ts';

describe('what many ask for', () => {
  it('is done in one call for all who come while another is under way', async () => {
    const calls: (readonly string[])[] = [];
    const first = deferred();
    const together = new Together(async (items: readonly string[]) => {
      calls.push(items);
      if (calls.length === 1) await first.promise;
      return items.join();
    });
    const a = together.add('a');
    await setImmediate();
    const others = [together.add('b'), together.add('c')];
    await setImmediate();
    expect(calls).toEqual([['a']]);
    first.resolve();
    expect(await a).toBe('a');
    expect(await Promise.all(others)).toEqual(['b,c', 'b,c']);
    expect(await together.add('d')).toBe('d');
    expect(calls).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('fails for those whose call it was, and for nobody else', async () => {
    const together = new Together(async (items: readonly number[]) => {
      if (items.includes(1)) throw new Error('not 1');
      return items.length;
    });
    const failing = expect(together.add(1)).rejects.toThrow('not 1');
    await setImmediate();
    const next = together.add(2);
    await failing;
    expect(await next).toBe(1);
  });
});
