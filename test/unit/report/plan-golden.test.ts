import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/plan/plan.ts';
import { maxCharacters, planReport } from '../../../src/report/markdown/plan-report.ts';
import { paintFor } from '../../../src/report/text/paint.ts';
import { renderPlan } from '../../../src/report/text/plan.ts';
import { collection, following, planOf, type Situation } from '../../support/plan/observed.ts';

const cutover = {
  phase: 'cutover',
  cutover: {
    rollback: { mode: 'none' },
    hooks: [{ name: 'read-only', on: 'beforeBlock', run: ['./read-only.sh'], undo: ['./read-write.sh'] }],
  },
};

/** Names that would end a block, make a link or call somebody if they were let. */
const nasty = 'a`b```c </details> <!-- @team [x](http://evil.example) | \u202e\u001b[31m';

const cases: readonly (readonly [name: string, blocks: object, situation: Situation])[] = [
  ['first-sync', {}, {}],
  ['nothing-to-do', {}, { engine: following }],
  ['cutover', cutover, { engine: following }],
  ['blocked', { phase: 'complete' }, { destination: { namespaces: [collection('orders')] } }],
  [
    'drift',
    {},
    {
      engine: { ...following, isRunning: false, state: 'following' },
      source: { writes: 'blocked' },
      destination: { namespaces: [collection('orders'), collection('mine')] },
    },
  ],
  [
    'other-filter',
    {},
    {
      engine: {
        ...following,
        otherOptions: [
          {
            option: 'filter',
            running: '{"include":[]}',
            asked: '{"include":[{"database":"shop"}]}',
            changesData: true,
          },
        ],
      },
    },
  ],
  [
    'nasty-names',
    {},
    { source: { namespaces: [collection(nasty)] }, engine: { state: 'paused', startedAt: nasty, isRunning: true } },
  ],
];

describe.each(cases)('the plan %s', (name, blocks, situation) => {
  it('is told in text', async () => {
    const text = renderPlan(await planOf(blocks, situation), paintFor(false));
    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('is told in Markdown', async () => {
    const options = { key: 'migrations', planFile: 'plan.json', expiresAt: '2026-11-27T12:00:00.000Z' };
    const text = planReport([await planOf(blocks, situation)], options);
    await expect(text).toMatchFileSnapshot(`golden/${name}.md`);
  });
});

describe('a report of many plans', () => {
  const many = async (count: number): Promise<readonly Plan[]> => {
    const [plan, blocked] = await Promise.all([planOf(cutover, { engine: following }), planOf({ phase: 'complete' })]);
    const plans = Array.from({ length: count - 1 }, (_, index) => ({ ...plan, migration: `shop-${index}` }));
    return [...plans, { ...blocked, migration: 'the-blocked-one' }];
  };

  it('has a table first', async () => {
    const text = planReport(await many(3), { key: 'migrations', planFile: 'plan.json' });
    await expect(text).toMatchFileSnapshot('golden/many.md');
  });

  it.each([1, 10, 30, 60, 120, 400, 5000])('of %i fits into a comment, and what is blocked is in it', async (count) => {
    const text = planReport(await many(count), { key: 'migrations', planFile: 'plan.json' });
    expect(text.length).toBeLessThanOrEqual(maxCharacters);
    expect(text).toContain('the-blocked-one');
    expect(text.startsWith('<!-- godwit:plan migrations -->\n')).toBe(true);
    const count_ = (part: string) => text.split(part).length - 1;
    expect(count_('<details')).toBe(count_('</details>'));
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it('keeps what cannot be undone, however little room there is', async () => {
    const plans = await many(2);
    const whole = planReport(plans, { key: 'k' });
    const short = planReport(plans, { key: 'k', limit: whole.length - 1 });
    expect(short.length).toBeLessThan(whole.length);
    expect(short).toContain('Begin the switch: from here on there is no way but forward');
    expect(short).toContain('Shortened');
  });
});
