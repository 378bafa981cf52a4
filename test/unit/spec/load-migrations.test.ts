import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { brief, complete, directoryOf, loadText } from './support.ts';

const named = (name: string, rest = '') => complete.replace('name: orders', `name: ${name}`) + rest;

describe('paths', () => {
  it('loads the YAML files of a directory in order and nothing else', async () => {
    await using directory = await directoryOf({
      'b.yaml': named('b'),
      'a.yml': named('a'),
      'notes.txt': 'x',
      '.hidden.yaml': 'x',
      'deeper/c.yaml': 'x',
    });
    const { migrations, diagnostics } = await directory.load();
    expect(migrations.map(({ name, file }) => [name, file])).toEqual([
      ['a', 'a.yml'],
      ['b', 'b.yaml'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('reads a file that is given twice once', async () => {
    await using directory = await directoryOf({ 'a.yaml': named('a') });
    const { migrations } = await directory.load({ paths: ['a.yaml', '.', './a.yaml'] });
    expect(migrations).toHaveLength(1);
  });

  it('reports the errors of every file, in the order of files and lines', async () => {
    await using directory = await directoryOf({
      'b.yaml': `${named('b')}x: 1\n`,
      'a.yaml': `${named('a')}y: 1\nphase2: 1\n`,
      'c.yaml': named('c'),
    });
    const result = await directory.load();
    expect(brief(result)).toEqual([
      'GW630 a.yaml:7:1 Unknown property `y`',
      'GW630 a.yaml:8:1 Unknown property `phase2`',
      'GW630 b.yaml:7:1 Unknown property `x`',
    ]);
    expect(result.migrations.map(({ name }) => name)).toEqual(['c']);
  });

  it('says what is missing', async () => {
    await using directory = await directoryOf({ 'empty/notes.txt': '' });
    expect(brief(await directory.load({ paths: ['empty'] }))).toEqual([
      'GW603 empty holds no file that ends with .yaml or .yml',
    ]);
    const missing = await directory.load({ paths: ['godwit.yaml'] });
    expect(brief(missing)).toEqual(['GW601 godwit.yaml:1:1 The file does not exist']);
    expect(missing.diagnostics[0]?.hint).toContain('godwit init');
  });

  it('says that it may not read', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read everything');
    await using directory = await directoryOf({ 'a.yaml': complete });
    await chmod(join(directory.path, 'a.yaml'), 0o000);
    expect(brief(await directory.load())).toEqual(['GW602 a.yaml:1:1 The file cannot be read: permission denied']);
  });

  it('refuses a file of 10 MB without reading it', async () => {
    const started = performance.now();
    expect(brief(await loadText(Buffer.alloc(10_000_000, 'a: 1\n')))).toEqual([
      'GW604 m.yaml:1:1 The file has 10.0 MB, and a migration file may have 1 MB',
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('survives nesting without end', async () => {
    const result = await loadText(`filters: ${'['.repeat(200_000)}`);
    expect(result.diagnostics[0]?.summary).toBe('The values are nested too deeply to be read');
    expect(result.diagnostics).toHaveLength(1);
  });

  it('survives aliases that multiply', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`,
    );
    const result = await loadText(`a0: &a0 [x]\n${lines.join('\n')}\nloop: &loop [*loop]\n`);
    expect(result.diagnostics.some(({ code }) => code === 'GW613')).toBe(true);
  });
});

describe('order of migrations', () => {
  it('refuses two migrations of one name', async () => {
    await using directory = await directoryOf({ 'a.yaml': named('same'), 'b.yaml': named('same') });
    const result = await directory.load();
    expect(brief(result)).toEqual(['GW660 b.yaml:3:7 The migration `same` is declared in a.yaml already']);
    expect(result.migrations.map(({ file }) => file)).toEqual(['a.yaml']);
  });

  it('knows the migrations that others wait for', async () => {
    await using directory = await directoryOf({
      'a.yaml': named('customers'),
      'b.yaml': named('invoices', 'after: [{ migration: custmers }, { migration: customers }]\n'),
    });
    const result = await directory.load();
    expect(brief(result)).toEqual(['GW681 b.yaml:7:22 There is no migration `custmers` among these files']);
    expect(result.diagnostics[0]?.hint).toBe('Did you mean `customers`?');
    // Alone, the file may be part of a directory that was not given.
    expect(brief(await directory.load({ paths: ['b.yaml'] }))).toEqual([]);
  });

  it('refuses a circle, once', async () => {
    await using directory = await directoryOf({
      'a.yaml': named('a', 'after: [{ migration: b }]\n'),
      'b.yaml': named('b', 'after: [{ migration: c }]\n'),
      'c.yaml': named('c', 'after: [{ migration: a }]\n'),
      'd.yaml': named('d', 'after: [{ migration: a }]\n'),
    });
    const result = await directory.load();
    expect(brief(result)).toEqual(['GW682 a.yaml:7:22 These migrations wait for each other']);
    expect(result.diagnostics[0]?.detail).toBe('a → b → c → a');
  });
});

describe('a loaded migration', () => {
  it('knows where each of its values stands', async () => {
    const { migrations } = await loadText(
      `${complete}cutover:\n  gates: { maxLag: 5s }\n  hooks:\n    - { on: switch, run: [x] }\n`,
    );
    const [migration] = migrations;
    const at = (pointer: string) => migration?.locate(pointer);
    expect(at('/cutover/gates/maxLag')).toEqual({ file: 'm.yaml', line: 8, column: 20, endLine: 8, endColumn: 22 });
    expect(at('/cutover')).toMatchObject({ line: 7, column: 1, endColumn: 8 });
    expect(at('/cutover/hooks/0')).toMatchObject({ line: 10, column: 9 });
    // A default has no place of its own.
    expect(at('/cutover/timeout')).toMatchObject({ line: 7, column: 1 });
    expect(at('/throttle/http')).toMatchObject({ line: 1, column: 1 });
  });

  it('gives diagnostics of others their place and line', async () => {
    const { migrations } = await loadText(complete);
    const diagnostic = migrations[0]?.annotate({
      severity: 'error',
      code: 'GW101',
      summary: 'Unreachable',
      pointer: '/source/uri',
    });
    expect(diagnostic).toMatchObject({
      range: { line: 5, column: 11 },
      snippet: 'source: { uri: { env: SOURCE_URI } }',
    });
    const elsewhere = { severity: 'info', code: 'GW102', summary: 'No place' } as const;
    expect(migrations[0]?.annotate(elsewhere)).toEqual(elsewhere);
  });
});

describe('the fingerprint', () => {
  const hashOf = async (text: string, environment?: string) =>
    (await loadText(text, { environment })).migrations[0]?.specHash;

  it('is the same for the same meaning', async () => {
    const first = await hashOf(complete);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const rewritten = `# a comment\r\n${complete.split('\n').reverse().join('\r\n')}\r\nverification: { mode: "full" }\r\nthrottle: {}\r\n`;
    expect(await hashOf(rewritten)).toBe(first);
    expect(await hashOf(`${complete}cutover: { timeout: 1m }\n`)).toBe(
      await hashOf(`${complete}cutover: { timeout: 60s }\n`),
    );
  });

  it('moves with the meaning', async () => {
    const texts = [
      complete,
      complete.replace('synced', 'cutover'),
      complete.replace('SOURCE_URI', 'OTHER_URI'),
      `${complete}sharding: { entries: [{ namespace: a.b, key: { 2: 1, 1: 1 } }] }\n`,
      `${complete}sharding: { entries: [{ namespace: a.b, key: { 1: 1, 2: 1 } }] }\n`,
      `${complete}filters: { documents: [{ namespace: a.b, match: { x: { c: 1, b: 1 } } }] }\n`,
      `${complete}filters: { documents: [{ namespace: a.b, match: { x: { b: 1, c: 1 } } }] }\n`,
    ];
    const hashes = await Promise.all(texts.map((text) => hashOf(text)));
    expect(new Set(hashes).size).toBe(texts.length);
    expect(hashes).not.toContain(undefined);
  });

  it('depends on the environment, and not on what secrets are', async () => {
    const text = `${complete}environments: { staging: { phase: detached } }\n`;
    expect(await hashOf(text, 'staging')).not.toBe(await hashOf(text));
    const other = await loadText(text, { env: { SOURCE_URI: 'another', DESTINATION_URI: 'x' } });
    expect(other.migrations[0]?.specHash).toBe(await hashOf(text));
  });
});
