import { dirname } from 'node:path';
import type { Diagnostic, SourceRange } from '../lib/diagnostic.ts';
import type { MigrationFile } from './generated/migration.ts';
import type { Migration } from './migration.ts';
import { normalizeMigration } from './normalize.ts';
import { type SourceFile, spanOf } from './source-file.ts';
import { specHash } from './spec-hash.ts';
import type { Located } from './yaml/located.ts';

/** A migration that holds, with the way back to its file. */
export interface LoadedMigration {
  readonly name: string;
  /** Path of the file, as it was given. */
  readonly file: string;
  /** Absolute path of the directory that relative paths in the file start at. */
  readonly baseDirectory: string;
  readonly environment?: string | undefined;
  readonly spec: Migration;
  readonly specHash: string;
  /** As it was written, with the environment's values and variables put in. */
  readonly root: Located;
  /** The commit at which its file was still there, when it is gone by now. */
  readonly removedSince?: string | undefined;
  /** It shall end, whatever phase its file asks for. */
  readonly isGivenUp?: boolean | undefined;
  /** Where a value stands in the file; the nearest of its parents when it is a default. */
  locate(pointer: string): SourceRange | undefined;
  /** A diagnostic with the place and the line that its pointer leads to. */
  annotate(diagnostic: Diagnostic): Diagnostic;
}

interface Parts {
  readonly source: SourceFile;
  readonly absolutePath: string;
  readonly environment: string | undefined;
  readonly root: Located;
  readonly data: MigrationFile;
}

/** Makes the migration of a document in which no error was found. */
export function loadedMigration({ source, absolutePath, environment, root, data }: Parts): LoadedMigration {
  const spec = normalizeMigration(data, root);
  const locate = (pointer: string) => source.range(spanOf(root, pointer));
  return {
    name: spec.name,
    file: source.path,
    baseDirectory: dirname(absolutePath),
    environment,
    spec,
    specHash: specHash(spec),
    root,
    locate,
    annotate: (diagnostic) => {
      if (diagnostic.pointer === undefined) return diagnostic;
      const range = locate(diagnostic.pointer);
      return { ...diagnostic, range, snippet: source.line(range.line) };
    },
  };
}
