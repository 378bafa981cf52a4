import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandTable } from '../../../src/cli/command-table.ts';
import { type Page, page, pages, placeOf, repositoryPath } from '../../support/docs/pages.ts';

/** Only what is set in code, or in a link, is meant as a path or a command. */
const link = /\[[^\]]*\]\(([^)\s]+)\)/g;
const code = /`([^`\n]+)`/g;
const fence = /^```[^\n]*\n[\s\S]*?^```$/gm;

/** The page with what fences hold blanked out, so that places stay. */
function withoutFences({ path, text }: Page): Page {
  return { path, text: text.replaceAll(fence, (block) => block.replaceAll(/[^\n]/g, ' ')) };
}

/** As GitHub makes the anchor of a heading. */
function anchorsOf({ text }: Page): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(({ 1: heading }) => heading!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** What looks like a path of this repository: it begins with one of its folders. */
const ofRepository = /^(?:\.\.?\/)*(?:src|test|docs|schemas|scripts|examples|bench|\.ci)\/[\w./-]*$/;

describe('the pages', () => {
  it('are found', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/errors.md', 'test/README.md']),
    );
  });

  it('link to what exists', () => {
    const broken = pages.map(withoutFences).flatMap((from) =>
      [...from.text.matchAll(link)].flatMap(({ 1: target, index }) => {
        if (/^[a-z]+:/.test(target!)) return [];
        const [path = '', anchor] = target!.split('#');
        const to = path === '' ? from.path : normalize(join(dirname(from.path), path));
        const isThere = existsSync(repositoryPath(to));
        if (isThere && (anchor === undefined || !to.endsWith('.md') || anchorsOf(page(to)).has(anchor))) return [];
        return [`${placeOf(from, index)}: ${target}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('name files that exist', () => {
    const missing = pages.map(withoutFences).flatMap((from) =>
      [...from.text.matchAll(code)].flatMap(({ 1: name, index }) => {
        if (!ofRepository.test(name!) || /\bGWnnn\b/.test(name!)) return [];
        const isThere = [repositoryPath(name!), repositoryPath(join(dirname(from.path), name!))].some(existsSync);
        return isThere ? [] : [`${placeOf(from, index)}: ${name}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it('name commands that exist', () => {
    const known = new Set([...commandTable.map(({ name }) => name), 'help']);
    const unknown = pages.flatMap((from) =>
      [...from.text.matchAll(/(?:`|\$ |\bnpx )godwit ([a-z][a-z-]*)/g)]
        .filter(({ 1: name }) => !known.has(name!))
        .map(({ 0: text, index }) => `${placeOf(from, index)}: ${text}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name scripts that npm can run', async () => {
    const { scripts } = JSON.parse(page('package.json').text) as { scripts: Record<string, string> };
    const unknown = pages.flatMap((from) =>
      [...from.text.matchAll(/\bnpm run ([\w:-]+)/g)]
        .filter(({ 1: name }) => scripts[name!] === undefined)
        .map(({ 0: text, index }) => `${placeOf(from, index)}: ${text}`),
    );
    expect(unknown).toEqual([]);
  });
});
