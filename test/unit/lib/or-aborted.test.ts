import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { orAborted } from '../../../src/lib/or-aborted.ts';

const never = new Promise<never>(() => {});

it('gives what was asked for, or why, and leaves nothing with the signal', async () => {
  const { signal } = new AbortController();
  expect(await orAborted(signal, Promise.resolve(1))).toBe(1);
  await expect(orAborted(signal, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('ends with the reason of the abort, whether that is past or to come', async () => {
  const stop = new AbortController();
  const waiting = orAborted(stop.signal, never);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(orAborted(stop.signal, never)).rejects.toThrow('enough');
  await expect(orAborted(stop.signal, Promise.reject(new Error('later')))).rejects.toThrow('enough');
});
