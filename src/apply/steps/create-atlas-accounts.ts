import type { RoleForAtlas, UserForAtlas } from '../../infra/accounts-for-atlas.ts';
import { UserError } from '../../lib/errors.ts';
import { resolveSecret } from '../../spec/secrets.ts';
import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Has Atlas make the users and roles that the plan named, as it showed them; those that are there stay as they are. */
export const createAtlasAccounts: StepExecutor = {
  run: async ({ inputs }, context) => {
    const infrastructure = infrastructureOf(context);
    await context.verifyLock();
    const present = await infrastructure.accounts();
    const roles = (inputs['roles'] as readonly RoleForAtlas[]).filter(
      ({ roleName }) => !present.roles.some((one) => one.roleName === roleName),
    );
    const users = (inputs['users'] as readonly UserForAtlas[]).filter(
      ({ username }) => !present.users.some((one) => one.username === username),
    );
    const passwords = await Promise.all(users.map(async ({ id }) => await passwordOf(id, context)));
    // One after the other: Atlas refuses changes of several roles at the same time.
    for (const role of roles) await infrastructure.createRole(role);
    for (const [index, user] of users.entries()) await infrastructure.createUser(user, passwords[index]!);
    context.note(`Atlas has made ${users.length} users and ${roles.length} roles`);
    return { users: users.length, roles: roles.length };
  },
};

async function passwordOf(id: string, { migration, env, signal }: StepContext) {
  const { spec, baseDirectory } = migration.loaded;
  const given = spec.usersAndRoles.passwords.find(({ user }) => user === id);
  if (given === undefined) {
    throw new UserError('GW740', {
      summary: `The file gives no password for ${id}, which Atlas is to make`,
      hint: 'Give it under usersAndRoles.passwords, and plan again',
    });
  }
  return await resolveSecret(given.password, { baseDirectory, env, signal });
}
