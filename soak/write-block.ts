import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import { runAdminCommand } from '../test/support/servers/with-client.ts';
import { waitFor } from '../test/support/wait-for.ts';
import { takeWriteRoles } from './applications.ts';

/** For everybody but the engine, as `apply` does it: by the server, or by their roles where it has no block. */
export async function blockWrites(set: ReplicaSet): Promise<void> {
  if (Number.parseInt(set.version, 10) < 6) return await takeWriteRoles(set);
  // A transaction may be in its way for a while.
  const command = { setUserWriteBlockMode: 1, global: true, maxTimeMS: 2_000 };
  await waitFor('the write block', async () => await runAdminCommand(set.uri, command), { timeoutMs: 120_000 });
}
