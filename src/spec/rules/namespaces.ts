import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { namespaceFilters, splitNamespace } from './namespace-filters.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** Names that no server accepts, and databases that belong to the server. */
export const namespaces: Rule = (file) => [
  ...namespaceFilters(file).flatMap(({ filter, pointer }) => [
    ...(filter.database === undefined ? [] : database(filter.database, `${pointer}/database`)),
    ...indexed(filter.collections).flatMap(({ item, index }) => collection(item, `${pointer}/collections/${index}`)),
  ]),
  ...namedNamespaces(file).flatMap(({ namespace, pointer }) => {
    const parts = splitNamespace(namespace);
    return [
      ...database(parts.database, pointer),
      ...(namespace.includes('.') ? collection(parts.collection, pointer) : []),
    ];
  }),
];

function namedNamespaces(file: MigrationFile): { namespace: string; pointer: string }[] {
  const place = (pointer: string) => (entry: { item: { namespace: string }; index: number }) => ({
    namespace: entry.item.namespace,
    pointer: `${pointer}/${entry.index}/namespace`,
  });
  return [
    ...indexed(file.sharding?.entries).map(place('/sharding/entries')),
    ...indexed(file.filters?.documents).map(place('/filters/documents')),
    ...indexed(file.searchIndexes?.entries).map(place('/searchIndexes/entries')),
    ...indexed(file.filters?.mapping).flatMap(({ item, index }) => [
      { namespace: item.from, pointer: `/filters/mapping/${index}/from` },
      { namespace: item.to, pointer: `/filters/mapping/${index}/to` },
    ]),
  ];
}

const systemDatabases = new Set(['admin', 'local', 'config']);

function database(name: string, pointer: string): Finding[] {
  if (systemDatabases.has(name) || name.startsWith('__godwit') || name.startsWith('__mdb_internal')) {
    return [
      errorAt(pointer, specCodes.systemNamespace, {
        summary: `\`${name}\` is a database of the server or of a sync engine, and is never migrated`,
        hint: name === 'admin' ? 'Users and roles go by `usersAndRoles` and `destination.atlas.users`' : 'Remove it',
      }),
    ];
  }
  const forbidden = /[/\\. "$*<>:|?\0]/.exec(name)?.[0];
  if (forbidden === undefined && Buffer.byteLength(name) < 64) return [];
  const reason = forbidden === undefined ? 'it is longer than 63 bytes' : `\`${forbidden}\` cannot stand in one`;
  return [invalid(name, 'database', reason, forbidden === '*' || forbidden === '?', 'databaseRegex', pointer)];
}

function collection(name: string, pointer: string): Finding[] {
  if (name.startsWith('system.')) {
    return [
      errorAt(pointer, specCodes.systemNamespace, {
        summary: `\`${name}\` is a collection of the server`,
        hint: 'Remove it; views, time series and JavaScript functions come along by themselves',
      }),
    ];
  }
  const reason =
    name === ''
      ? 'it is empty'
      : name.includes('$')
        ? '`$` cannot stand in one'
        : name.startsWith('.') || name.endsWith('.')
          ? 'it starts or ends with a dot'
          : undefined;
  return reason === undefined ? [] : [invalid(name, 'collection', reason, false, 'collectionsRegex', pointer)];
}

function invalid(
  name: string,
  kind: string,
  reason: string,
  looksLikePattern: boolean,
  property: string,
  pointer: string,
): Finding {
  return errorAt(pointer, specCodes.invalidNamespace, {
    summary: `\`${name}\` cannot be the name of a ${kind}: ${reason}`,
    hint: looksLikePattern ? `Patterns are written as \`${property}: { pattern: "^prefix_" }\`` : undefined,
  });
}
