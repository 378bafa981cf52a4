/**
 * A migration with everything that it takes to look at it: both clusters connected, its engine, its ledger. Whoever opens
 * it closes it (`await using`).
 */
import { join } from 'node:path';
import { createEngine } from '../engines/create-engine.ts';
import type { Engine } from '../engines/engine.ts';
import type { Infrastructure } from '../infra/infrastructure.ts';
import type { MigrationLedger } from '../ledger/migration-ledger.ts';
import { ClosingStack } from '../lib/closing-stack.ts';
import { isGodwitError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { type ConnectedCluster, connectCluster } from '../mongo/connect.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { resolveSecret } from '../spec/secrets.ts';
import { effectiveUri, type UriContext } from './effective-uri.ts';
import { destinationOutOfSight, locateDestination, openInfrastructureOf, untilReached } from './locate-destination.ts';
import type { OutOfSight } from './observation.ts';
import { openLedger } from './open-ledger.ts';

export interface OpenMigration extends AsyncDisposable {
  readonly loaded: LoadedMigration;
  /** A destination in Atlas that godwit provisions. */
  readonly infrastructure?: Infrastructure | undefined;
  /** Why the destination cannot be looked at yet; whatever needs it throws then. */
  readonly outOfSight?: OutOfSight | undefined;
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly engine: Engine;
  readonly ledger: MigrationLedger;
  /** Where logs, private files and a file ledger are. */
  readonly workDirectory: string;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
  /**
   * Waits until a destination that was just made lets us in, and tells its address.
   * @throws GodwitError why it does not, after some minutes
   */
  reachDestination(note: (text: string) => void, signal: AbortSignal): Promise<string>;
}

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
  readonly signal: AbortSignal;
  /** How long to wait for somebody else's lock, Terraform's included. */
  readonly lockTimeoutMs: number;
  /** Whether the destination may be one that has yet to be made. */
  readonly mayBeOutOfSight?: boolean | undefined;
}

/** Connects to both sides, at the same time. */
export async function openMigration(loaded: LoadedMigration, options: OpenOptions): Promise<OpenMigration> {
  const { spec, baseDirectory } = loaded;
  const { env, signal, lockTimeoutMs, command } = options;
  const workDirectory = join(baseDirectory, '.godwit', spec.name);
  const privateDirectory = join(workDirectory, 'private');
  const context: UriContext = { baseDirectory, env, privateDirectory };
  const sourceUri = await effectiveUri(spec.source, 'source', context);
  await using stack = new ClosingStack();
  const infrastructure = await openInfrastructureOf(loaded, { env, signal, lockTimeoutMs, privateDirectory }, stack);
  const destinationUri = await locateDestination(spec.destination, infrastructure, context);
  const parts = { loaded, infrastructure, sourceUri, context, workDirectory, options, stack };
  if (typeof destinationUri === 'string') {
    const connectSource = async () => stack.use(await connectCluster({ uri: sourceUri, role: 'source' }));
    return await openOutOfSight({ ...parts, outOfSight: destinationUri, cause: undefined, connectSource });
  }
  const [source, destination] = await connectBoth(stack, sourceUri, destinationUri);
  if (!('client' in destination)) {
    const { failure: cause } = destination;
    return await openOutOfSight({ ...parts, outOfSight: 'unreachable', cause, connectSource: async () => source });
  }
  const ledger = await openLedger(loaded, async () => destination, context, stack);
  const engine = await createEngine({
    spec,
    sourceUri,
    destinationUri,
    source,
    destination,
    baseDirectory,
    readSecret: async (reference) => await resolveSecret(reference, { baseDirectory, env, signal }),
    workDirectory,
    command,
    atlas: infrastructure && (async () => await infrastructure.place()),
  });
  const owned = stack.move();
  return {
    loaded,
    infrastructure,
    source,
    destination,
    sourceUri,
    destinationUri,
    engine,
    ledger,
    workDirectory,
    command,
    reachDestination: async () => destination.address,
    [Symbol.asyncDispose]: async () => await owned[Symbol.asyncDispose](),
  };
}

/** Both are waited for, so that a failure of one leaves no connection of the other open. */
async function connectBoth(
  stack: ClosingStack,
  sourceUri: Secret,
  destinationUri: Secret,
): Promise<[ConnectedCluster, ConnectedCluster | { readonly failure: unknown }]> {
  const results = await Promise.allSettled([
    connectCluster({ uri: sourceUri, role: 'source' }),
    connectCluster({ uri: destinationUri, role: 'destination' }),
  ]);
  for (const result of results) if (result.status === 'fulfilled') stack.use(result.value);
  const [source, destination] = results;
  if (source.status === 'rejected') throw source.reason;
  return [source.value, destination.status === 'rejected' ? { failure: destination.reason } : destination.value];
}

interface OutOfSightParts {
  readonly loaded: LoadedMigration;
  readonly infrastructure: Infrastructure | undefined;
  readonly outOfSight: OutOfSight;
  /** Why it is unreachable. */
  readonly cause: unknown;
  readonly sourceUri: Secret;
  readonly context: UriContext;
  readonly workDirectory: string;
  readonly options: OpenOptions;
  readonly stack: ClosingStack;
  readonly connectSource: () => Promise<ConnectedCluster>;
}

/** A migration of which only the source can be looked at; its ledger is a file until there is a destination to keep it. */
async function openOutOfSight(parts: OutOfSightParts): Promise<OpenMigration> {
  const { loaded, infrastructure, outOfSight, cause, sourceUri, context, workDirectory, options, stack } = parts;
  const failure = isGodwitError(cause) ? cause : undefined;
  const isBearable = outOfSight !== 'unreachable' || failure?.code === 'GW502';
  if (infrastructure === undefined || options.mayBeOutOfSight !== true || !isBearable) {
    throw cause ?? destinationOutOfSight(outOfSight);
  }
  const source = await parts.connectSource();
  const ledger = await openLedger(loaded, async () => undefined, context, stack);
  const owned = stack.move();
  const missing = (): never => {
    throw cause ?? destinationOutOfSight(outOfSight);
  };
  return {
    loaded,
    infrastructure,
    outOfSight,
    source,
    sourceUri,
    ledger,
    workDirectory,
    command: options.command,
    reachDestination: async (note, signal) =>
      await untilReached(
        async () => await locateDestination(loaded.spec.destination, infrastructure, context),
        note,
        signal,
      ),
    get destination() {
      return missing();
    },
    get destinationUri() {
      return missing();
    },
    get engine() {
      return missing();
    },
    [Symbol.asyncDispose]: async () => await owned[Symbol.asyncDispose](),
  };
}
