import { afterEach, expect, it, vi } from 'vitest';
import { EngineWatch } from '../../../src/apply/engine-watch.ts';
import type { StepContext } from '../../../src/apply/step-executor.ts';
import type { EngineObservation } from '../../../src/engines/engine.ts';

afterEach(() => vi.useRealTimers());

it('gives a process up that dies again and again, and not one that has gone well for long in between', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.advanceTimersByTime(3_600_000);
  let launches = 0;
  const launch = async () => void (launches += 1);
  const context = {
    signal: new AbortController().signal,
    migration: { engine: { launch } },
    note: () => {},
  } as unknown as StepContext;
  const dead = { isRunning: false, location: 'pid 1 on a.example' } as EngineObservation;
  const watch = new EngineWatch(context);
  for (let death = 1; death <= 5; death += 1) await watch.restart(dead);
  await expect(watch.restart(dead)).rejects.toMatchObject({ code: 'GW821' });
  vi.advanceTimersByTime(11 * 60_000);
  await watch.restart(dead);
  expect(launches).toBe(6);
});
