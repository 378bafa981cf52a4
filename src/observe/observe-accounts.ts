import type { Infrastructure } from '../infra/infrastructure.ts';
import { type AccountDocuments, ownUsers, readAccountDocuments } from '../mongo/accounts/account-documents.ts';
import { type Observed, observed } from '../mongo/details/observed.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { type AccountsObservation, missingAccounts } from './missing-accounts.ts';
import { missingInAtlas } from './missing-in-atlas.ts';
import type { OpenMigration } from './open-migration.ts';

/** Which users and roles are still to be created, where the file wants them copied; `undefined` where nobody asked. */
export async function observeAccounts(migration: OpenMigration): Promise<Observed<AccountsObservation> | undefined> {
  const { mode, include, exclude, passwords } = migration.loaded.spec.usersAndRoles;
  const { infrastructure, outOfSight } = migration;
  if (mode !== 'copy' || (outOfSight !== undefined && infrastructure === undefined)) return undefined;
  const source = await readSide('source', migration.source.client);
  if (!source.isKnown) return source;
  if (infrastructure !== undefined) return await observeInAtlas(migration, infrastructure, source.value);
  const destination = await readSide('destination', migration.destination.client);
  if (!destination.isKnown) return destination;
  const own = await Promise.all([migration.source, migration.destination].map(({ client }) => ownUsers(client)));
  const selection = { include, exclude, passwords: passwords.map(({ user }) => user), own: own.flat() };
  return { isKnown: true, value: missingAccounts(source.value, destination.value, selection) };
}

/** Atlas makes the users of its clusters; whom the file declares there is none of this. */
async function observeInAtlas(
  { loaded: { spec }, source }: OpenMigration,
  infrastructure: Infrastructure,
  there: AccountDocuments,
): Promise<Observed<AccountsObservation>> {
  const { include, exclude, passwords } = spec.usersAndRoles;
  const { destination } = spec;
  const declared = destination.kind === 'atlas' ? destination.atlas : { users: [], customRoles: [] };
  const question = { asked: "users and roles of the destination by Atlas' Admin API", role: 'Project Owner' };
  const present = await observed(question, async () => await infrastructure.accounts());
  if (!present.isKnown) return present;
  const selection = {
    include,
    exclude,
    passwords: passwords.map(({ user }) => user),
    own: await ownUsers(source.client),
    declaredUsers: declared.users.map(({ name }) => name),
    declaredRoles: declared.customRoles.map(({ name }) => name),
  };
  return { isKnown: true, value: missingInAtlas(there, present.value, selection) };
}

async function readSide(side: string, client: MongoClient): Promise<Observed<AccountDocuments>> {
  const question = {
    asked: `users and roles of the ${side}`,
    role: side === 'source' ? 'backup' : 'restore and userAdminAnyDatabase',
  };
  return await observed(question, () => readAccountDocuments(client));
}
