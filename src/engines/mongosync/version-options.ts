import type { MongosyncOptions } from '../../spec/blocks/engine-options.ts';
import type { Migration } from '../../spec/migration.ts';
import { isAtLeast } from './version.ts';

/** Something that the file asks for, and the release that brought it. */
export interface OptionOfVersion {
  readonly pointer: string;
  readonly since: `${number}.${number}`;
}

interface Option extends OptionOfVersion {
  readonly isAskedFor: (spec: Migration, options: MongosyncOptions) => boolean;
}

/** What would be done differently without it; contract, sections 3, 4 and 11. */
const options: readonly Option[] = [
  { pointer: '/filters/exclude', since: '1.6', isAskedFor: ({ filters }) => filters.exclude.length > 0 },
  {
    pointer: '/indexes/build',
    since: '1.14',
    isAskedFor: ({ indexes }) => indexes.build === 'excludeHashed' || indexes.build === 'excludeHashedAfterCopy',
  },
  {
    pointer: '/destination/existingData',
    since: '1.15',
    isAskedFor: ({ destination }) => destination.existingData === 'keep',
  },
  {
    pointer: '/engine/mongosync/copyInNaturalOrder',
    since: '1.16',
    isAskedFor: (_spec, { copyInNaturalOrder }) => copyInNaturalOrder.length > 0,
  },
  {
    pointer: '/engine/mongosync/detectRandomId',
    since: '1.18',
    isAskedFor: (_spec, { detectRandomId }) => detectRandomId === true,
  },
  {
    pointer: '/engine/mongosync/hotDocuments',
    since: '1.18',
    isAskedFor: (_spec, { hotDocuments }) => hotDocuments.length > 0,
  },
  {
    pointer: '/engine/mongosync/createIndexesBatchSize',
    since: '1.19',
    isAskedFor: (_spec, { createIndexesBatchSize }) => createIndexesBatchSize !== undefined,
  },
  {
    pointer: '/engine/mongosync/enableCappedCollectionHandling',
    since: '1.20',
    isAskedFor: (_spec, { enableCappedCollectionHandling }) => enableCappedCollectionHandling,
  },
];

/** What the file asks for and the version that it names does not have; nothing where it names none. */
export function unknownToVersion(spec: Migration): readonly OptionOfVersion[] {
  const { engine } = spec;
  if (engine.type !== 'mongosync') return [];
  return options.filter(
    ({ since, isAskedFor }) => !isAtLeast(engine.options.version, since) && isAskedFor(spec, engine.options),
  );
}
