/** The guardian of one cutover as a process of its own, for engines that have none inside. It ends with what it guards. */
import { hostname } from 'node:os';
import type { Secret } from '../lib/secret.ts';
import { connectCluster } from '../mongo/connect.ts';
import { GuardStore, type WatchedGuard } from './guard-document.ts';
import { lookAgainForMs, runGuardian } from './guardian.ts';

/** What `apply` hands over: no file, since a guardian has to do without whatever was changed meanwhile. */
export interface GuardOrder {
  readonly source: Secret;
  readonly destination: Secret;
  readonly migration: string;
  /** Names the cutover; another one of the same migration has a guardian of its own. */
  readonly transaction: string;
}

/** Servers that are away for longer do not come back. */
const giveUpAfterMs = 24 * 3_600_000;

export async function standGuard(
  { source, destination, migration, transaction }: GuardOrder,
  signal: AbortSignal,
  log: (message: string, fields: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  await using sourceCluster = await connectCluster({ uri: source, role: 'source' });
  await using destinationCluster = await connectCluster({ uri: destination, role: 'destination' });
  const name = `guardian ${process.pid} on ${hostname()}`;
  await new GuardStore(destinationCluster.client).standBy(migration, transaction, name);
  await runGuardian({
    source: sourceCluster.client,
    destination: destinationCluster.client,
    migration,
    name,
    signal: AbortSignal.any([signal, AbortSignal.timeout(giveUpAfterMs)]),
    log,
    // Hooks and the engine are put in order by whoever has the file: the next `apply`, or `godwit guard`.
    onTakenBack: async () => {},
    isOver: (guard) => guard?.transaction !== transaction || isSettled(guard),
  });
}

/** A cutover that was taken back is looked after for a while. */
function isSettled({ state, ageMs }: WatchedGuard): boolean {
  if (state === 'armed') return false;
  return state === 'switchBegun' || ageMs > lookAgainForMs;
}
