import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { diagnosticsMarkdown, matrixMarkdown } from '../../../src/report/markdown/diagnostics.ts';
import { sarifDocument } from '../../../src/report/sarif/diagnostics.ts';
import type { Document } from '../../support/driver.ts';
import { complete, directoryOf } from '../spec/support.ts';
import { godwit } from './support.ts';

const range = { file: 'migrations/a b.yaml', line: 7, column: 3, endLine: 7, endColumn: 9 };
const finding: Diagnostic = {
  severity: 'error',
  code: 'GW304',
  summary: '1 pair of indexes differ only in being unique: shop.a|b (<x>, y)',
  detail: 'The destination refuses the second one',
  hint: 'db.getCollection("a|b").dropIndex("```")',
  pointer: '/filters',
  range,
};
const note: Diagnostic = { severity: 'info', code: 'GW518', summary: 'Not checked on the source' };

describe('SARIF', () => {
  const document = sarifDocument([finding, note], [{ code: 'GW304', title: 'No such pair' }], '1.2.3', 'godwit.yaml');
  const [run] = document['runs'] as [Document];

  it('has what code hosts ask for', () => {
    expect(document).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif') });
    expect(run['tool'].driver).toEqual({
      name: 'godwit',
      semanticVersion: '1.2.3',
      rules: [
        { id: 'GW304', shortDescription: { text: 'No such pair' } },
        { id: 'GW518', shortDescription: { text: 'GW518' } },
      ],
    });
  });

  it('puts a finding on its line', () => {
    expect(run['results'][0]).toMatchObject({
      ruleId: 'GW304',
      ruleIndex: 0,
      level: 'error',
      message: { text: expect.stringContaining('Fix: db.getCollection') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'migrations/a%20b.yaml' },
            region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 9 },
          },
        },
      ],
    });
  });

  it('puts one without a place on the file', () => {
    expect(run['results'][1]).toMatchObject({
      level: 'note',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'godwit.yaml' }, region: { startLine: 1 } } }],
    });
  });

  it('takes the same finding with other figures for the same', () => {
    const print = (summary: string) => {
      const [first] = sarifDocument([{ ...finding, summary }], [], '1', 'f')['runs'] as [Document];
      return first['results'][0].partialFingerprints;
    };
    expect(print('The disk has 12 GB left')).toEqual(print('The disk has 9 GB left'));
    expect(print('The disk has 12 GB left')).not.toEqual(print('The oplog has 12 GB left'));
  });
});

describe('markdown', () => {
  const text = diagnosticsMarkdown([finding, note], 'godwit validate');

  it('begins with how many there are, and a table', () => {
    expect(text.split('\n').slice(0, 5)).toEqual([
      '### godwit validate: 1 error, 1 note',
      '',
      '|  | code | finding | file |',
      '| --- | --- | --- | --- |',
      '| 🛑 | GW304 | 1 pair of indexes differ only in being unique: shop.a\\|b (&lt;x>, y) | `migrations/a b.yaml:7` |',
    ]);
  });

  it('lets no name of a collection make markup', () => {
    expect(text).not.toContain('<x>');
    // The fence is longer than any that the hint holds.
    expect(text.match(/^`{4}(?:text)?$/gm)).toHaveLength(2);
  });

  it('has the matrix of engines as a table', () => {
    const rows = [{ engine: 'mongosync', verdict: 'blocked', obstacles: ['GW301 a|b', 'c'] } as const];
    expect(matrixMarkdown(rows)).toContain('| mongosync | blocked | GW301 a\\|b<br>c |');
  });
});

describe('godwit validate', () => {
  it('writes SARIF and markdown of what is wrong with a file, too', async () => {
    await using directory = await directoryOf({ 'godwit.yaml': `${complete}filter: {}\n` });
    const at = { cwd: directory.path, env: { SOURCE_URI: 'x', DESTINATION_URI: 'x' } };
    const sarif = await godwit(['validate', '--format', 'sarif'], at);
    expect(sarif.exitCode).toBe(1);
    expect(JSON.parse(sarif.stdout).runs[0].results[0]).toMatchObject({ ruleId: 'GW630', level: 'error' });
    const markdown = await godwit(['validate', '--format', 'markdown'], at);
    expect(markdown.stdout).toMatch(/^### godwit validate: 1 error\n/);
  });
});
