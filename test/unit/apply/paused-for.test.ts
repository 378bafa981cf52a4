import { describe, expect, it } from 'vitest';
import { expectSyncing } from '../../../src/apply/expect-syncing.ts';
import { builtinStartRequest } from '../../../src/engines/builtin/start-request.ts';
import { progressLine } from '../../../src/report/progress-line.ts';
import { readStartRequest } from '../../../src/sync/request/start-request.ts';
import { observed, planOf } from '../../support/plan/observed.ts';
import { loadedFrom } from '../engines/load-spec.ts';

const pausedFor = 'The source has a time-series collection (shop.measured)';
const engine = { state: 'paused', isRunning: true, pausedFor } as const;

describe('a sync that paused by itself', () => {
  it('says why: in the plan, in the line of a run, and to a run that waits for it', async () => {
    const { steps } = await planOf({}, { engine });
    expect(steps.find(({ kind }) => kind === 'resumeSync')?.details).toEqual([`It stopped because: ${pausedFor}`]);
    const seen = observed({ engine }).engine;
    expect(progressLine(seen)).toBe(`paused: ${pausedFor}`);
    expect(() => expectSyncing(seen)).toThrow(expect.objectContaining({ code: 'GW977', detail: pausedFor }));
    const somebodys = observed({ engine: { ...engine, pausedFor: undefined } }).engine;
    expect(() => expectSyncing(somebodys)).toThrow(expect.objectContaining({ code: 'GW822' }));
  });

  it('does so only where the file asks for it', async () => {
    const settingsOf = async (builtin: string) =>
      readStartRequest(builtinStartRequest(await loadedFrom(`engine: { type: builtin, builtin: ${builtin} }`)))
        .settings;
    expect((await settingsOf('{ onUnseenDdl: pause }')).onUnseenDdl).toBe('pause');
    expect(await settingsOf('{ onUnseenDdl: fail }')).not.toHaveProperty('onUnseenDdl');
    expect(() => readStartRequest({ source: 'cluster0', destination: 'cluster1', onUnseenDdl: 'no' })).toThrow(
      expect.objectContaining({ code: 'GW901' }),
    );
  });
});
