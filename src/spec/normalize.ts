import { normalizeSource } from './blocks/connection.ts';
import { normalizeCutover } from './blocks/cutover.ts';
import { normalizeDestination } from './blocks/destination.ts';
import { normalizeEngine } from './blocks/engine.ts';
import { normalizeFilters } from './blocks/filters.ts';
import { normalizeChecks, normalizeNotifications, normalizePolicy } from './blocks/governance.ts';
import { normalizeLedger } from './blocks/ledger.ts';
import { normalizeSharding } from './blocks/sharding.ts';
import { normalizeSearchIndexes, normalizeUsersAndRoles } from './blocks/side-migrations.ts';
import { normalizeTerraform } from './blocks/terraform.ts';
import { normalizeThrottle } from './blocks/throttle.ts';
import { normalizeVerification } from './blocks/verification.ts';
import type { MigrationFile } from './generated/migration.ts';
import type { Migration } from './migration.ts';
import { type Located, nodeAt, toJson } from './yaml/located.ts';

/** A document without errors as a migration: defaults filled in, units parsed, shorthands written out. The tree gives the order of keys. */
export function normalizeMigration(file: MigrationFile, root: Located): Migration {
  const keysOf = (pointer: string) => {
    const node = nodeAt(root, pointer);
    return node?.kind === 'map' ? [...node.entries.keys()] : [];
  };
  const jsonOf = (pointer: string) => toJson(nodeAt(root, pointer)!);
  const verification = normalizeVerification(file.verification);
  return {
    name: file.name!,
    description: file.description,
    phase: file.phase!,
    source: normalizeSource(file.source!),
    destination: normalizeDestination(file.destination!),
    engine: normalizeEngine(file.engine),
    filters: normalizeFilters(file.filters, jsonOf),
    sharding: normalizeSharding(file.sharding, keysOf),
    indexes: { build: file.indexes?.build ?? 'afterDataCopy' },
    searchIndexes: normalizeSearchIndexes(file.searchIndexes),
    usersAndRoles: normalizeUsersAndRoles(file.usersAndRoles),
    verification,
    cutover: normalizeCutover(file.cutover, verification.mode !== 'off'),
    throttle: normalizeThrottle(file.throttle),
    checks: normalizeChecks(file.checks),
    ledger: normalizeLedger(file.ledger),
    terraform: normalizeTerraform(file.terraform),
    policy: normalizePolicy(file.policy),
    notifications: normalizeNotifications(file.notifications),
    after: (file.after ?? []).map(({ migration, phase }) => ({ migration, phase: phase ?? 'cutover' })),
    formerNames: (file.moved ?? []).map(({ from }) => from),
  };
}
