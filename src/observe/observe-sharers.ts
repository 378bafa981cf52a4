import { readJournal } from '../ledger/journal.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { nameMovedTo } from '../ledger/migration-ledger.ts';
import { clusterIdentity } from '../mongo/cluster-identity.ts';
import type { OpenMigration } from './open-migration.ts';

/** Another migration that has begun to write into the same destination, and is not complete. */
export interface SharerSeen {
  readonly name: string;
  readonly words: string;
}

/**
 * Who else uses the destination, by the ledgers that are kept in the same place. A run that only looked at it, or was
 * refused, does not count.
 */
export async function observeSharers(migration: OpenMigration): Promise<readonly SharerSeen[]> {
  // Asked again as soon as it can be looked at.
  if (migration.outOfSight !== undefined) return [];
  const { loaded, ledger, destination } = migration;
  const own = new Set([loaded.name, ...loaded.spec.formerNames]);
  const others = (await ledger.migrations()).filter((name) => !own.has(name));
  const identity = clusterIdentity(destination.facts);
  const seen = await Promise.all(others.map(async (name) => await look(ledger, name, identity)));
  return seen.filter((one) => one !== undefined);
}

/**
 * Those that write into the destination, or are about to: they have begun a run, and hold their lock. Whoever writes down a
 * run of its own before it asks cannot miss another that does the same; of two that begin at one moment at least one knows.
 */
export async function observeRivals(migration: OpenMigration): Promise<readonly SharerSeen[]> {
  const { ledger } = migration;
  const known = await observeSharers(migration);
  if (migration.outOfSight !== undefined || known.length > 0) return known;
  const identity = clusterIdentity(migration.destination.facts);
  const own = new Set([migration.loaded.name, ...migration.loaded.spec.formerNames]);
  const others = (await ledger.migrations()).filter((name) => !own.has(name));
  const seen = await Promise.all(others.map(async (name) => await lookAtRun(ledger.sibling(name), name, identity)));
  return seen.filter((one) => one !== undefined);
}

async function lookAtRun(ledger: LedgerStore, name: string, identity: string): Promise<SharerSeen | undefined> {
  const [entries, lock] = await Promise.all([ledger.read(), ledger.lockInfo()]);
  const last = entries.findLast(({ kind }) => kind === 'runStarted' || kind === 'runFinished');
  if (lock === undefined || last?.kind !== 'runStarted' || last.destination !== identity) return undefined;
  return { name, words: `its run to ${last.phase} began at ${last.at} by ${last.by.user}` };
}

async function look(ledger: LedgerStore, name: string, identity: string): Promise<SharerSeen | undefined> {
  const entries = await ledger.sibling(name).read();
  const last = entries.findLast(({ kind }) => kind === 'runStarted');
  if (last?.kind !== 'runStarted' || !hasTouched(entries) || nameMovedTo(entries) !== undefined) return undefined;
  // Entries of versions that did not write it down are of a ledger on the destination itself.
  if (last.destination !== undefined && last.destination !== identity) return undefined;
  const { open } = readJournal(entries);
  const doing = open === undefined ? `last run to ${last.phase}` : `its ${open.transaction} is not finished`;
  return { name, words: `${doing} at ${last.at} by ${last.by.user}` };
}

/** A step was begun, and the last one is not the one that ends a migration. */
function hasTouched(entries: readonly LedgerEntry[]): boolean {
  const last = entries.findLast((entry) => entry.kind === 'stepStarted');
  return last?.kind === 'stepStarted' && last.step !== 'removeMetadata';
}
