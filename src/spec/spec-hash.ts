import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Migration } from './migration.ts';

/**
 * A fingerprint of what a migration asks for: the same for the same meaning, however the file is written.
 * References to secrets count, the secrets themselves do not.
 */
export function specHash(spec: Migration): string {
  return createHash('sha256')
    .update(canonicalize(spec) ?? '')
    .digest('hex');
}
