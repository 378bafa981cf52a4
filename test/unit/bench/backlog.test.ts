import { describe, expect, it } from 'vitest';
import { makeBacklog, type OperationKind, type WriteCommand } from '../../../bench/data/backlog.ts';
import { totalsOf } from '../../../bench/data/dataset.ts';
import { BSON } from '../../support/driver.ts';

function operationsOf(rounds: readonly (readonly WriteCommand[])[]): Record<OperationKind, number> {
  const counts = { insert: 0, update: 0, delete: 0 };
  for (const { kind, statements } of rounds.flat()) {
    for (let at = 0; at < statements.length; at += statements.readInt32LE(at)) counts[kind] += 1;
  }
  return counts;
}

/** What a document is known by in a statement. */
function idsOf({ kind, statements }: WriteCommand): readonly number[] {
  const ids: number[] = [];
  for (let at = 0; at < statements.length; at += statements.readInt32LE(at)) {
    const statement = BSON.deserialize(statements.subarray(at, at + statements.readInt32LE(at)));
    ids.push(kind === 'insert' ? statement['_id'] : statement['q']._id);
  }
  return ids;
}

describe('the backlog', () => {
  const backlog = makeBacklog(20_000);

  it('is half inserts, 35 % updates and 15 % deletes, in small commands and in large ones', () => {
    expect(backlog.operations).toBe(20_000);
    expect(operationsOf(backlog.rounds)).toEqual({ insert: 10_000, update: 7_000, delete: 3_000 });
    expect(operationsOf(backlog.bulkRounds)).toEqual({ insert: 10_000, update: 7_000, delete: 3_000 });
    expect(backlog.rounds.flat().length).toBeGreaterThan(10 * backlog.bulkRounds.flat().length);
  });

  it('has no two operations about one document in a round, so that their order does not matter', () => {
    for (const round of backlog.rounds) {
      const touched = round.flatMap((command) => idsOf(command).map((id) => `${command.collection} ${id}`));
      expect(new Set(touched).size).toBe(touched.length);
    }
  });

  it('expects what seed and operations come to', () => {
    const documents = backlog.expected.reduce((sum, state) => sum + state.documents, 0);
    expect(documents).toBe(totalsOf(backlog.seed).documents + 10_000 - 3_000);
  });

  it('is the same every time', () => {
    const bytesOf = ({ rounds }: typeof backlog) => Buffer.concat(rounds.flat().map(({ statements }) => statements));
    expect(bytesOf(makeBacklog(20_000)).equals(bytesOf(backlog))).toBe(true);
  });
});
