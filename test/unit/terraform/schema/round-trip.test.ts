import { existsSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFile } from '../../../../src/spec/load-file.ts';
import { toOrderedData } from '../../../../src/spec/yaml/located.ts';
import { objectType } from '../../../../src/terraform/schema/attribute.ts';
import { configFromSpec } from '../../../../src/terraform/schema/config-from-spec.ts';
import { leftOut } from '../../../../src/terraform/schema/left-out.ts';
import { loadConfig } from '../../../../src/terraform/schema/load-config.ts';
import { migrationAttributes } from '../../../../src/terraform/schema/migration-fields.ts';
import { fromDynamicMessage, toDynamicMessage } from '../../../../src/terraform/values/dynamic-message.ts';
import type { Value } from '../../../../src/terraform/values/value.ts';
import { fc } from '../../../support/fast-check.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const filesOf = (directory: string) =>
  readdirSync(resolve(root, directory))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${directory}/${name}`);

const now = new Date('2026-01-01');
const type = objectType(migrationAttributes());
const sent = (value: Value) => fromDynamicMessage(type, toDynamicMessage(type, value));

describe('a file, written in Terraform', () => {
  it.each([...filesOf('examples'), ...filesOf('schemas/testdata/valid')])('says the same: %s', async (path) => {
    const given = { project: '64f0c0ffee0000000000beef' };
    const options = { cwd: root, env: {}, now, given, checkEnvironments: false };
    const file = await loadFile(path, options);
    const data = [...(toOrderedData(file.root!) as Map<string, unknown>)].filter(([name]) => !(name in leftOut));
    const value = sent(configFromSpec(new Map(data)));

    const context = { cwd: dirname(resolve(root, path)), env: {}, now };
    expect(existsSync(context.cwd)).toBe(true);
    const { migration, diagnostics, unknown } = await loadConfig(value, context);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(unknown).toEqual([]);
    expect(migration!.spec).toEqual({ ...file.migration!.spec, after: [] });
    expect(migration!.baseDirectory).toBe(file.migration!.baseDirectory);
  });

  it('keeps any text as it is', async () => {
    const minimal = {
      name: 'a',
      phase: 'synced',
      source: { uri: { env: 'A' } },
      destination: { uri: { env: 'B' } },
    };
    const value = configFromSpec(minimal);
    const odd = fc.constantFrom(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of a file
      '${var.a}',
      '$${var.a}',
      '${var.',
      '\u2028',
      '\u0085',
      '# no',
      '{a: 1}',
      '\t',
      '"',
      '\\',
      '\n',
    );
    const text = fc
      .array(fc.oneof(odd, fc.string({ unit: 'grapheme' })))
      .map((parts) => parts.join('').normalize('NFC'));
    await fc.assert(
      fc.asyncProperty(text, async (description) => {
        const { migration } = await loadConfig(sent({ ...value, description }), { cwd: root, env: {}, now });
        expect(migration!.spec.description).toBe(description);
      }),
      { numRuns: 60 },
    );
  });
});
