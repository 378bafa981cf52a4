import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { specCodes } from '../../../src/spec/error-codes.ts';
import { readablePath } from '../../../src/spec/pointer.ts';
import { compilePattern } from '../../../src/spec/rules/regex.ts';
import { flowText } from '../../../src/spec/schema/flow-text.ts';
import { placesOf, schemaAt } from '../../../src/spec/schema/schema-walk.ts';
import { closestMatch, wordList } from '../../../src/spec/suggestion.ts';
import { repositoryPath } from './support.ts';

describe('error codes', () => {
  const page = readFileSync(repositoryPath('docs/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^\| (GW6\d\d) \|/gm)].map(([, code]) => code);

  it('have one meaning each, and a row in docs/errors.md', () => {
    const codes = Object.values(specCodes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(documented).toEqual(['GW600', ...codes]);
  });
});

describe('closestMatch', () => {
  const known = ['source', 'destination', 'readFrom', 'existingData', 'urls', 'env', 'tier', 'maxLag'];
  it.each([
    ['sourc', 'source'],
    ['Source', 'source'],
    ['read_from', 'readFrom'],
    ['existing-data', 'existingData'],
    ['url', 'urls'],
    ['enviroment', 'env'],
    ['teir', 'tier'],
    ['maxlag', 'maxLag'],
    ['colour', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s: %s', (word, expected) => {
    expect(closestMatch(word, known)).toBe(expected);
  });

  it('lists words as a sentence does', () => {
    expect(wordList(['a'])).toBe('`a`');
    expect(wordList(['a', 'b', 'c'], 'and')).toBe('`a`, `b` and `c`');
    expect(wordList(['a', 'b', 'c'], 'or', 2)).toBe('`a`, `b`, …');
  });
});

describe('flowText', () => {
  it.each([
    '30s',
    '7.0',
    '203.0.113.0/24',
    'off',
    'no',
    'true',
    'null',
    '64f0c0ffee0000000000beef',
    '64e1',
    '0123',
    '0 2 * * SUN',
    'a: b',
    'a #b',
    '',
    ' x',
    './ca.pem',
    'http://sync-0:27182',
    '"quoted"',
    '@team',
    '1_000',
    '2026-11-22T02:00',
    '~',
    'x, y',
    '{x}',
    '-',
    '*x',
    '$HOME',
  ])('writes %j so that YAML reads it again', (text) => {
    expect(parse(`[${flowText(text)}]`)).toEqual([text]);
    expect(parse(`{ key: ${flowText([text, { text: 1 }])} }`)).toEqual({ key: [text, { text: 1 }] });
  });
});

describe('compilePattern', () => {
  it.each(['^tenant_\\d+$', '(?i)abc', '^(?>a|b)++\\z', '(?P<name>x)', '\\Qa.b(\\E', '[[:alpha:]]+', '\\Aabc', 'a*+'])(
    'takes %s',
    (pattern) => {
      expect(compilePattern(pattern)).toHaveProperty('regex');
    },
  );
  it.each(['(', '[a', '*a', 'a{2,1}', '(?<n>a)(?<n>b)'])('refuses %s', (pattern) => {
    expect(compilePattern(pattern)).toHaveProperty('problem');
  });
  it('takes the options of $regex', () => {
    expect(compilePattern('^a', 'imsx')).toMatchObject({ regex: /^a/ims });
  });
});

describe('the schema as a map', () => {
  it('leads from a pointer to what describes the value', () => {
    expect(schemaAt('/cutover/hooks/0/undo/0').at(-1)?.description).toBe('The program, or one argument.');
    expect(schemaAt('/source/uri/env').some(({ title }) => title === 'environment variable name')).toBe(true);
    expect(schemaAt('/destination/atlas/cluster/tags/env').some(({ title }) => title === 'secret reference')).toBe(
      false,
    );
    expect(schemaAt('/nowhere/at/all')).toEqual([]);
    expect(schemaAt('/source/constructor')).toEqual([]);
  });

  it('knows where a property could stand', () => {
    expect(placesOf('max_lag')).toEqual(['cutover.gates.maxLag']);
    expect(placesOf('nothing')).toEqual([]);
  });

  it('writes pointers as people write paths', () => {
    expect(readablePath('/filters/include/0/database')).toBe('filters.include[0].database');
    expect(readablePath('/a~1b/c~0d')).toBe('a/b.c~d');
  });
});
