import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/plan/plan.ts';
import { savedPlans } from '../../../src/plan/saved-plan.ts';
import { following, planOf } from '../../support/plan/observed.ts';
import { needs } from '../../support/runner/needs.ts';

const policy = fileURLToPath(new URL('../../../examples/policy', import.meta.url));

function document(plan: Plan): string {
  const dates = { createdAt: plan.createdAt, expiresAt: '2026-11-27T12:00:00.000Z' };
  return JSON.stringify(
    savedPlans({ godwitVersion: '0.1.0', ...dates, files: ['godwit.yaml'], targets: [], plans: [plan] }),
  );
}

const switching = { phase: 'cutover', cutover: { rollback: { mode: 'none' } } };

/** Plans, and what the rules of the example object to. */
const cases: readonly (readonly [string, () => Promise<Plan>, readonly RegExp[]])[] = [
  ['a first sync', async () => await planOf(), []],
  ['a cutover of a sync that follows', async () => await planOf(switching, { engine: following }), []],
  ['a copy and a cutover in one', async () => await planOf(switching), [/shop: copies and switches in one plan/]],
  [
    'a cutover in spite of drift',
    async () => await planOf(switching, { engine: { ...following, isRunning: false } }),
    [/shop: switches although something has drifted: The sync engine's process is not there/],
  ],
  [
    'a copy that takes longer than the oplog reaches',
    async () => await planOf({}, { source: { oplogWindowSeconds: 1 } }),
    [/shop: the oplog window is shorter/],
  ],
];

/** Where the rules' variables stand in the contract of plans. */
const places: Readonly<Record<string, readonly string[]>> = {
  input: [],
  plan: ['$defs', 'plan'],
  step: ['$defs', 'step'],
  finding: ['$defs', 'plan', 'properties', 'drift', 'items'],
};

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [keyword: string]: unknown;
}

/** Without an interpreter: rules that name a field which no plan has would never object to anything. */
describe('the example of rules', () => {
  const at = (schema: Schema, path: readonly string[]) =>
    path.reduce<Schema | undefined>((part, name) => part?.[name] as Schema | undefined, schema);

  it('reads nothing but what the contract of plans has', async () => {
    const [rules, contract] = await Promise.all([
      readFile(join(policy, 'godwit.rego'), 'utf8'),
      readFile(new URL('../../../schemas/plan.schema.json', import.meta.url), 'utf8'),
    ]);
    const code = rules.replaceAll(/^#.*$/gm, '').replaceAll(/"[^"]*"/g, '""');
    const read = [...code.matchAll(/\b(input|plan|step|finding)((?:\.\w+)+)/g)];
    expect(read.length).toBeGreaterThan(10);
    for (const [whole, variable, path] of read) {
      const properties = path!
        .slice(1)
        .split('.')
        .flatMap((name) => ['properties', name]);
      expect(at(JSON.parse(contract), [...places[variable!]!, ...properties]), whole).toBeDefined();
    }
  });

  it('compares with words that plans have', async () => {
    const rules = await readFile(join(policy, 'godwit.rego'), 'utf8');
    const compared = [...rules.matchAll(/step\.(\w+) == "([^"]+)"/g)].map(([, field, word]) => `${field} ${word}`);
    const plans = await Promise.all(cases.map(async ([, plan]) => await plan()));
    const words = new Set(
      plans
        .flatMap(({ steps }) => steps)
        .flatMap((one) => Object.entries(one))
        .map(([field, word]) => `${field} ${word}`),
    );
    expect(compared).not.toEqual([]);
    for (const one of compared) expect([...words]).toContain(one);
  });
});

describe('the example of rules for Open Policy Agent', async () => {
  const options = await needs({ tool: 'opa' });
  it.each(cases)('judges %s', options, async (_, plan, objections) => {
    const args = ['eval', '--format', 'raw', '--stdin-input', '--data', policy, 'data.main.deny'];
    const { stdout } = await execa('opa', args, { input: document(await plan()) });
    const denied = JSON.parse(stdout) as string[];
    expect(denied).toEqual(objections.map((words) => expect.stringMatching(words)));
  });

  it('ends as a policy program has to', options, async () => {
    const args = ['eval', '--fail-defined', '--stdin-input', '--data', policy, 'data.main.deny[_]'];
    const [good, bad] = await Promise.all(
      [await planOf(), await planOf(switching)].map((plan) =>
        execa('opa', args, { input: document(plan), reject: false }),
      ),
    );
    expect([good?.exitCode, bad?.exitCode === 0]).toEqual([0, false]);
  });
});

describe('the example of rules for conftest', async () => {
  const options = await needs({ tool: 'conftest' });
  it('is one that conftest takes', options, async () => {
    const args = ['test', '--policy', policy, '--output', 'json', '--parser', 'json', '-'];
    const run = async (plan: Plan) => await execa('conftest', args, { input: document(plan), reject: false });
    expect((await run(await planOf())).exitCode).toBe(0);
    expect((await run(await planOf(switching))).exitCode).not.toBe(0);
  });
});
