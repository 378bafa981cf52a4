import { type WindowRule, windowTimes } from '../../spec/cutover-window.ts';
import type { Gate } from './gate.ts';

/** The cutover window is open now, with enough of it left for the cutover's time-out. */
export function windowGate(rule: WindowRule, timeoutMs: number): Gate {
  return {
    name: 'window',
    read: async (_engine, { now }) => {
      const at = now();
      const [current, next] = await windowTimes(rule, at, 2);
      if (current === undefined) return { isOpen: false, words: 'the window has passed' };
      if (current.opens > at) return { isOpen: false, words: `the window opens at ${current.opens.toISOString()}` };
      const leftMs = current.closes.getTime() - at.getTime();
      if (leftMs >= timeoutMs)
        return { isOpen: true, words: `the window is open until ${current.closes.toISOString()}` };
      const after = next === undefined ? '' : `; the next one opens at ${next.opens.toISOString()}`;
      return { isOpen: false, words: `the window closes too soon, at ${current.closes.toISOString()}${after}` };
    },
  };
}
