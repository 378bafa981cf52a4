/** What commands print beside plans and documents, whole, on a terminal, in a log, in a comment and as JSON lines. */
import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '../../../src/apply/apply-events.ts';
import { BugError, UserError } from '../../../src/lib/errors.ts';
import { step } from '../../../src/plan/step.ts';
import { propose } from '../../../src/preflight/proposal.ts';
import { runChecks } from '../../../src/preflight/run-checks.ts';
import * as events from '../../../src/report/json/events.ts';
import { failureJson } from '../../../src/report/json/failure.ts';
import { applyReport } from '../../../src/report/markdown/apply-report.ts';
import { type RunSummary, renderSummary } from '../../../src/report/run-summary.ts';
import { migrationStatus } from '../../../src/report/status.ts';
import { applyReporter } from '../../../src/report/text/apply-reporter.ts';
import { renderComparison } from '../../../src/report/text/comparison.ts';
import { renderVerdicts } from '../../../src/report/text/engine-verdicts.ts';
import { renderFailure } from '../../../src/report/text/failure.ts';
import { renderOnline } from '../../../src/report/text/online.ts';
import { paintFor } from '../../../src/report/text/paint.ts';
import { renderStatus, statusLine } from '../../../src/report/text/status.ts';
import { migrationFile } from '../../../src/report/yaml/migration-file.ts';
import { emptyResult } from '../../../src/verify/comparison.ts';
import { following, observed, planOf } from '../../support/plan/observed.ts';
import { expectEvent } from '../../support/schemas.ts';
import { contextOf, healthyObservation } from '../preflight/healthy.ts';

/** What a server, a program or a name may hold: signs that steer a terminal, and lines of their own. */
const nasty = 'a`b|c </details> @team [x](http://evil.example) \u202e\u001b[31m\r\nsecond line \u0007';

const paint = paintFor(false);
const now = new Date('2026-11-20T12:00:00Z');

const some = step({ kind: 'startSync', symbol: '+', summary: `Begin to sync ${nasty}` });
const lock = {
  id: '0123abcd',
  holder: { user: 'ada', host: 'desk' },
  pid: 7,
  purpose: 'apply to synced',
  since: now.toISOString(),
  heartbeatAt: now.toISOString(),
};
const summary: RunSummary = {
  outcomes: [
    { migration: 'shop', outcome: 'done', reason: undefined },
    { migration: 'crm', outcome: 'failed', reason: '[GW505] The destination has not answered for 30 s' },
    { migration: 'billing', outcome: 'notBegun', reason: 'crm was not done' },
  ],
  exitCode: 1,
};

/** One of each kind. */
async function allEvents(): Promise<readonly ApplyEvent[]> {
  const { engine } = observed({ engine: following });
  return [
    { type: 'applyStarted', plan: await planOf(), runId: '89ab' },
    { type: 'stepStarted', step: some },
    { type: 'stepProgress', step: some, engine },
    { type: 'stepNote', step: some, text: `Waiting for ${nasty}` },
    {
      type: 'stepNote',
      step: some,
      text: 'warning[GW516]: The server certificate for the source ends in 13 d',
      finding: { severity: 'warning', code: 'GW516', summary: 'The server certificate for the source ends in 13 d' },
    },
    { type: 'gatesWaiting', step: some, gates: [{ name: 'maxLag', words: 'lag 12 s, at most 5 s' }] },
    { type: 'stepSucceeded', step: some, durationMs: 1_234, output: { copiedBytes: 7 } },
    { type: 'stepFailed', step: some, code: 'GW820', message: nasty },
    { type: 'stepFailed', step: some, code: 'GW843', message: 'Interrupted' },
    { type: 'undoStarted', stepId: 'blockSource', reason: 'a gate closed' },
    { type: 'undoSucceeded', stepId: 'blockSource' },
    { type: 'undoFailed', stepId: 'blockSource', message: nasty },
    { type: 'stopRequested', isHonoured: true },
    { type: 'stopRequested', isHonoured: false },
    { type: 'applyFinished', outcome: 'done', blockedMs: 670, exitCode: 0 },
    { type: 'applyFinished', outcome: 'failed', blockedMs: undefined, exitCode: 1 },
    { type: 'applyFinished', outcome: 'undone', blockedMs: undefined, exitCode: 7 },
    { type: 'applyFinished', outcome: 'interrupted', blockedMs: undefined, exitCode: 130 },
  ];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

async function expectGolden(name: string, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(`golden/${name}`);
  expect(text).not.toMatch(steering);
}

describe('the golden file', () => {
  it('of a run as text', async () => {
    let text = '';
    const write = (part: string) => {
      text += part;
    };
    const show = applyReporter({ write, paint, isTerminal: false, columns: () => 80 });
    for (const event of await allEvents()) show(event);
    await expectGolden('run.txt', `${text}${renderSummary(summary)}`);
  });

  it('of a run as JSON lines, each of which can be read by itself', async () => {
    const plan = await planOf();
    const status = migrationStatus('shop', 'synced', observed({ engine: following }));
    const delivery = { event: 'failed', target: 'Slack', isDelivered: false, attempts: 4, reason: 'status 500' };
    const failure = new UserError('GW810', { summary: 'The plan was not approved; nothing was done' });
    const lines = [
      events.versionEvent('0.1.0', now),
      events.planEvent(plan, now),
      events.lockEvent(lock, 'shop', now),
      ...(await allEvents()).map((event) => events.applyEvent(event, 'shop', now)),
      events.notificationEvent(delivery, 'shop', now),
      events.statusEvent(status, now),
      events.summaryEvent(summary, now),
      failureJson(failure, now, 'shop'),
    ];
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      const event = JSON.parse(line);
      expectEvent(event);
      expect(event['@message']).not.toMatch(/\n/);
      expect(event['@message']).not.toMatch(steering);
    }
    // A plan has golden files of its own.
    const short = lines.map((line) =>
      JSON.stringify(JSON.parse(line, (name, value) => (name === 'plan' && value.id ? value.id : value))),
    );
    await expect(`${short.join('\n')}\n`).toMatchFileSnapshot('golden/events.jsonl');
  });

  it.each([
    ['apply-done.md', { exitCode: 0, stdout: 'Done', stderr: '' }],
    ['apply-stale.md', { exitCode: 4, stdout: '', stderr: 'error[GW750]: The plan is stale' }],
    ['apply-nasty.md', { exitCode: 1, stdout: nasty, stderr: '```' }],
  ])('of the comment %s', async (name, run) => {
    await expectGolden(name, applyReport(run, 'migrations'));
  });

  it('of a comment on a run that had very much to say', () => {
    const text = applyReport({ exitCode: 0, stdout: `${'x'.repeat(400)}\n`.repeat(5_000), stderr: '' }, 'migrations');
    expect(text.length).toBeLessThan(65_536);
  });

  it('of a status', async () => {
    const situations = {
      idle: observed({ engine: following }),
      nasty: observed({
        engine: { ...following, failure: { code: 'GW920', message: nasty, hint: undefined }, state: 'failed' },
      }),
    };
    const texts = Object.values(situations).flatMap((situation) => {
      const status = migrationStatus('shop', 'synced', situation);
      return [renderStatus(status, paint), statusLine(status)];
    });
    await expectGolden('status.txt', texts.join('\n'));
  });

  it('of a comparison', async () => {
    const comparison = {
      formatVersion: 1,
      mode: 'full',
      notCompared: [`shop.${nasty}`],
      source: 'old.example:27017',
      destination: 'new.example:27017',
      startedAt: now.toISOString(),
      endedAt: now.toISOString(),
      catalog: ['shop.carts is on the source only'],
      collections: [
        { ...emptyResult('shop.orders'), documents: 1_000, bytes: 5_000_000 },
        {
          ...emptyResult(`shop.${nasty}`),
          documents: 7,
          missing: 1,
          extra: 2,
          different: 1,
          samples: [
            { kind: 'missing', id: '1' },
            { kind: 'extra', id: JSON.stringify(nasty) },
          ],
          catalog: ['index a_1 is missing'],
        },
      ],
    } as const;
    const equal = { ...comparison, catalog: [], collections: comparison.collections.slice(0, 1), isEqual: true };
    const texts = [renderComparison({ ...comparison, isEqual: false }, paint), renderComparison(equal, paint)];
    await expectGolden('comparison.txt', texts.join('\n'));
  });

  it('of what engines can do for a migration', async () => {
    const verdicts = [
      { engine: 'builtin', title: 'builtin', canDoIt: true, reasons: [] },
      { engine: 'mongomirror', title: 'mongomirror', canDoIt: false, reasons: ['needs Atlas', 'no filters'] },
    ];
    await expectGolden('verdicts.txt', renderVerdicts('shop', 'builtin', verdicts));
  });

  it('of the checks on servers', async () => {
    const context = await contextOf('', {});
    const loaded = { name: 'shop', file: 'godwit.yaml' };
    const blocked = [{ severity: 'error', code: 'GW201', summary: nasty, hint: 'Upgrade it' }] as const;
    const texts = [runChecks(context), blocked].map((diagnostics) =>
      renderOnline({ loaded, context, diagnostics }, paint),
    );
    await expectGolden('online.txt', texts.join('\n'));
  });

  it('of a file that init writes', async () => {
    const { source } = healthyObservation();
    const destination = { kind: 'existing', variable: 'DESTINATION_URI' } as const;
    const answers = { name: 'shop', sourceVariable: 'SOURCE_URI', destination, databases: ['shop'] };
    await expectGolden('init.yaml', migrationFile(propose(source, answers)));
  });

  it('of an error', async () => {
    const parts = { summary: `It went wrong: ${nasty}`, detail: nasty, hint: 'Do something else' };
    const bug = renderFailure(new BugError('GW999', { summary: 'It should not be' }), paint);
    const text = renderFailure(new UserError('GW810', parts), paint);
    await expectGolden('failure.txt', `${text}${bug.replaceAll(/^ {2} {4}at .*\n/gm, '')}`);
  });
});
