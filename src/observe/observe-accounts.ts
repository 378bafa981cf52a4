import { type AccountDocuments, ownUsers, readAccountDocuments } from '../mongo/accounts/account-documents.ts';
import { type Observed, observed } from '../mongo/details/observed.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { type AccountsObservation, missingAccounts } from './missing-accounts.ts';
import type { OpenMigration } from './open-migration.ts';

/** Which users and roles are still to be created, where the file wants them copied; `undefined` where nobody asked. */
export async function observeAccounts(migration: OpenMigration): Promise<Observed<AccountsObservation> | undefined> {
  const { mode, include, exclude, passwords } = migration.loaded.spec.usersAndRoles;
  if (mode !== 'copy' || migration.outOfSight !== undefined) return undefined;
  const source = await readSide('source', migration.source.client);
  if (!source.isKnown) return source;
  const destination = await readSide('destination', migration.destination.client);
  if (!destination.isKnown) return destination;
  const own = await Promise.all([migration.source, migration.destination].map(({ client }) => ownUsers(client)));
  const selection = { include, exclude, passwords: passwords.map(({ user }) => user), own: own.flat() };
  return { isKnown: true, value: missingAccounts(source.value, destination.value, selection) };
}

async function readSide(side: string, client: MongoClient): Promise<Observed<AccountDocuments>> {
  const question = {
    asked: `users and roles of the ${side}`,
    role: side === 'source' ? 'backup' : 'restore and userAdminAnyDatabase',
  };
  return await observed(question, () => readAccountDocuments(client));
}
