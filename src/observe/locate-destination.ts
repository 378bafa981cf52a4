/** Where the destination is: as the file says, or as Atlas says of a cluster that godwit provisions. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Infrastructure } from '../infra/infrastructure.ts';
import type { ClosingStack } from '../lib/closing-stack.ts';
import { messageOf, UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { connectCluster } from '../mongo/connect.ts';
import type { Destination } from '../spec/blocks/destination.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { effectiveUri, type UriContext, withPassword } from './effective-uri.ts';
import type { OutOfSight } from './observation.ts';

export interface InfrastructureOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** How long to wait for a lock of Terraform's that somebody else holds. */
  readonly lockTimeoutMs: number;
  readonly privateDirectory: string;
}

/** `undefined` where the destination is there already. */
export async function openInfrastructureOf(
  loaded: LoadedMigration,
  options: InfrastructureOptions,
  stack: ClosingStack,
): Promise<Infrastructure | undefined> {
  const { destination } = loaded.spec;
  if (destination.kind === 'existing') return undefined;
  // It is not loaded by those who have nothing to provision.
  const { openInfrastructure } = await import('../infra/open-infrastructure.ts');
  return stack.use(await openInfrastructure(loaded, destination.atlas, options));
}

/** The whole connection string of the destination, or why there is none yet. */
export async function locateDestination(
  target: Destination,
  infrastructure: Infrastructure | undefined,
  context: UriContext,
): Promise<Secret | OutOfSight> {
  if (target.kind === 'existing') return await effectiveUri(target, 'destination', context);
  const connectionString = await infrastructure?.connectionString();
  if (connectionString === undefined) return 'absent';
  const { tls, auth } = target;
  const user = await infrastructure?.syncUser();
  if (auth === undefined && user === undefined) return 'noLogin';
  const uri = { literal: connectionString };
  const settings = { uri, tls, auth: auth ?? { username: { literal: user!.username }, source: 'admin' } };
  const found = await effectiveUri(settings, 'destination', context);
  return auth === undefined ? withPassword(found, user!.password) : found;
}

/** Access entries and users take a minute or two to arrive at a cluster. */
const reachLimitMs = 5 * 60_000;
const reachPauseMs = 1_000;

/** Waits until a destination that was just made lets us in, and tells its address. */
export async function untilReached(
  locate: () => Promise<Secret | OutOfSight>,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const giveUpAt = performance.now() + reachLimitMs;
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    const uri = await locate();
    if (typeof uri === 'string') throw destinationOutOfSight(uri);
    try {
      await using cluster = await connectCluster({ uri, role: 'destination' });
      return cluster.address;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      if (isFirst) note(`The cluster does not let us in yet (${messageOf(error)})`);
      await delay(reachPauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

export function destinationOutOfSight(outOfSight: OutOfSight): UserError {
  return outOfSight === 'noLogin'
    ? new UserError('GW724', {
        summary: 'This machine has no login for the destination',
        detail: 'godwit makes one for each machine that applies, where the file names none',
        hint: 'Run `godwit apply` here, or give destination.auth, which every machine can use',
      })
    : new UserError('GW724', {
        summary: 'The destination does not exist yet',
        hint: 'Run `godwit plan` to see what would be made, and `godwit apply` to make it',
      });
}
