/** Values that go through a real terraform: whatever it would find changed, it refuses by itself. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTerraform } from '../../../src/infra/terraform/find-binary.ts';
import type { Attribute } from '../../../src/terraform/schema/attribute.ts';
import type { CtyType } from '../../../src/terraform/values/cty-type.ts';
import { isSameValue } from '../../../src/terraform/values/same-value.ts';
import { UNKNOWN, type Value, type ValueMap } from '../../../src/terraform/values/value.ts';
import { fc } from '../../support/fast-check.ts';
import { needs } from '../../support/runner/needs.ts';
import { anyValue, stateJson } from '../../support/terraform/arbitrary-values.ts';
import { probeAddress, startProbeProvider } from '../../support/terraform/probe-provider.ts';

const run = promisify(execFile);

const inner: CtyType = ['object', { a: 'string', b: ['list', 'number'], c: ['map', 'bool'] }];
const types: readonly CtyType[] = [
  'string',
  'number',
  'bool',
  ['list', 'number'],
  ['set', 'string'],
  ['set', 'number'],
  ['map', 'string'],
  ['map', ['list', 'number']],
  ['tuple', ['string', 'number', ['list', 'bool']]],
  inner,
  ['set', inner],
  ['list', ['set', inner]],
];

const optional = { description: '', optional: true } as const;
const typed: readonly Attribute[] = types.map((type, index) => ({ name: `a${index}`, type, ...optional }));
const nested: readonly Attribute[] = (['single', 'list', 'set', 'map'] as const).map((nesting) => ({
  name: nesting,
  nesting,
  attributes: [
    { name: 'text', type: 'string', ...optional },
    { name: 'inner', nesting: 'single', attributes: [{ name: 'number', type: 'number', ...optional }], ...optional },
  ],
  ...optional,
}));
const dynamic: Attribute = { name: 'dynamic', type: 'dynamic', ...optional };

/** JSON as a configuration has it, where texts and names are templates. */
const asTemplate = (json: string) => json.replaceAll(/[$%](?=\{)/g, '$&$&');

describe('a real terraform', await needs({ tool: 'terraform' }), () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'godwit-values-'));
  });
  afterEach(async () => await rm(directory, { recursive: true, force: true }));

  async function terraform(env: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
    const signal = AbortSignal.timeout(60_000);
    const { path } = await findTerraform({ wanted: undefined, baseDirectory: directory, env: process.env, signal });
    const options = { cwd: directory, env: { ...process.env, ...env, CHECKPOINT_DISABLE: '1' }, maxBuffer: 1e8 };
    return (
      await run(path, args, options).catch((error) => Promise.reject(new Error(`${error.stdout}${error.stderr}`)))
    ).stdout;
  }

  const configure = async (resources: string) =>
    await writeFile(
      join(directory, 'main.tf.json'),
      `{"terraform": {"required_providers": {"probe": {"source": "${probeAddress}"}}}, "resource": {"probe_value": {${resources}}}}`,
    );

  it('takes values of every type as we send them, and sends them back the same', async () => {
    await using provider = await startProbeProvider([...typed, dynamic]);
    const count = 12;
    const seed = 20261121;
    const samples = types.map((type) => fc.sample(anyValue(type, { unknowns: false }), { numRuns: count, seed }));
    const resources = Array.from({ length: count }, (_, row) => {
      const values = types.map((type, index) => `"a${index}": ${asTemplate(stateJson(type, samples[index]![row]!))}`);
      const anything = types[row]!;
      const free = `"dynamic": ${asTemplate(stateJson(anything, samples[row]![(row + 1) % count]!))}`;
      return `"r${row}": {${[...values, free].join()}}`;
    });
    await configure(resources.join());
    await terraform(provider.env, 'init');
    await terraform(provider.env, 'apply', '-auto-approve', '-input=false');
    expect(provider.applied).toHaveLength(count);
    // In what order resources are applied is Terraform's business.
    types.forEach((type, index) => {
      for (const sample of samples[index]!) {
        const isThere = provider.applied.some((one) => isSameValue(type, one[`a${index}`]!, sample));
        expect(isThere, `${JSON.stringify(type)} ${stateJson(type, sample)}`).toBe(true);
      }
    });
    // Out of the state, where JSON has them, they are what they were.
    await terraform(provider.env, 'plan', '-detailed-exitcode', '-input=false');
  });

  it('has unknown values anywhere, and nested attributes of each kind', async () => {
    await using provider = await startProbeProvider([...typed, ...nested, dynamic]);
    const later = (text: string) => `\${probe_value.first.later}${text}`;
    const second = {
      a0: later(''),
      a3: [1, `\${length(probe_value.first.later)}`],
      a4: [later('x'), 'y'],
      a6: { key: later('') },
      a9: { a: later('a'), b: [1], c: null },
      single: { text: later('b'), inner: { number: 0.1 } },
      list: [{ text: later('c') }, { text: 'd' }],
      set: [{ text: later('e') }, { inner: { number: 9_007_199_254_740_991 } }],
      map: { key: { text: later('f') } },
      dynamic: { deep: [later('g')] },
    };
    await configure(`"first": {"a0": "x"}, "second": ${JSON.stringify(second)}`);
    await terraform(provider.env, 'init');
    await terraform(provider.env, 'apply', '-auto-approve', '-input=false');
    const at = (value: Value | undefined, ...path: (string | number)[]): Value | undefined =>
      path.reduce<Value | undefined>((one, name) => (one as ValueMap | undefined)?.[name], value);
    const plan = provider.planned.find(({ a0 }) => a0 === UNKNOWN);
    expect(at(plan, 'a3')).toEqual([1, UNKNOWN]);
    expect(at(plan, 'single')).toEqual({ text: UNKNOWN, inner: { number: 0.1 } });
    expect(at(plan, 'list')).toEqual([
      { text: UNKNOWN, inner: null },
      { text: 'd', inner: null },
    ]);
    expect(at(plan, 'map', 'key', 'text')).toBe(UNKNOWN);
    const applied = provider.applied.find(({ a0 }) => a0 === 'known');
    expect(at(applied, 'a9')).toEqual({ a: 'knowna', b: [1], c: null });
    expect(at(applied, 'set')).toEqual(
      expect.arrayContaining([
        { text: 'knowne', inner: null },
        { text: null, inner: { number: 9_007_199_254_740_991 } },
      ]),
    );
    await terraform(provider.env, 'plan', '-detailed-exitcode', '-input=false');
  });
});
