import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { countDiagnostics, renderDiagnostics } from '../../../src/report/text/diagnostics.ts';
import { paintFor } from '../../../src/report/text/paint.ts';

const at = (snippet: string, column: number, endColumn: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: 'error',
  code: 'GW634',
  summary: 'Summary',
  range: { file: 'f.yaml', line: 1, column, endLine: 1, endColumn },
  snippet,
  ...more,
});
const render = (diagnostic: Diagnostic) => renderDiagnostics([diagnostic], paintFor(false));
/** What the carets stand below. */
function marked(diagnostic: Diagnostic): string {
  const [, , , line = '', carets = ''] = render(diagnostic).split('\n');
  return line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1);
}

describe('the caret', () => {
  it('stands below what is meant', () => {
    expect(marked(at('name: orders', 7, 13))).toBe('orders');
    expect(marked(at('\tname: x', 2, 6))).toBe('name');
    expect(marked(at('key: ', 6, 6))).toBe('');
  });

  it('counts wide characters as terminals do', () => {
    const [, , , , carets] = render(at('名前: x', 5, 6)).split('\n');
    expect(carets).toBe('  |       ^');
  });

  it('stays in sight on a long line', () => {
    const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    expect(marked(at(line, 501, 505))).toBe('HERE');
    expect(render(at(line, 501, 505)).split('\n')[3]!.length).toBeLessThan(180);
  });

  it('ends with its line when the range goes on', () => {
    const diagnostic = at('filters:', 1, 5, { range: { file: 'f', line: 1, column: 1, endLine: 9, endColumn: 3 } });
    expect(marked(diagnostic)).toBe('filters:');
  });
});

it('shows no control characters of a file', () => {
  const rendered = render(at('a: \u001b[31mred\u202e', 1, 2));
  expect(rendered).toContain('a: \ufffd[31mred\ufffd');
});

it('shows a finding without a place', () => {
  expect(render({ severity: 'info', code: 'GW101', summary: 'Nothing', hint: 'Go on' })).toBe(
    'info[GW101]: Nothing\n  = help: Go on\n',
  );
});

it('counts', () => {
  const of = (...severities: Diagnostic['severity'][]) =>
    countDiagnostics(severities.map((severity) => ({ severity, code: 'GW101', summary: 'x' })));
  expect(of('error', 'warning', 'error', 'info')).toBe('2 errors, 1 warning, 1 note');
  expect(of()).toBe('');
});
