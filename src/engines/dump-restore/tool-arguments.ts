/** The two tools' argument lists. No secret is in them: connection strings go into config files (contract, section 1). */

import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { ReadFrom } from '../../spec/blocks/connection.ts';
import type { DumpRestoreOptions } from '../../spec/blocks/engine-options.ts';

/** What is to be taken: everything, or these namespaces. */
export interface DumpScope {
  readonly databases: readonly string[];
  /** `db.coll`, as the tools name them: time-series collections by their own name. */
  readonly namespaces: readonly string[];
  /** There are no filters, so that users and internals apart all is taken. */
  readonly isEverything: boolean;
}

export interface ToolSituation {
  readonly options: DumpRestoreOptions;
  readonly scope: DumpScope;
  readonly readFrom: ReadFrom;
  /** Drop what an earlier attempt left. */
  readonly startsOver: boolean;
}

export function dumpArguments({ options, scope, readFrom }: ToolSituation, configFile: string): readonly string[] {
  const [database] = scope.databases;
  const isOne = scope.databases.length === 1 && !scope.isEverything && database !== undefined;
  return [
    `--config=${configFile}`,
    '--archive',
    ...(options.gzip ? ['--gzip'] : []),
    ...(options.oplog ? ['--oplog'] : []),
    `--numParallelCollections=${options.parallelism}`,
    ...readPreference(readFrom),
    ...(isOne ? [`--db=${database}`] : []),
    ...(isOne && scope.namespaces.length === 1
      ? [`--collection=${scope.namespaces[0]!.slice(database.length + 1)}`]
      : []),
  ];
}

/** With an oplog no namespaces can be given, and everything of the dump is restored. */
export function restoreArguments(situation: ToolSituation, configFile: string): readonly string[] {
  const { options, scope } = situation;
  return [
    `--config=${configFile}`,
    '--archive',
    ...(options.oplog ? ['--oplogReplay'] : scope.namespaces.map((name) => `--nsInclude=${escaped(name)}`)),
    `--numParallelCollections=${options.parallelism}`,
    ...insertionArguments(situation),
  ];
}

/** One collection, into an archive of its own. */
export function collectionDumpArguments(
  { options, readFrom }: ToolSituation,
  { db, coll }: Namespace,
  configFile: string,
): readonly string[] {
  return [
    `--config=${configFile}`,
    '--archive',
    ...(options.gzip ? ['--gzip'] : []),
    ...readPreference(readFrom),
    `--db=${db}`,
    `--collection=${coll}`,
  ];
}

export function collectionRestoreArguments(
  situation: ToolSituation,
  namespace: Namespace,
  configFile: string,
): readonly string[] {
  return [
    `--config=${configFile}`,
    '--archive',
    `--nsInclude=${escaped(formatNamespace(namespace))}`,
    ...insertionArguments(situation),
  ];
}

/** The users and roles of a database, and none of its collections. */
export function usersDumpArguments(
  database: string,
  collections: readonly string[],
  configFile: string,
): readonly string[] {
  return [
    `--config=${configFile}`,
    '--archive',
    `--db=${database}`,
    '--dumpDbUsersAndRoles',
    ...collections.map((name) => `--excludeCollection=${name}`),
  ];
}

/** Without `--drop`, which would remove users that only the destination has. */
export function usersRestoreArguments(database: string, configFile: string): readonly string[] {
  return [`--config=${configFile}`, '--archive', `--db=${database}`, '--restoreDbUsersAndRoles'];
}

function insertionArguments({ options, startsOver }: ToolSituation): readonly string[] {
  return [
    ...(options.gzip ? ['--gzip'] : []),
    ...(startsOver ? ['--drop'] : []),
    `--numInsertionWorkersPerCollection=${options.insertionWorkers}`,
    ...(options.bypassDocumentValidation ? ['--bypassDocumentValidation'] : []),
    ...(options.stopOnError ? ['--stopOnError'] : []),
    ...(options.maintainInsertionOrder ? ['--maintainInsertionOrder'] : []),
  ];
}

function readPreference({ readPreference, tags }: ReadFrom): readonly string[] {
  if (readPreference === 'primary') return [];
  const tagSets = Object.keys(tags).length === 0 ? {} : { tagSets: [tags] };
  return [`--readPreference=${JSON.stringify({ mode: readPreference, ...tagSets })}`];
}

/** Stars stand for anything, and dollars for variables, where they are not escaped. */
function escaped(namespace: string): string {
  return namespace.replaceAll(/[\\*$]/g, '\\$&');
}
