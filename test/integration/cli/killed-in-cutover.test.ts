import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie, type DeathPoint, deathPointsOf } from '../../support/cli/killed-runs.ts';
import type { LedgerGate } from '../../support/cli/ledger-gate.ts';
import type { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

/** Until the switch is written down, whoever comes next takes everything back. */
const beforeTheSwitch: readonly DeathPoint[] = [
  ...deathPointsOf(
    'checkGates',
    'runHook:beforeBlock:0',
    'blockSource',
    'awaitDrained',
    'awaitVerified:tail',
    'commitSync',
    'awaitSilence',
  ),
  { moment: 'before', kind: 'stepStarted', step: 'beginSwitch' },
];

const behindTheSwitch: readonly DeathPoint[] = [
  // A run that dies between its intent and the field that decides is the guardian's: see guardian.test.ts.
  { moment: 'before', kind: 'stepSucceeded', step: 'beginSwitch' },
  ...deathPointsOf('runHook:switch:0', 'finishCommit', 'runHook:afterCutover:0', 'stopEngine'),
  { moment: 'before', kind: 'transactionEnded' },
  { moment: 'after', kind: 'transactionEnded' },
];

/** Says what was done in a file that the hooks share. */
const hook = (on: string, undo?: string) => ({
  on,
  run: ['sh', '-c', `echo ${on} >> hooks.log`],
  ...(undo && { undo: ['sh', '-c', `echo ${undo} >> hooks.log`] }),
});

describe('a cutover whose run is killed', await needs({ mongod: '>=6.0' }), () => {
  let gated: GatedPair;
  let pair: ServerPair;
  let gate: LedgerGate;

  beforeAll(async () => {
    gated = await GatedPair.start();
    ({ pair, gate } = gated);
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await gated[Symbol.asyncDispose]());

  it('is taken back before the switch and carried through behind it, wherever that happens', async () => {
    await using project = await gated.project({
      cutover: { hooks: [hook('beforeBlock', 'undone'), hook('switch'), hook('afterCutover')] },
    });
    await appendFile(join(project.directory, 'hooks.log'), '');
    await project.apply();
    await project.change({ phase: 'cutover' });
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
    });
    for (const point of beforeTheSwitch) {
      await applyAndDie(project, gate, point, {
        onEntry: async ({ kind, step }) => {
          if (kind === 'stepStarted' && step === 'checkGates') {
            expect(await pair.isSourceWritable(), `writes after ${JSON.stringify(point)}`).toBe(true);
          }
        },
      });
    }
    for (const point of behindTheSwitch) {
      await applyAndDie(project, gate, point);
      expect(await pair.isSourceWritable(), `writes after ${JSON.stringify(point)}`).toBe(false);
      expect(await pair.isDestinationWritable()).toBe(true);
    }
    await writer.stop();
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [], diagnostics: [] });
    expect(await pair.isSourceWritable()).toBe(false);
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    await expectSameData(pair.source.uri, pair.destination.uri);
    expect(project.engines).toEqual([]);
    expectInOrder((await readFile(join(project.directory, 'hooks.log'), 'utf8')).trim().split('\n'));
  }, 600_000);
});

/** What was done to applications was undone before it was done again, and the switch came only once it stayed done. */
function expectInOrder(hooks: readonly string[]): void {
  const switchedAt = hooks.indexOf('switch');
  const before = hooks.slice(0, switchedAt);
  expect(before.at(-1)).toBe('beforeBlock');
  expect(before.join(' ')).toMatch(
    /^(?:beforeBlock (?:undone )+)+beforeBlock$|^(?:(?:undone )*beforeBlock ?(?:undone )*)+$/,
  );
  expect(hooks.slice(switchedAt)).not.toContain('undone');
  expect(hooks.slice(switchedAt)).toContain('afterCutover');
}
