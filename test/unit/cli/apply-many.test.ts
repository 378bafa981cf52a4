import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { applyMany } from '../../../src/cli/apply-many.ts';
import { exitCodes } from '../../../src/lib/errors.ts';
import type { LoadedMigration } from '../../../src/spec/loaded-migration.ts';

const migration = (name: string, ...after: string[]) =>
  ({ name, spec: { after: after.map((one) => ({ migration: one, phase: 'synced' })) } }) as unknown as LoadedMigration;

/** What ran when; those that are named fail. */
async function run(migrations: readonly LoadedMigration[], limit: number, failing: readonly string[] = []) {
  let atOnce = 0;
  let most = 0;
  const begun: string[] = [];
  const use = async ({ name }: LoadedMigration) => {
    begun.push(name);
    atOnce += 1;
    most = Math.max(most, atOnce);
    for (let turns = 0; turns < 5; turns += 1) await turn();
    atOnce -= 1;
    if (failing.includes(name)) throw new Error(`${name} is broken`);
    return { outcome: 'done', exitCode: exitCodes.ok } as const;
  };
  const errors: string[] = [];
  const summary = await applyMany(migrations, limit, use, ({ name }) => errors.push(name));
  return { most, begun, errors, summary };
}

describe('several migrations', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((name) => migration(name));

  it.each([1, 2, 3, 9])('run at most %i at a time', async (limit) => {
    const { most, begun, summary } = await run(five, limit);
    expect(most).toBe(Math.min(limit, five.length));
    expect(begun.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(summary).toMatchObject({
      exitCode: 0,
      outcomes: five.map(({ name }) => ({ migration: name, outcome: 'done' })),
    });
  });

  it('wait for those that they come after, and only for those', async () => {
    const { begun } = await run([migration('first'), migration('late', 'first'), migration('free')], 3);
    expect(begun).toEqual(['first', 'free', 'late']);
  });

  it('are not begun when what they come after failed, and go on otherwise', async () => {
    const chain = [migration('first'), migration('second', 'first'), migration('third', 'second'), migration('free')];
    const { begun, errors, summary } = await run(chain, 2, ['first']);
    expect([begun.toSorted(), errors]).toEqual([['first', 'free'], ['first']]);
    expect(summary.exitCode).toBe(1);
    expect(summary.outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['failed', 'first is broken'],
      ['notBegun', 'first was not done'],
      ['notBegun', 'second was not done'],
      ['done', undefined],
    ]);
  });

  it('stop behind one that failed where somebody follows one after the other', async () => {
    expect((await run(five, 1, ['b'])).begun).toEqual(['a', 'b']);
  });
});
