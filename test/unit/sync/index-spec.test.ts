import { describe, expect, it } from 'vitest';
import { ExactDocument } from '../../../src/mongo/bson/exact.ts';
import { isInherent, isSameIndex, modification, whileSyncing } from '../../../src/sync/indexes/index-spec.ts';
import { Double, Int32, Long } from '../../support/driver.ts';

function exact(fields: Readonly<Record<string, unknown>>): ExactDocument {
  const document = new ExactDocument();
  for (const [name, value] of Object.entries(fields)) document.append(name, value);
  return document;
}

const key = (...fields: readonly (readonly [string, unknown])[]) => {
  const document = new ExactDocument();
  for (const [name, value] of fields) document.append(name, value);
  return document;
};

describe('an index while syncing', () => {
  it('expires nothing, whatever the source says', () => {
    const sync = (seconds: unknown) =>
      Number(
        whileSyncing(exact({ key: key(['at', 1]), name: 'at_1', expireAfterSeconds: seconds })).get(
          'expireAfterSeconds',
        ),
      );
    const longestMigrationSeconds = 10 * 365 * 86_400;
    for (const seconds of [0, 1, new Int32(3600), Long.fromNumber(60), -1, Number.NaN]) {
      expect(sync(seconds)).toBeGreaterThan(longestMigrationSeconds);
    }
  });

  it('does not become one that expires', () => {
    expect(whileSyncing(exact({ key: key(['a', 1]), name: 'a_1' })).has('expireAfterSeconds')).toBe(false);
  });

  it('lets duplicates pass for a while, and keeps everything else in its order', () => {
    const spec = exact({
      v: 2,
      unique: true,
      key: key(['b', 1], ['a', -1]),
      name: 'b_1_a_-1',
      prepareUnique: true,
      sparse: true,
      hidden: true,
    });
    expect([...whileSyncing(spec)].map(([name]) => name)).toEqual(['v', 'key', 'name', 'sparse', 'hidden']);
  });
});

/** As 4.2 and 4.4 show what they were given; a server of 6.0 stores `true` or `false`. */
const oldFlags = [
  [new Int32(1), true],
  [Long.fromNumber(1), true],
  [new Double(0.5), true],
  [new Int32(0), false],
  ['yes', true],
  [null, false],
  [true, true],
  [false, false],
] as const;

describe('an option of an old server that is on or off', () => {
  it.each(oldFlags)('is what it means: %s', (value, meant) => {
    const spec = exact({ key: key(['a', 1]), name: 'a_1', sparse: value, background: value });
    const stored = exact({ key: key(['a', 1]), name: 'a_1', sparse: meant, background: meant });
    expect([...whileSyncing(spec)]).toEqual([...stored]);
    expect(isSameIndex(spec, stored)).toBe(true);
    expect(isSameIndex(spec, exact({ key: key(['a', 1]), name: 'a_1', sparse: !meant }))).toBe(false);
  });
});

describe('what makes an index another one without building it', () => {
  const of = (options: object) => exact({ v: 2, key: key(['a', 1]), name: 'a_1', ...options });
  const never = new Int32(2_147_483_647);

  it.each([
    [{}, { hidden: true }, { hidden: true }],
    [{ hidden: true }, {}, { hidden: false }],
    [{}, { expireAfterSeconds: never }, { expireAfterSeconds: never }],
    [{ hidden: true }, { expireAfterSeconds: never }, { hidden: false, expireAfterSeconds: never }],
    [{}, {}, undefined],
    [{ expireAfterSeconds: never }, {}, undefined],
    [{ expireAfterSeconds: never }, { hidden: true }, undefined],
    [{}, { hidden: true, sparse: true }, undefined],
    [{}, { hidden: false }, undefined],
  ])('from %j to %j', (present, wanted, changes) => {
    expect(modification(of(present), of(wanted))).toEqual(changes);
  });
});

describe('two indexes', () => {
  const spec = exact({ v: 2, key: key(['b', 1], ['a', 1]), name: 'x', sparse: true });

  it('are the same in whatever order their options come, and whatever type their numbers have', () => {
    expect(isSameIndex(spec, exact({ sparse: true, name: 'x', key: key(['b', 1], ['a', 1]), v: new Int32(2) }))).toBe(
      true,
    );
  });

  it('differ by the order of their fields, their direction and their options', () => {
    for (const other of [
      { v: 2, key: key(['a', 1], ['b', 1]), name: 'x', sparse: true },
      { v: 2, key: key(['b', 1], ['a', -1]), name: 'x', sparse: true },
      { v: 2, key: key(['b', 1], ['a', 1]), name: 'x' },
      { v: 2, key: key(['b', 1], ['a', 1]), name: 'y', sparse: true },
    ]) {
      expect(isSameIndex(spec, exact(other))).toBe(false);
    }
  });

  it('are built by nobody where every collection has them', () => {
    expect(isInherent(exact({ key: key(['_id', 1]), name: '_id_' }))).toBe(true);
    expect(isInherent(exact({ key: key(['_id', 1]), name: 'own', clustered: true }))).toBe(true);
    expect(isInherent(exact({ key: key(['_id', 'hashed']), name: '_id_hashed' }))).toBe(false);
    expect(isInherent(exact({ key: key(['_id', 1], ['a', 1]), name: '_id_1_a_1' }))).toBe(false);
  });
});
