import { secretsOf } from '../mongo/redact-uri.ts';
import type { OpenMigration } from '../observe/open-migration.ts';

/** What a hook or gate may print and nobody should read. */
export function secretsOfMigration({ sourceUri, destinationUri }: OpenMigration): readonly string[] {
  return [...secretsOf(sourceUri.reveal()), ...secretsOf(destinationUri.reveal())];
}
