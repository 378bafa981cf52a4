import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { allChecks } from '../../../src/preflight/all-checks.ts';
import { repositoryPath } from '../spec/support.ts';

const directory = repositoryPath('docs/checks');
const files = await readdir(directory);
const pages = new Map(
  await Promise.all(
    files.map(async (file) => [file.replace('.md', ''), await readFile(`${directory}/${file}`, 'utf8')] as const),
  ),
);
const withPage = allChecks.filter(({ code }) => pages.has(code));

describe('the codes that a waiver may name', () => {
  it('are those of the checks', async () => {
    const schema = JSON.parse(await readFile(repositoryPath('schemas/migration.schema.json'), 'utf8'));
    const { code } = schema.$defs.checks.properties.waive.items.properties;
    expect(code.enum).toEqual(allChecks.map(({ code: one }) => one).sort());
  });
});

describe('the pages of docs/checks', () => {
  it('are of checks that exist', () => {
    const codes = new Set<string>(allChecks.map(({ code }) => code));
    expect([...pages.keys()].filter((code) => !codes.has(code))).toEqual([]);
  });

  it.each(withPage.map((check) => [check.code, check] as const))('%s says what its check is', (code, check) => {
    const text = pages.get(code)!;
    const engines = check.engines === 'all' ? 'all' : check.engines.join(', ');
    expect(text.split('\n').slice(0, 3)).toEqual([
      `# ${code}: ${check.title}`,
      '',
      `Severity: ${check.severity}. Engines: ${engines}.`,
    ]);
    for (const section of ['What it finds', 'Why it matters', 'What to do']) {
      expect(new RegExp(`^\\*\\*${section}\\.\\*\\* \\S.{20,}`, 'm').test(text), section).toBe(true);
    }
  });
});
