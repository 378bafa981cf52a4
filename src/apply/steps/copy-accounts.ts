import { EngineError } from '../../lib/errors.ts';
import { type AccountDocuments, readAccountDocuments } from '../../mongo/accounts/account-documents.ts';
import { createAccounts } from '../../mongo/accounts/create-accounts.ts';
import { MongoError } from '../../mongo/driver.ts';
import { reasonOf } from '../../mongo/explain-failure.ts';
import { isPermission } from '../../mongo/failures.ts';
import { resolveSecret } from '../../spec/secrets.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Creates the users and roles that the plan named, as the source has them by now; those that are there stay as they are. */
export const copyAccounts: StepExecutor = {
  run: async ({ inputs }, context) => {
    const { migration, verifyLock, note } = context;
    await verifyLock();
    try {
      const [wanted, there] = await Promise.all([
        readAccountDocuments(migration.source.client),
        readAccountDocuments(migration.destination.client),
      ]);
      const accounts = {
        users: chosen(wanted.users, inputs['users'], there.users),
        roles: chosen(wanted.roles, inputs['roles'], there.roles),
      };
      await createAccounts(migration.destination.client, accounts, await passwordsFor(accounts, context));
      note(`Created ${accounts.users.length} users and ${accounts.roles.length} roles`);
      return { users: accounts.users.length, roles: accounts.roles.length };
    } catch (error) {
      if (!(error instanceof MongoError)) throw error;
      throw new EngineError('GW837', {
        summary: 'Users and roles of the source could not be created on the destination',
        detail: reasonOf(error),
        hint: isPermission(error)
          ? "Grant the destination's user the roles restore and userAdminAnyDatabase, then run `godwit apply` again; in Atlas declare the users under destination.atlas.users instead"
          : 'Run `godwit apply` again; what was created stays',
        cause: error,
      });
    }
  },
};

function chosen<T extends { readonly _id: string }>(
  all: readonly T[],
  ids: unknown,
  there: readonly T[],
): readonly T[] {
  const present = new Set(there.map(({ _id }) => _id));
  const planned = new Set(ids as readonly string[]);
  return all.filter(({ _id }) => planned.has(_id) && !present.has(_id));
}

async function passwordsFor({ users }: AccountDocuments, { migration, env, signal }: StepContext) {
  const { spec, baseDirectory } = migration.loaded;
  const wanted = spec.usersAndRoles.passwords.filter(({ user }) => users.some(({ _id }) => _id === user));
  return new Map(
    await Promise.all(
      wanted.map(
        async ({ user, password }) => [user, await resolveSecret(password, { baseDirectory, env, signal })] as const,
      ),
    ),
  );
}
