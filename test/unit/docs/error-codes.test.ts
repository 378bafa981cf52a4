import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/preflight/check.ts';
import {
  filesBelow,
  markdownTable,
  type Page,
  page,
  pages,
  placeOf,
  repositoryPath,
  withSections,
} from '../../support/docs/pages.ts';

/** Codes and where each of them stands first. */
function codesIn(files: readonly Page[], pattern: RegExp): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of files) {
    for (const { 1: code, index } of file.text.matchAll(pattern)) {
      if (!found.has(code!)) found.set(code!, placeOf(file, index));
    }
  }
  return found;
}

/** The schema is quoted in what is generated from it; its examples may name codes of other versions. */
const sources = filesBelow('src', '.ts').filter(({ path }) => !path.includes('/generated/'));
const used = codesIn(sources, /\b(GW\d{3})\b/g);

/** A row of docs/errors.md that begins with the code, or a page of its own in docs/checks. */
const rows = codesIn([page('docs/errors.md')], /^\| \[?(GW\d{3})\b/gm);
const checkPages = new Map(
  filesBelow('docs/checks', '.md').map((file) => [/(GW\d{3})\.md$/.exec(file.path)?.[1] ?? file.path, file]),
);

describe('error codes', () => {
  it('are each documented', () => {
    const missing = [...used]
      .filter(([code]) => !rows.has(code) && !checkPages.has(code))
      .map(([code, place]) => `${code} (${place}): add a row to docs/errors.md, or a page docs/checks/${code}.md`);
    expect(missing).toEqual([]);
  });

  it('are documented only where they exist', () => {
    const documented = codesIn(pages, /\b(GW\d{3})\b/g);
    const gone = [...documented]
      .filter(([code]) => !used.has(code))
      .map(([code, place]) => `${code} (${place}): no file of src/ uses it`);
    expect(gone).toEqual([]);
  });

  it('have one row each', () => {
    const all = [...page('docs/errors.md').text.matchAll(/^\| \[?(GW\d{3})\b/gm)].map(({ 1: code }) => code!);
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  });
});

describe('the pages of checks', () => {
  it('are there for every check, and begin with its title', async () => {
    const checks = await allChecks();
    const wrong = checks.flatMap(({ code, title }) => {
      const heading = `# ${code}: ${title}`;
      const isRight = checkPages.get(code)?.text.startsWith(`${heading}\n`) === true;
      return isRight ? [] : [`docs/checks/${code}.md has to be there, and to begin with "${heading}"`];
    });
    expect(wrong).toEqual([]);
    expect(checks.length).toBeGreaterThan(5);
  });

  it('are listed in docs/errors.md; `npx vitest run --project unit test/unit/docs -u` writes the list', async () => {
    const checks = [...(await allChecks())].sort((a, b) => (a.code < b.code ? -1 : 1));
    const rows = checks.map(({ code, severity, title }) => [`[${code}](checks/${code}.md)`, severity, title]);
    const table = markdownTable(['code', 'severity', 'what has to hold'], rows);
    await expect(withSections(page('docs/errors.md'), { checks: table })).toMatchFileSnapshot(
      repositoryPath('docs/errors.md'),
    );
  });

  it('are named for a code', () => {
    expect([...checkPages.keys()].filter((name) => !/^GW[1-5]\d\d$/.test(name))).toEqual([]);
  });
});

/** Whatever the modules of checks export that is one. */
async function allChecks(): Promise<readonly Check[]> {
  const paths = filesBelow('src/preflight/checks', '.ts').map(({ path }) => repositoryPath(path));
  const modules = await Promise.all(paths.map(async (path) => (await import(path)) as Record<string, unknown>));
  return modules.flatMap((module) => Object.values(module)).filter(isCheck);
}

function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'code' in value && 'severity' in value && 'run' in value;
}
