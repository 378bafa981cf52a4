import { secretsOf } from '../mongo/redact-uri.ts';
import type { OpenMigration } from '../observe/open-migration.ts';

/** What a hook or gate may print and nobody should read. */
export function secretsOfMigration(migration: OpenMigration): readonly string[] {
  const known =
    migration.outOfSight === undefined ? [migration.sourceUri, migration.destinationUri] : [migration.sourceUri];
  return known.flatMap((uri) => secretsOf(uri.reveal()));
}
