import type { Secret } from '../../lib/secret.ts';
import type { Document, MongoClient } from '../driver.ts';
import { codeOf } from '../failures.ts';
import type { AccountDocuments, UserDocument } from './account-documents.ts';

const majority = { w: 'majority' } as const;

/** The collections that the role `restore` may write for this purpose; mongorestore's too. */
const temporary = { users: 'tempusers', roles: 'temproles' } as const;

/** Location51003: the user exists already. */
const alreadyExists = 51003;

/**
 * Creates users and roles with all that their documents hold. Those that are there already stay as they are.
 * @param passwords by `database.name`; these users get a new credential, whatever their documents hold
 * @throws MongoServerError
 */
export async function createAccounts(
  client: MongoClient,
  { users, roles }: AccountDocuments,
  passwords: ReadonlyMap<string, Secret>,
): Promise<void> {
  const admin = client.db('admin', { writeConcern: majority });
  const whole = users.filter(({ _id }) => !passwords.has(_id));
  if (whole.length + roles.length > 0) {
    await fill(client, temporary.users, whole);
    await fill(client, temporary.roles, roles);
    // What mongorestore ends with: https://github.com/mongodb/mongo-tools/blob/master/mongorestore/metadata.go
    await admin.command({
      _mergeAuthzCollections: 1,
      tempUsersCollection: `admin.${temporary.users}`,
      tempRolesCollection: `admin.${temporary.roles}`,
      drop: false,
      db: '',
      writeConcern: majority,
    });
    await drop(client, temporary.users);
    await drop(client, temporary.roles);
  }
  for (const user of users) {
    const password = passwords.get(user._id);
    if (password !== undefined) await createUser(client, user, password);
  }
}

/** What an earlier attempt left there is not meant any more. */
async function fill(client: MongoClient, name: string, documents: readonly Document[]): Promise<void> {
  await drop(client, name);
  const collection = await client.db('admin').createCollection(name);
  if (documents.length > 0) await collection.insertMany([...documents], { writeConcern: majority });
}

async function drop(client: MongoClient, name: string): Promise<void> {
  await client.db('admin').collection(name).drop({ writeConcern: majority });
}

async function createUser(client: MongoClient, document: UserDocument, password: Secret): Promise<void> {
  const { user, db, roles, customData, authenticationRestrictions } = document;
  try {
    await client.db(db).command({
      createUser: user,
      pwd: password.reveal(),
      roles,
      ...(customData === undefined ? {} : { customData }),
      ...(authenticationRestrictions === undefined ? {} : { authenticationRestrictions }),
      writeConcern: majority,
    });
  } catch (error) {
    if (codeOf(error) !== alreadyExists) throw error;
  }
}
