import { metadataDatabase } from '../../mongo/namespace.ts';
import type { CheckContext, CheckResult, Role } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { waiverOf } from '../waivers.ts';
import { listed } from '../wording.ts';
import { missingAccess } from './missing-access.ts';
import { type AccessSituation, requiredAccess } from './required-access.ts';

/** What the user of one side may not do and the engine needs, as one finding with the command that grants it. */
export function accessFindings(context: CheckContext, role: Role): readonly CheckResult[] {
  const { spec, observation } = context;
  return withPart(context, role, 'user', ({ name, database, privileges }, { address, facts }) => {
    // Without access control everybody may do everything.
    if (name === undefined) return [];
    const required = requiredAccess(spec.engine.type, role, situationOf(context, role)).filter(
      ({ since = 0 }) => facts.versionNumber >= since,
    );
    const own = spec.engine.type === 'builtin' ? [metadataDatabase] : [];
    const data = [...new Set(observation.source.namespaces.map((one) => one.database))];
    const missing = missingAccess(privileges, required, { data, own });
    if (missing.length === 0) return [];
    const grants = [...new Set(missing.map((one) => one.required.role))];
    const actions = [...new Set(missing.flatMap((one) => one.actions))];
    const purposes = [...new Set(missing.map((one) => one.required.purpose))];
    return [
      {
        summary: `The user "${name}" of the ${role} (${address}) lacks privileges: ${listed(actions)}`,
        detail: `Needed ${purposes.join(', ')}`,
        fix: `db.getSiblingDB(${JSON.stringify(database)}).grantRolesToUser(${JSON.stringify(name)}, [${grants
          .map((grant) => `{ role: "${grant}", db: "admin" }`)
          .join(', ')}]) on the ${role}${createHint(role, required)}`,
        severity: missing.every((one) => one.required.isOptional === true) ? 'warning' : 'error',
        pointer: `/${role}`,
        objects: actions,
      },
    ];
  });
}

function situationOf(context: CheckContext, role: Role): AccessSituation {
  const { spec, observation } = context;
  const { facts, details } = observation[role];
  const isSharded = facts.topology === 'sharded';
  const sharding = details?.sharding;
  // One that may not be looked at may run.
  const isStopped = sharding?.isKnown === true && sharding.value?.balancerMode !== 'full';
  const hasEntries = (spec.sharding?.entries.length ?? 0) > 0;
  return {
    isBlocked: (role === 'source' ? ['server', 'auto'] : ['server']).includes(spec.cutover.block[role]),
    isSharded,
    stopsBalancer: spec.engine.type !== 'atlasLiveMigration' && !isStopped && waiverOf('GW115', context) === undefined,
    shards: observation.source.facts.topology === 'sharded' ? 'asOnSource' : hasEntries ? 'entries' : 'nothing',
  };
}

/** The dedicated user that a migration had better have. */
function createHint(role: Role, required: readonly { readonly role: string }[]): string {
  const all = [...new Set(required.map((one) => one.role))];
  return `; or a user of its own: db.getSiblingDB("admin").createUser({ user: "godwit-${role}", pwd: passwordPrompt(), roles: [${all.map((one) => `"${one}"`).join(', ')}] })`;
}
