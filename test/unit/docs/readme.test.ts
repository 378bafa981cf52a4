import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../src/lib/errors.ts';
import { fences, filesBelow, page, pages, placeOf } from '../../support/docs/pages.ts';
import { loadText } from '../spec/support.ts';

const readme = page('README.md');

/** All that a page may leave to the reader: secrets that are set, and files that are there. */
const leftToTheReader = new Set(['GW651', 'GW652', 'GW655']);

describe('the pages', () => {
  it('show migration files that are valid', async () => {
    const wrong: string[] = [];
    let shown = 0;
    for (const one of pages) {
      for (const { content, index } of fences(one, 'yaml')) {
        if (!content.includes('apiVersion: godwit/')) continue;
        shown += 1;
        const { diagnostics } = await loadText(content);
        const counted = diagnostics.filter(({ code }) => !leftToTheReader.has(code));
        wrong.push(...counted.map(({ code, summary }) => `${placeOf(one, index)}: ${code} ${summary}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(0);
  });
});

describe('README.md', () => {
  it('lists the exit codes', () => {
    const listed = [...readme.text.matchAll(/^\| (\d+) \|/gm)].map(({ 1: code }) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });

  it('leads to every page of docs, or to its folder, through one other page at most', () => {
    const linked = (from: string, text: string) =>
      [...text.matchAll(/\]\(([^)#\s]+)/g)].map(({ 1: to }) => new URL(to!, `file:///${from}`).pathname.slice(1));
    const direct = linked('README.md', readme.text);
    const indirect = direct.filter((path) => path.endsWith('.md')).flatMap((path) => linked(path, page(path).text));
    const reached = new Set([...direct, ...indirect]);
    const lonely = filesBelow('docs', '.md').filter(
      ({ path }) => !reached.has(path) && !reached.has(`${dirname(path)}/`),
    );
    expect(lonely.map(({ path }) => `${path}: link it, or its folder, in README.md or a page that it links`)).toEqual(
      [],
    );
  });
});
