import type { Account } from '../../mongo/details/cluster-details.ts';
import type { Check, CheckContext } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { counted, listed, variableOf } from '../wording.ts';

/** No engine migrates users: an application whose user is not there cannot log in after the switch. */
export const accounts: Check = {
  code: 'GW322',
  severity: 'warning',
  title: 'Every user of the source has a counterpart on the destination',
  engines: onlineEngines,
  run: (context) => {
    if (context.spec.usersAndRoles.mode !== 'check' || context.spec.phase === 'prepared') return [];
    return withPart(context, 'source', 'accounts', (wanted) =>
      withPart(context, 'destination', 'accounts', (present) => {
        const there = new Set([...present.map(({ id }) => id), ...declaredAccounts(context), ownAccount(context)]);
        const missing = wanted.map(({ id }) => id).filter((id) => !there.has(id));
        if (missing.length === 0) return [];
        return [
          {
            summary: `${counted(missing.length, 'user')} of the source ${missing.length === 1 ? 'has' : 'have'} no counterpart on the destination: ${listed(missing)}`,
            detail: 'Applications that log in as one of them fail after the switch',
            fix:
              context.spec.destination.kind === 'atlas'
                ? `Declare those that are still needed under destination.atlas: users: [${proposals(wanted, missing)}]; or set usersAndRoles.mode: copy with their passwords, and godwit has Atlas make them; or mode: off`
                : 'Set usersAndRoles.mode: copy and godwit creates them with the passwords that they have; or create those that are still needed yourself and set usersAndRoles.mode: off',
            pointer: '/usersAndRoles',
            objects: missing,
          },
        ];
      }),
    );
  },
};

const mostProposed = 10;

/** As the file takes it; roles that Atlas does not have are for a person to replace. */
function proposals(accounts: readonly Account[], missing: readonly string[]): string {
  const proposed = accounts.filter(({ id }) => missing.includes(id)).slice(0, mostProposed);
  return proposed
    .map(({ id, roles }) => {
      const name = id.slice(id.indexOf('.') + 1);
      const grants = roles.map((one) => {
        const dot = one.indexOf('.');
        return `{ role: ${one.slice(dot + 1)}, database: ${one.slice(0, dot)} }`;
      });
      return `{ name: ${JSON.stringify(name)}, password: { env: ${variableOf(name)} }, roles: [${grants.join(', ')}] }`;
    })
    .join(', ');
}

/** The user that the migration itself logs in as on the source: nobody misses it afterwards. */
function ownAccount({ observation }: CheckContext): string | undefined {
  const user = observation.source.details?.user;
  return user?.isKnown ? `${user.value.database}.${user.value.name}` : undefined;
}

function declaredAccounts({ spec: { destination } }: CheckContext): readonly string[] {
  return destination.kind === 'atlas'
    ? destination.atlas.users.map(({ name, authenticationDatabase }) => `${authenticationDatabase}.${name}`)
    : [];
}
