import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observeRehearsal } from '../../../src/observe/observe-rehearsal.ts';
import { forecast } from '../../../src/plan/forecast.ts';
import type { PlanInput } from '../../../src/plan/plan-input.ts';
import { loadedFrom, observed } from '../../support/plan/observed.ts';

describe('a rehearsal, by the events that it wrote', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'godwit-rehearsal-'));
  });

  afterEach(async () => await rm(directory, { recursive: true }));

  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20) + seconds * 1000).toISOString();

  async function seen(events: readonly (readonly [seconds: number, event: object])[]) {
    const policy = [{ rule: 'rehearsalRequired', rehearsal: { report: './rehearsal.jsonl' } }];
    const loaded = await loadedFrom({ phase: 'cutover', policy });
    const lines = events.map(([seconds, event]) =>
      JSON.stringify({ '@timestamp': at(seconds), migration: loaded.name, ...event }),
    );
    await writeFile(join(directory, 'rehearsal.jsonl'), `${lines.join('\n')}\n`);
    return await observeRehearsal({ ...loaded, baseDirectory: directory });
  }

  const done = (kind: string, fields: object = {}) => ({ type: 'stepSucceeded', step: { id: kind, kind }, ...fields });
  const started = (phase: string) => ({ type: 'applyStarted', plan: { phase } });
  const finished = { type: 'applyFinished', outcome: 'done' };

  it('gives the rate and the commit time to the forecast, also of a sync that was interrupted', async () => {
    const rehearsal = await seen([
      [0, started('synced')],
      [10, done('startSync')],
      [200, { type: 'applyFinished', outcome: 'interrupted' }],
      [500, started('detached')],
      [1010, done('awaitSynced', { durationMs: 510_000, output: { copiedBytes: 40_000_000_000 } })],
      [1020, done('commitSync', { durationMs: 1_500, output: {} })],
      [1030, finished],
      [2000, started('synced')],
      [2001, done('startSync')],
      [2002, finished],
    ]);
    expect(rehearsal).toEqual({
      finishedAt: at(1030),
      measured: { bytesPerSecond: 40_000_000, commitSeconds: 1.5 },
    });
    const { spec } = await loadedFrom({ phase: 'cutover' });
    const observation = observed();
    const total = observation.source.namespaces.reduce((sum, { bytes }) => sum + bytes, 0);
    const input = { spec, observation, state: 'provisioned', rehearsal } as PlanInput;
    expect(forecast(input)).toMatchObject({
      copySeconds: total / 40_000_000,
      basis: `40 MB/s, measured in the rehearsal of ${at(1030)}, indexes included`,
      commitSeconds: 1.5,
    });
  });

  it('is none as long as it only synced', async () => {
    const rehearsal = await seen([
      [0, started('synced')],
      [10, done('startSync')],
      [20, finished],
    ]);
    expect(rehearsal?.why).toContain('it tells of none');
  });
});
