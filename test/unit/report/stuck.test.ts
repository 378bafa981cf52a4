import { expect, it } from 'vitest';
import { progressOf } from '../../../src/engines/mongosync/progress.ts';
import { progressLine } from '../../../src/report/progress-line.ts';

it('says loudly that a sync is stuck, and on what', () => {
  const reason = 'no change was applied for 61 s: the source has not answered for 60 s';
  const told = { state: 'RUNNING', stuck: { since: '2026-11-21T00:00:00.000Z', reason } };
  const engine = { type: 'builtin', state: 'following', isRunning: true, location: undefined } as const;
  const line = (progress: object) =>
    progressLine({ ...engine, startedAt: undefined, failure: undefined, progress: progressOf({ ...progress }) });
  expect(line(told)).toBe(`following; STUCK: ${reason}`);
  expect(line({ ...told, stuck: null })).toBe('following');
});
