/** How many statements go into one command to the destination, and how many of them into one transaction. */
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { Numbering } from '../send-write.ts';

export interface CommandLimits {
  readonly statements: number;
  /** Of the statements themselves. */
  readonly bytes: number;
}

/** Larger commands make the server hold locks and memory longer without being faster. */
export const alone: CommandLimits = { statements: 1_000, bytes: 4_000_000 };

const fewestInTransaction = 200;
/** Ten pages of 32 kB: the document's, and those of its indexes. */
const heldByStatement = 10 * 32 * 1024;
/** Of larger documents a transaction that is not too much for the server has so few that it is not worth its end. */
const largestInTransaction = 33_000;

/**
 * What a transaction has written to stays in the server's cache until its end, pages and all, and several of them run at
 * once: one is to hold no more than a sixteenth of the cache.
 */
export function transactionLimits(cacheBytes: number | undefined): CommandLimits {
  const fitting = Math.floor((cacheBytes ?? 0) / 16 / heldByStatement);
  const statements = Math.min(alone.statements, Math.max(fewestInTransaction, fitting));
  return { statements, bytes: 5_000 * statements };
}

/** For updates and deletes, which as transactions cost the server less than alone, and as inserts do not. */
export function changeLimits(
  { documentBytes }: CollectionEntry,
  inTransaction: CommandLimits,
): { readonly numbering: Numbering; readonly limits: CommandLimits } {
  if (documentBytes > largestInTransaction) return { numbering: 'each', limits: alone };
  const statements = Math.min(inTransaction.statements, Math.floor(inTransaction.bytes / documentBytes));
  return { numbering: 'together', limits: { ...inTransaction, statements } };
}
