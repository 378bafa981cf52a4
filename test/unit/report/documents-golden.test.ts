/** Every document that is not a plan, whole: what people read in tickets, chats and code hosts changes only on purpose. */
import { describe, expect, it } from 'vitest';
import { allCapabilities } from '../../../src/engines/all-capabilities.ts';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { type Notice, wordsOf } from '../../../src/notify/notice.ts';
import { engineMatrix } from '../../../src/preflight/engine-matrix.ts';
import { matrixRows } from '../../../src/report/engine-matrix.ts';
import { renderReportHtml } from '../../../src/report/html/report.ts';
import { diagnosticsMarkdown, matrixMarkdown } from '../../../src/report/markdown/diagnostics.ts';
import { renderReportMarkdown } from '../../../src/report/markdown/report.ts';
import type { MigrationReport } from '../../../src/report/migration-report.ts';
import { sarifDocument } from '../../../src/report/sarif/diagnostics.ts';
import * as capabilityMatrix from '../../../src/report/text/capability-matrix.ts';
import { renderConnection } from '../../../src/report/text/connection.ts';
import { renderMatrix } from '../../../src/report/text/engine-matrix.ts';
import { paintFor } from '../../../src/report/text/paint.ts';
import { contextOf } from '../preflight/healthy.ts';

/** Names that would end a block, make a link or run a script if they were let. */
const nasty = 'a`b|c </td><script>alert(1)</script> [x](http://evil.example) \u202e\u001b[31m';

const report: MigrationReport = {
  formatVersion: 1,
  migration: 'shop',
  environment: 'production',
  writtenAt: '2026-11-20T12:00:00.000Z',
  godwitVersion: '0.1.0',
  state: 'reversing',
  phase: 'cutover',
  specHash: 'sha256:0011',
  source: {
    address: 'old.example:27017',
    version: '5.0.4',
    writes: 'blocked',
    clients: [
      { application: nasty, driver: 'nodejs 6.3.0', users: ['shop'], hosts: ['10.0.0.7', '10.0.0.8'], connections: 12 },
    ],
  },
  destination: { address: 'new.example:27017', version: '6.0.27', writes: 'allowed', clients: undefined },
  engine: 'builtin',
  verification: 'Compared whole: 230,218 documents, 0 mismatches',
  repairs: [`1 documents of the destination that differed: ${nasty}`],
  passages: [
    {
      transaction: 'cutover',
      begunAt: '2026-11-20T10:00:00.000Z',
      endedAt: '2026-11-20T10:00:09.000Z',
      outcome: 'undone',
      by: 'ada',
      gates: ['lag: 0.2 s, at most 5 s'],
      blockedMs: undefined,
      hookMs: 0,
      verifiedDocuments: undefined,
      verifiedExtent: { mode: 'full' },
    },
    {
      transaction: 'cutover',
      begunAt: '2026-11-20T11:00:00.000Z',
      endedAt: '2026-11-20T11:00:04.000Z',
      outcome: 'done',
      by: nasty,
      gates: ['approvals: grace, linus', 'lag: 0 s, at most 5 s'],
      warmed: '1.2 GB of 7 collections and 19 of their indexes in 12 s',
      blockedMs: 670,
      hookMs: 200,
      verifiedDocuments: 5_120,
      verifiedExtent: { mode: 'sample', samplePercent: 5 },
    },
  ],
  timeline: [
    { at: '2026-11-20T10:00:09.000Z', by: 'ada', what: `Cutover undone: ${nasty}`, isTrouble: true },
    { at: '2026-11-20T11:00:04.000Z', by: 'ada', what: 'Cutover done', isTrouble: false },
  ],
  rates: [
    {
      until: '2026-11-20T09:00:00.000Z',
      samples: [
        { seconds: 0, copyBytesPerSecond: 0, eventsPerSecond: 0 },
        { seconds: 30, copyBytesPerSecond: 27_000_000, eventsPerSecond: 120 },
        { seconds: 60, copyBytesPerSecond: 0, eventsPerSecond: 4_000 },
      ],
    },
  ],
  warnings: [nasty],
  queries: {
    at: '2026-11-20T11:00:00.000Z',
    compared: 20,
    regressions: [
      { shape: `shop.orders {${nasty}: ?}`, words: 'the destination examines 5000 documents, the source 10' },
    ],
  },
  checklist: ['Point alerts at the new cluster', 'Take a first snapshot'],
  settings: { name: 'shop', source: { uri: { env: 'SOURCE_URI' } }, description: nasty },
};

const findings: readonly Diagnostic[] = [
  {
    severity: 'error',
    code: 'GW304',
    summary: '1 pair of indexes differ only in being unique: shop.orders (sku, sku)',
    detail: 'The destination refuses the second one',
    hint: 'db.orders.dropIndex("sku_1")',
    pointer: '/filters',
    range: { file: 'migrations/shop.yaml', line: 7, column: 3, endLine: 7, endColumn: 9 },
  },
  { severity: 'warning', code: 'GW518', summary: nasty },
];

describe('the golden file', () => {
  it.each([
    ['report-markdown.txt', renderReportMarkdown(report)],
    ['report.html', renderReportHtml(report)],
    ['findings-markdown.txt', diagnosticsMarkdown(findings, 'godwit validate')],
    [
      'findings.sarif',
      `${JSON.stringify(sarifDocument(findings, [{ code: 'GW304', title: 'Indexes that differ in being unique' }], '0.1.0', 'godwit.yaml'), null, 2)}\n`,
    ],
    ['capabilities.txt', capabilityMatrix.renderMatrix(allCapabilities, 'text')],
    ['capabilities.md', capabilityMatrix.renderMatrix(allCapabilities, 'markdown')],
  ])('of %s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${name}`);
    expect(text).not.toContain('\u001b');
  });

  it('of the engines for one migration', async () => {
    const rows = matrixRows(engineMatrix(await contextOf('filters: { mapping: [{ from: shop.a, to: shop.b }] }', {})));
    await expect(renderMatrix(rows, paintFor(false))).toMatchFileSnapshot('golden/engine-matrix.txt');
    await expect(matrixMarkdown(rows)).toMatchFileSnapshot('golden/engine-matrix.md');
  });

  it('of a connection as an application finds it', async () => {
    const found = {
      address: 'new.example:27017',
      version: '8.0.4',
      topology: 'replicaSet',
      hosts: ['new-1.example:27017', 'new-2.example:27017'],
      users: ['admin.shop'],
      roles: ['admin.readWriteAnyDatabase'],
      writes: 'allowed',
      roundTripMs: 1.2,
    };
    const open = { ...found, topology: 'standalone', hosts: [found.address], users: [], roles: [] };
    await expect(`${renderConnection(found)}\n${renderConnection(open)}`).toMatchFileSnapshot(
      'golden/connect-test.txt',
    );
  });

  it('of what people are told', async () => {
    const events: Readonly<Record<Notice['event'], string | undefined>> = {
      started: 'plan 0123456789ab to cutover',
      stateChanged: 'copying -> following',
      gateWaiting: 'lag: 12 s, at most 5 s',
      approvalNeeded: 'approvals: 1 of 2 (ada)',
      cutoverStarted: undefined,
      cutoverFinished: undefined,
      cutoverUndone: '[GW842] The cutover took longer than 10 s',
      rolledBack: undefined,
      completed: undefined,
      failed: '[GW505] The destination (new.example:27017) has not answered for 30 s',
      stalled: 'nothing was applied for 60 s',
      oplogWindowLow: '2 h are left',
      mismatchFound: '3 documents',
      drifted: 'The sync: paused, expected going on',
      expiryNear: 'the access entry 10.0.0.7 ends in 2 days',
    };
    const lines = Object.entries(events).map(([event, reason]) => {
      const notice = { event: event as Notice['event'], migration: 'shop', reason, by: 'ada', at: report.writtenAt };
      return wordsOf({ ...notice, environment: 'production', job: 'https://ci.example/7' }, undefined);
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/notices.txt');
  });
});
