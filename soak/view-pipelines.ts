import type { Document } from '../test/support/driver.ts';
import type { Random } from '../test/support/writer/random.ts';
import type { Names } from './names.ts';

/** Of a view, which reads others in every place where a pipeline may. */
export function pipelineOf(random: Random, names: Names): readonly Document[] {
  const joined = { localField: 'n', foreignField: 'n', as: 'same' };
  return random.pick<readonly Document[]>([
    [{ $match: { n: 1 } }],
    [{ $lookup: { from: names.any(), ...joined, pipeline: [{ $unionWith: names.any() }, { $limit: 3 }] } }],
    [{ $facet: { all: [{ $unionWith: { coll: names.any(), pipeline: [{ $limit: 2 }] } }], few: [{ $limit: 1 }] } }],
    [{ $graphLookup: { from: names.any(), startWith: '$n', connectFromField: 'n', connectToField: 'n', as: 'next' } }],
  ]);
}
