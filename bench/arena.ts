/** Two real servers that one tool is measured on. The destination is new for each: nobody works on what others left. */
import { type ReplicaSet, startReplicaSet } from '../test/support/servers/replica-set.ts';
import { runAdminCommand } from '../test/support/servers/with-client.ts';

export interface Arena {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  /** For logs and profiles. */
  readonly directory: string;
}

/** A server as large as the measurements need, and no smaller than its cache would make a difference. */
export async function startServer(): Promise<ReplicaSet> {
  return await startReplicaSet({ cacheSizeGB: 2, oplogSizeMB: 4_000 });
}

/** What the server still has to write must not be written during somebody's measurement. */
export async function settle(server: ReplicaSet): Promise<void> {
  await runAdminCommand(server.uri, { fsync: 1 });
}

export function pidOf(server: ReplicaSet): number {
  return server.members[0]!.pid;
}
