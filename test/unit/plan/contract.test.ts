import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { savedPlans } from '../../../src/plan/saved-plan.ts';
import { collection, following, planOf, type Situation } from '../../support/plan/observed.ts';
import { expectValid } from '../../support/schemas.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
}

const contract = JSON.parse(readFileSync(new URL('../../../schemas/plan.schema.json', import.meta.url), 'utf8'));

/** Whoever writes a policy finds in the contract all that a plan has; maps from names to values are open. */
function unknownProperties(value: unknown, schema: Schema, place = ''): readonly string[] {
  const { $ref } = schema;
  if ($ref !== undefined) return unknownProperties(value, contract.$defs[$ref.split('/').at(-1)!], place);
  if (Array.isArray(value)) return value.flatMap((one) => unknownProperties(one, schema.items ?? {}, `${place}[]`));
  const { properties } = schema;
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const known = properties[name];
    return known === undefined ? [`${place}.${name}`] : unknownProperties(part, known, `${place}.${name}`);
  });
}

const hooks = [{ name: 'read-only', on: 'beforeBlock', run: ['./off.sh'], undo: ['./on.sh'] }];
const window = { start: '2026-11-22T02:00', duration: '2h', timeZone: 'Europe/Berlin' };
const cutover = { phase: 'cutover', cutover: { mode: 'window', window, rollback: { mode: 'none' }, hooks } };

describe('the contract of plans', () => {
  it.each<[string, object, Situation]>([
    ['first sync', {}, {}],
    ['cutover', cutover, { engine: following }],
    ['end of it', { phase: 'complete' }, { engine: { ...following, state: 'committed' } }],
    [
      'plan that is blocked, with drift',
      {},
      {
        engine: { ...following, isRunning: false },
        source: { writes: 'blocked' },
        destination: { namespaces: [collection('orders'), collection('mine')] },
      },
    ],
  ])('names every property of a %s', async (_, blocks, situation) => {
    const plan = await planOf(blocks, situation);
    const dates = { createdAt: plan.createdAt, expiresAt: '2026-11-27T12:00:00.000Z' };
    const parts = { godwitVersion: '0.1.0', ...dates, files: ['godwit.yaml'], targets: [], plans: [plan] };
    const saved = JSON.parse(JSON.stringify(savedPlans(parts)));
    expectValid('plan', saved);
    expect(unknownProperties(saved, contract)).toEqual([]);
  });
});
