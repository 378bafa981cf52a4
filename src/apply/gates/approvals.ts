import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CutoverBoard, type GivenApproval } from '../../guardian/cutover-board.ts';
import { messageOf } from '../../lib/errors.ts';
import { isNodeError } from '../../lib/node-error.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import type { Approval } from '../../spec/blocks/cutover.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import { specHash } from '../../spec/spec-hash.ts';
import type { Gate } from './gate.ts';

/**
 * What an approval is for: the file as it asks for the cutover, also while it does not do so yet, since something else may
 * (an attribute or an action of Terraform). A rollback is approved by itself.
 */
export function hashToApprove({ spec, specHash: ofFile }: LoadedMigration): string {
  const isBefore = spec.phase === 'prepared' || spec.phase === 'synced';
  return shortHash(isBefore ? specHash({ ...spec, phase: 'cutover' }) : ofFile);
}

/** So many characters say enough. */
const shortHash = (hash: string) => hash.slice(0, 12);

/**
 * Enough of the named people have agreed to this version of the file: on the command line, or in
 * `approvals/MIGRATION.yaml` beside it, where the repository's own reviews protect it.
 */
export function approvalsGate({ name, by, count }: Approval): Gate {
  return {
    name: `approvals ${name}`,
    read: async (_engine, { migration, startedBy }) => {
      const hash = shortHash(migration.loaded.specHash);
      const given = await approvalsOf(migration);
      const isNamed = (user: string) => by.length === 0 || by.includes(user);
      const isByAnother = by.length === 0 || needsSecondPerson(migration);
      const isCounted = (user: string) => isNamed(user) && !(isByAnother && user === startedBy);
      const people = new Set(
        given.filter((one) => one.gate === name && one.specHash === hash && isCounted(one.by)).map((one) => one.by),
      );
      const who = by.length === 0 ? 'anyone' : by.join(', ');
      const whom = isByAnother ? `${who} but ${startedBy}` : who;
      const approved = people.size === 0 ? '' : `: ${[...people].join(', ')}`;
      return {
        isOpen: people.size >= count,
        words: `${people.size} of ${count} approvals of ${name} (${whom}; for ${hash})${approved}`,
      };
    },
  };
}

/** A policy that asks for an approval means another person than the one who cuts over, whomever the gate names. */
function needsSecondPerson({ loaded }: OpenMigration): boolean {
  return loaded.spec.policy.some(
    (one) => one.kind === 'rule' && one.rule === 'approvalRequired' && one.level === 'deny',
  );
}

async function approvalsOf(migration: OpenMigration): Promise<readonly GivenApproval[]> {
  const { approvals } = await new CutoverBoard(migration.destination.client, migration.loaded.name).read();
  return [...approvals, ...(await approvalsInFile(migration))];
}

async function approvalsInFile({ loaded }: OpenMigration): Promise<readonly GivenApproval[]> {
  const path = join(loaded.baseDirectory, 'approvals', `${loaded.name}.yaml`);
  try {
    const content: unknown = parse(await readFile(path, 'utf8'));
    return Array.isArray(content) ? content.filter(isApproval) : [];
  } catch (error) {
    if (isNodeError(error, 'ENOENT')) return [];
    throw new Error(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function isApproval(value: unknown): value is GivenApproval {
  if (typeof value !== 'object' || value === null) return false;
  const { gate, by, specHash } = value as Record<string, unknown>;
  return typeof gate === 'string' && typeof by === 'string' && typeof specHash === 'string';
}
