/** Users and roles of the source, where the file wants them on the destination too (`usersAndRoles.mode: copy`). */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { MigrationState } from '../../lifecycle/migration-state.ts';
import type { AccountsObservation, MissingUser } from '../../observe/missing-accounts.ts';
import { counted, firstOf, listed, variableOf } from '../../preflight/wording.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

const mostListed = 20;

/** Once applications have gone over, users are made where they are. */
const settled: ReadonlySet<MigrationState> = new Set(['cutOver', 'reversing', 'rolledBack', 'detached', 'complete']);

/** Creates what the destination lacks: after the data, so that a sync that comes to nothing leaves no users behind. */
export function accountSteps(input: PlanInput): readonly Step[] {
  const missing = missingOf(input);
  if (missing === undefined || missing.users.length + missing.roles.length === 0) return [];
  const { users, roles } = missing;
  const { atlas } = missing;
  const lines = [
    ...roles.map(({ id, privileges }) => `role ${id} (${counted(privileges, 'privilege')})`),
    ...users.map((user) => userLine(user, atlas)),
  ];
  const counts = [
    ...(users.length > 0 ? [counted(users.length, 'user')] : []),
    ...(roles.length > 0 ? [counted(roles.length, 'role')] : []),
  ];
  const details = firstOf(lines, mostListed);
  if (atlas !== undefined) {
    return [
      step({
        kind: 'createAtlasAccounts',
        symbol: '+',
        summary: `Have Atlas make ${listed(counts)} of the source, for this cluster`,
        details,
        // All of them, made or not: a plan that was half carried out is the same plan.
        inputs: { users: atlas.users, roles: atlas.roles },
      }),
    ];
  }
  return [
    step({
      kind: 'copyAccounts',
      symbol: '+',
      summary: `Create ${listed(counts)} of the source on the destination`,
      details,
      inputs: { users: users.map(({ id }) => id), roles: roles.map(({ id }) => id) },
    }),
  ];
}

export function accountDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { accounts } = input.observation;
  if (accounts === undefined || settled.has(input.state)) return [];
  if (!accounts.isKnown) {
    const { asked, role, detail } = accounts.because;
    return [
      {
        severity: 'error',
        code: 'GW739',
        summary: `The ${asked} cannot be read, and are to be copied`,
        detail,
        hint: `Grant the user of the migration the role ${role}, or set usersAndRoles.mode: check and create users yourself`,
        pointer: '/usersAndRoles/mode',
      },
    ];
  }
  const { users, different, atlas } = accounts.value;
  return [
    ...(atlas === undefined ? withoutLogin(users) : withoutPassword(users)),
    ...withoutRoles(users),
    ...withOtherRights(different),
    ...withoutCounterpart(atlas?.without ?? []),
  ];
}

/** Atlas takes no credentials, only passwords. */
function withoutPassword(users: readonly MissingUser[]): readonly Diagnostic[] {
  const unknown = users.filter(({ login }) => login === 'unknown').map(({ id }) => id);
  if (unknown.length === 0) return [];
  const lines = unknown.slice(0, mostListed).map((user) => {
    const name = user.slice(user.indexOf('.') + 1);
    return `{ user: ${JSON.stringify(user)}, password: { env: ${variableOf(name)} } }`;
  });
  return [
    {
      severity: 'error',
      code: 'GW740',
      summary: `The file gives no passwords for ${listed(unknown)}, and Atlas takes no others`,
      detail: 'The credentials that a server keeps cannot be given to Atlas',
      hint: `Leave them out under usersAndRoles.exclude, or give references to their passwords: passwords: [${lines.join(', ')}]`,
      pointer: '/usersAndRoles/mode',
    },
  ];
}

function withoutCounterpart(without: readonly string[]): readonly Diagnostic[] {
  if (without.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'GW718',
      summary: `Atlas has nothing for ${counted(without.length, 'part')} of the users and roles of the source`,
      detail: `Left out: ${firstOf(without, mostListed).join('; ')}`,
      hint: 'Declare what is needed in its place under destination.atlas.users and customRoles, or name them under usersAndRoles.exclude',
      pointer: '/usersAndRoles',
    },
  ];
}

function withoutLogin(users: readonly MissingUser[]): readonly Diagnostic[] {
  const unknown = users.filter(({ login }) => login === 'unknown').map(({ id }) => id);
  if (unknown.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'GW740',
      summary: `The credentials of ${listed(unknown)} cannot be read from the source`,
      detail: 'Only a user with the role backup may read them, and in Atlas nobody may',
      hint: 'Give their passwords under usersAndRoles.passwords, leave them out under usersAndRoles.exclude, or grant the role',
      pointer: '/usersAndRoles/mode',
    },
  ];
}

function withoutRoles(users: readonly MissingUser[]): readonly Diagnostic[] {
  const lacking = users.filter(({ lackingRoles }) => lackingRoles.length > 0);
  if (lacking.length === 0) return [];
  const roles = [...new Set(lacking.flatMap(({ lackingRoles }) => lackingRoles))];
  return [
    {
      severity: 'error',
      code: 'GW749',
      summary: `${listed(lacking.map(({ id }) => id))} would have roles that the destination lacks: ${listed(roles)}`,
      detail: 'The file leaves these roles behind',
      hint: 'Take the roles off usersAndRoles.exclude, or leave the users behind as well',
      pointer: '/usersAndRoles/exclude',
    },
  ];
}

function withOtherRights(different: readonly string[]): readonly Diagnostic[] {
  if (different.length === 0) return [];
  const stays =
    different.length === 1
      ? 'has other rights on the destination than on the source, and stays as it is'
      : 'have other rights on the destination than on the source, and stay as they are';
  return [
    {
      severity: 'warning',
      code: 'GW748',
      summary: `${listed(different)} ${stays}`,
      hint: 'Change them on the destination by hand, or name them under usersAndRoles.exclude',
      pointer: '/usersAndRoles/mode',
    },
  ];
}

function missingOf({ observation: { accounts }, state }: PlanInput): AccountsObservation | undefined {
  return accounts?.isKnown && !settled.has(state) ? accounts.value : undefined;
}

const logins: Readonly<Record<MissingUser['login'], string>> = {
  credentials: 'with the password that it has',
  password: 'with the password of the file',
  external: 'with a login from outside',
  unknown: 'with a login that is not known',
};

function userLine({ id, roles, login }: MissingUser, atlas: AccountsObservation['atlas']): string {
  const username = atlas?.users.find((user) => user.id === id)?.username;
  const moved =
    username === undefined || id === `admin.${username}` ? '' : `, as ${username} of admin (authSource=admin)`;
  return `user ${id} (${roles.length === 0 ? 'no roles' : roles.join(', ')}), ${logins[login]}${moved}`;
}
