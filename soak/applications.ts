import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import { runAdminCommand } from '../test/support/servers/with-client.ts';

/** Longer than a primary is frozen. */
const socketTimeoutMs = 90_000;
const login = { user: 'applications', password: 'of-a-soak' };

/** Somebody whom a write block stops; a connection that was forgotten on the way would be waited for without an end. */
export async function applicationUri(set: ReplicaSet): Promise<string> {
  const uri = await set.createUser(login, ['readWriteAnyDatabase', 'dbAdminAnyDatabase']);
  return `${uri}&socketTimeoutMS=${socketTimeoutMs}`;
}

export async function takeWriteRoles({ uri }: ReplicaSet): Promise<void> {
  await runAdminCommand(uri, { updateUser: login.user, roles: ['readAnyDatabase'] });
}
