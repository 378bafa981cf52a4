import { formatBytes } from '../../lib/size.ts';
import type { Check, Finding } from '../check.ts';
import { listed, namespaceOf } from '../wording.ts';

/** Larger ones take hours to go on after a pause (reference of `copyInNaturalOrder`). */
const largestBytes = 500e9;

/** A copy in natural order cannot be gone on with in its middle, and is worth it for large collections only. */
export const naturalOrder: Check = {
  code: 'GW344',
  severity: 'warning',
  title: 'What mongosync copies in natural order is there, and not too large for that',
  engines: ['mongosync'],
  run: ({ spec, observation: { source } }) => {
    if (spec.engine.type !== 'mongosync') return [];
    return spec.engine.options.copyInNaturalOrder.flatMap(({ database, collections }, index): readonly Finding[] => {
      const pointer = `/engine/mongosync/copyInNaturalOrder/${index}`;
      // A dot stands for every database.
      const inDatabase = source.namespaces.filter((one) => database === '.' || one.database === database);
      const missing = (collections ?? []).filter((name) => !inDatabase.some(({ collection }) => collection === name));
      const chosen = inDatabase.filter(({ collection }) => collections?.includes(collection) ?? true);
      const large = chosen.filter(({ bytes }) => bytes > largestBytes);
      const names = large.map((one) => `${namespaceOf(one)} (${formatBytes(one.bytes)})`);
      const absent =
        inDatabase.length === 0 ? [`the database ${database}`] : missing.map((name) => `${database}.${name}`);
      return [
        ...(absent.length === 0
          ? []
          : [
              {
                summary: `Nothing in scope is ${listed(absent)}`,
                fix: 'Mend the name, or remove it',
                pointer,
                objects: absent,
              },
            ]),
        ...(large.length === 0
          ? []
          : [
              {
                summary: `In natural order ${listed(names)} ${large.length === 1 ? 'takes' : 'take'} hours to go on after a pause or a crash`,
                fix: 'Leave them out of engine.mongosync.copyInNaturalOrder, or see that mongosync is not interrupted',
                pointer,
                objects: names,
              },
            ]),
      ];
    });
  },
};
