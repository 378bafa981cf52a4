import { describe, expect, it } from 'vitest';
import { page } from '../../support/docs/pages.ts';

const ruleCount = 28;

const rows = [...page('docs/guarantees.md').text.matchAll(/^\| (\d+) \|(.*)\|$/gm)].map(({ 1: number, 2: rest }) => {
  const [howFar = '', promise = '', enforcedIn = '', provenBy = ''] = rest!.split('|').map((cell) => cell.trim());
  return { number: Number(number), howFar, promise, enforcedIn, provenBy };
});

describe('the guarantees', () => {
  it('are numbered without gaps', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: ruleCount }, (_, index) => index + 1));
  });

  it('say how far they hold', () => {
    expect(rows.filter(({ howFar }) => !['holds', 'in part', 'not yet'].includes(howFar))).toEqual([]);
    expect(rows.filter(({ promise }) => promise.length < 40)).toEqual([]);
  });

  it('name the file that enforces and the test that proves each that holds', () => {
    const bare = rows.filter(({ howFar, enforcedIn, provenBy }) => {
      return howFar === 'holds' && !(enforcedIn.includes('`src/') && provenBy.includes('`test/'));
    });
    expect(bare).toEqual([]);
  });
});
