import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import { runAdminCommand } from '../test/support/servers/with-client.ts';
import { waitFor } from '../test/support/wait-for.ts';

/** For everybody but the engine, as `apply` does it; a transaction may be in its way for a while. */
export async function setWriteBlock({ uri }: ReplicaSet, global: boolean): Promise<void> {
  const command = { setUserWriteBlockMode: 1, global, maxTimeMS: 2_000 };
  await waitFor('the write block', async () => await runAdminCommand(uri, command), { timeoutMs: 120_000 });
}
