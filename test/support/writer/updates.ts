import { type Document, Int32 } from '../driver.ts';
import type { Random } from './random.ts';

/** An update, and what it needs beside it. */
export interface Update {
  readonly update: Document | Document[];
  readonly arrayFilters?: Document[];
  /** A condition that every document fulfils, for the operator that wants to know the element that did. */
  readonly condition?: Document;
}

type UpdateMaker = (random: Random) => Document;

const int = (number: number) => new Int32(number);

/** One maker per operator; each leaves the fields such that all others still work. */
const operators: Readonly<Record<string, UpdateMaker>> = {
  set: (random) => ({
    $set: { name: random.text(6), 'inner.b.c': random.text(2), [`added.${random.text(1)}`]: int(1) },
  }),
  setSeveral: (random) => ({ $set: { [random.text(2)]: int(1), [random.text(2)]: random.text(3) } }),
  unset: (random) => ({ $unset: { padding: '', [`added.${random.text(1)}`]: '' } }),
  inc: (random) => ({ $inc: { count: int(random.below(21) - 10), 'inner.a': int(1) } }),
  mul: (random) => ({ $mul: { factor: 0.5 + random.fraction() } }),
  min: (random) => ({ $min: { count: int(random.below(1000)) } }),
  max: (random) => ({ $max: { count: int(random.below(1000)) } }),
  rename: (random) => ({ $rename: random.pick([{ padding: 'stuffing' }, { stuffing: 'padding' }]) }),
  currentDate: () => ({ $currentDate: { at: true, stamp: { $type: 'timestamp' } } }),
  bit: (random) => ({ $bit: { count: { xor: int(random.below(256)) } } }),
  push: (random) => ({ $push: { list: int(random.below(10)) } }),
  pushSliced: (random) => ({
    $push: { list: { $each: [int(random.below(10)), int(3)], $position: 0, $sort: 1, $slice: -6 } },
  }),
  pushItem: (random) => ({
    $push: { items: { $each: [{ kind: random.pick(['a', 'b']), value: int(random.below(5)) }], $slice: -4 } },
  }),
  addToSet: (random) => ({ $addToSet: { list: { $each: [int(random.below(10)), int(random.below(10))] } } }),
  pop: (random) => ({ $pop: { list: random.pick([1, -1]) } }),
  pull: (random) => ({ $pull: { list: { $gte: int(5 + random.below(5)) } } }),
  pullAll: (random) => ({ $pullAll: { list: [int(random.below(10)), int(random.below(10))] } }),
  allItems: () => ({ $inc: { 'items.$[].value': int(1) } }),
};

const pipelines: readonly ((random: Random) => Document[])[] = [
  (random) => [
    { $set: { name: { $concat: ['$name', random.text(1)] }, 'inner.sum': { $size: '$list' } } },
    { $unset: 'padding' },
  ],
  () => [{ $replaceWith: { $mergeObjects: [{ first: true }, '$$ROOT'] } }],
  (random) => [{ $set: { name: random.text(4), list: { $slice: ['$list', 3] } } }],
];

const updateKinds = [...Object.keys(operators), 'firstItem', 'arrayFilters', 'pipeline'];

/** A random update that also stamps the document. */
export function randomUpdate(random: Random, stamp: number): Update {
  const kind = random.pick(updateKinds);
  const w = int(stamp);
  if (kind === 'pipeline') return { update: [...random.pick(pipelines)(random), { $set: { w } }] };
  if (kind === 'firstItem') {
    return {
      update: { $set: { w }, $inc: { 'items.$.value': int(1) } },
      condition: { 'items.value': { $exists: true } },
    };
  }
  if (kind === 'arrayFilters') {
    return {
      update: { $set: { w, 'items.$[item].value': int(random.below(9)) } },
      arrayFilters: [{ 'item.kind': 'a' }],
    };
  }
  const { $set, ...rest } = operators[kind]!(random);
  return { update: { ...rest, $set: { ...$set, w } } };
}
