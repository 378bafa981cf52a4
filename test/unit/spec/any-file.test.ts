import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { diagnosticsDocument } from '../../../src/report/json/diagnostics.ts';
import { renderDiagnostics } from '../../../src/report/text/diagnostics.ts';
import { paintFor } from '../../../src/report/text/paint.ts';
import { toData } from '../../../src/spec/yaml/located.ts';
import { parseYaml } from '../../../src/spec/yaml/parse-yaml.ts';
import { fc } from '../../support/fast-check.ts';
import { loadText, repositoryPath } from './support.ts';

const directory = repositoryPath('schemas/testdata/valid/');
const texts = readdirSync(directory)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(`${directory}${name}`, 'utf8'));
const documents = texts.map((text) => JSON.parse(JSON.stringify(toData(parseYaml(text).root!))));

type Path = readonly (string | number)[];

/** The paths of all values below the root. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? below : [path, ...below];
}

const secret = 'TOPSECRET';

/** What somebody might have put there by mistake, and what nobody would. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e21,
    '',
    'off',
    'no',
    '7.0',
    '0123',
    [],
    {},
    [[]],
    { env: 'X' },
    { env: 'X', file: 'y' },
    { command: [] },
    { __proto__: null },
  ),
  fc.constantFrom(
    `mongodb://user:${secret}@host/`,
    `https://a:${secret}@b`,
    { password: secret },
    { uri: `mongodb://u:${secret}@h` },
    `mongodb://h/?tlsCertificateKeyFilePassword=${secret}`,
  ),
);

const mutation = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'rename', 'duplicate', 'add'),
  at: fc.nat(),
  value: anything,
  name: fc.oneof(
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'password',
      'passwrd',
      'nam',
      'uri',
      'hasOwnProperty',
      '<<',
      '',
    ),
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never;

function mutate(document: unknown, { kind, at, value, name }: Mutation): unknown {
  const copy = structuredClone(document);
  const paths = pathsOf(copy);
  const path = paths[at % Math.max(paths.length, 1)];
  if (path === undefined) return copy;
  const container = path
    .slice(0, -1)
    .reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], copy) as Record<string | number, unknown>;
  const key = path.at(-1)!;
  // A secret under another name is a word like any other.
  if (kind === 'rename' && key === 'password') return copy;
  const set = (property: string | number, content: unknown) =>
    Object.defineProperty(container, property, {
      value: content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (kind === 'replace') set(key, value);
  else if (kind === 'remove') delete container[key];
  else if (kind === 'duplicate' && Array.isArray(container)) container.push(container[key as number]);
  else if (!Array.isArray(container)) set(name, kind === 'rename' ? container[key] : value);
  if (kind === 'rename' && !Array.isArray(container) && name !== key) delete container[key];
  return copy;
}

function check(text: string, { diagnostics }: { diagnostics: readonly Diagnostic[] }): void {
  const lines = text.split('\n');
  for (const { range, summary, code } of diagnostics) {
    expect(summary).not.toBe('');
    expect(code).toMatch(/^GW6\d\d$/);
    if (range === undefined) continue;
    expect(range.line).toBeGreaterThanOrEqual(1);
    expect(range.line).toBeLessThanOrEqual(lines.length);
    expect(range.column).toBeGreaterThanOrEqual(1);
    expect(range.column).toBeLessThanOrEqual((lines[range.line - 1]?.length ?? 0) + 1);
    const isForward = range.endLine > range.line || (range.endLine === range.line && range.endColumn >= range.column);
    expect(isForward).toBe(true);
    expect(range.endLine).toBeLessThanOrEqual(lines.length);
  }
  const shown = [renderDiagnostics(diagnostics, paintFor(false)), JSON.stringify(diagnosticsDocument(diagnostics))];
  for (const output of shown) expect(output).not.toContain(secret);
}

/** An edit that takes a secret out of what shows that it is one leaves a word like any other. */
const isRecognisable = (text: string) =>
  text.split(secret).length === text.split(new RegExp(`\\bpassword: ${secret}|\\buser:${secret}@`)).length;

/** Three hundred files each, on a machine that does other things too. */
const timeoutMs = 90_000;

describe('any file', () => {
  it(
    'either holds or yields diagnostics that point into it, and never throws or shows a secret',
    async () => {
      const file = fc.record({
        document: fc.constantFrom(...documents),
        mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
        isFlow: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(file, async ({ document, mutations, isFlow }) => {
          const mutated = mutations.reduce(mutate, document);
          const text = isFlow ? JSON.stringify(mutated) : stringify(mutated);
          const result = await loadText(text, { checkEnvironments: true });
          check(text, result);
          const isValid = result.diagnostics.every(({ severity }) => severity !== 'error');
          expect(result.migrations.length).toBe(isValid ? 1 : 0);
        }),
        { numRuns: 300, verbose: 0 },
      );
    },
    timeoutMs,
  );

  it(
    'survives text that was cut, joined or typed over',
    async () => {
      const edit = fc.record({
        at: fc.nat(),
        length: fc.nat({ max: 40 }),
        text: fc.oneof(
          fc.string({ unit: 'binary', maxLength: 8 }),
          fc.constantFrom(
            '\t',
            '  ',
            ': ',
            '- ',
            '{',
            ']',
            '"',
            '&a ',
            '*a',
            '!x ',
            '\r\n',
            '---\n',
            '#',
            '\u0000',
            '\ufeff',
          ),
        ),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...texts),
          fc.array(edit, { minLength: 1, maxLength: 3 }),
          async (original, edits) => {
            const planted = original
              .replace(/(\buri: ).*$/m, `$1mongodb://user:${secret}@host/`)
              .replace(/password: \{[^}]*\}/g, `password: ${secret}`);
            const text = edits.reduce((current, { at, length, text: typed }) => {
              const start = at % (current.length + 1);
              const edited = current.slice(0, start) + typed + current.slice(start + length);
              return isRecognisable(edited) ? edited : current;
            }, planted);
            check(text.replace(/^\ufeff/, ''), await loadText(text));
          },
        ),
        { numRuns: 300, verbose: 0 },
      );
    },
    timeoutMs,
  );
});
