/**
 * A migration with everything that it takes to look at it: both clusters connected, its engine, its ledger. Whoever opens
 * it closes it (`await using`).
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine } from '../engines/create-engine.ts';
import type { Engine } from '../engines/engine.ts';
import type { Infrastructure } from '../infra/infrastructure.ts';
import { FileLedgerStore } from '../ledger/file-store.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { MongodbLedgerStore } from '../ledger/mongodb-store.ts';
import { ClosingStack } from '../lib/closing-stack.ts';
import { isGodwitError, messageOf, UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { type ConnectedCluster, connectCluster } from '../mongo/connect.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import type { Destination } from '../spec/blocks/destination.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { effectiveUri, type UriContext, withPassword } from './effective-uri.ts';
import type { OutOfSight } from './observation.ts';

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
  readonly ledger: LedgerStore;
  /** Where logs, private files and a file ledger are. */
  readonly workDirectory: string;
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
  const { destination: target } = spec;
  const stateDirectory = join(baseDirectory, '.godwit');
  const workDirectory = join(stateDirectory, spec.name);
  const context: UriContext = { baseDirectory, env: options.env, privateDirectory: join(workDirectory, 'private') };
  const sourceUri = await effectiveUri(spec.source, 'source', context);
  await using stack = new ClosingStack();
  const infrastructure = await openInfrastructureOf(loaded, context, options, stack);
  const located = await locateDestination(target, infrastructure, context);
  const open = async (outOfSight: OutOfSight, cause?: unknown) =>
    await openOutOfSight({
      loaded,
      infrastructure,
      outOfSight,
      cause,
      sourceUri,
      context,
      workDirectory,
      options,
      stack,
    });
  if (typeof located === 'string') return await open(located);
  const destinationUri = located;
  const [source, destination] = await connectBoth(stack, sourceUri, destinationUri);
  if (!('client' in destination)) return await open('unreachable', destination.failure);
  const ledger = await openLedger(loaded, destination, context, stack);
  const engine = createEngine({
    spec,
    sourceUri,
    destinationUri,
    destination,
    workDirectory,
    command: options.command,
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

async function openInfrastructureOf(
  loaded: LoadedMigration,
  { privateDirectory }: UriContext,
  { env, signal, lockTimeoutMs }: OpenOptions,
  stack: ClosingStack,
): Promise<Infrastructure | undefined> {
  const { destination } = loaded.spec;
  if (destination.kind === 'existing') return undefined;
  // It is not loaded by those who have nothing to provision.
  const { openInfrastructure } = await import('../infra/open-infrastructure.ts');
  const options = { env, signal, lockTimeoutMs, privateDirectory };
  return stack.use(await openInfrastructure(loaded, destination.atlas, options));
}

/** The whole connection string of the destination, or why there is none yet. */
async function locateDestination(
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
}

/** A migration of which only the source can be looked at; its ledger is a file until there is a destination to keep it. */
async function openOutOfSight(parts: OutOfSightParts): Promise<OpenMigration> {
  const { loaded, infrastructure, outOfSight, cause, sourceUri, context, workDirectory, options, stack } = parts;
  const failure = isGodwitError(cause) ? cause : undefined;
  const isBearable = outOfSight !== 'unreachable' || failure?.code === 'GW502';
  if (infrastructure === undefined || options.mayBeOutOfSight !== true || !isBearable) {
    throw cause ?? destinationOutOfSight(outOfSight);
  }
  const source = stack.use(await connectCluster({ uri: sourceUri, role: 'source' }));
  const ledger = await openLedger(loaded, undefined, context, stack);
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

/** Access entries and users take a minute or two to arrive at a cluster. */
const reachLimitMs = 5 * 60_000;
const reachPauseMs = 1_000;

async function untilReached(
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

function destinationOutOfSight(outOfSight: OutOfSight): UserError {
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

async function openLedger(
  { spec }: LoadedMigration,
  destination: ConnectedCluster | undefined,
  context: UriContext,
  stack: ClosingStack,
): Promise<LedgerStore> {
  const { ledger, name } = spec;
  if (ledger.type === 'file') return new FileLedgerStore(join(context.baseDirectory, ledger.path), name);
  if (ledger.type === 'auto' && destination === undefined) {
    return new FileLedgerStore(join(context.baseDirectory, '.godwit', 'ledger'), name);
  }
  if (ledger.type === 'auto') {
    return new MongodbLedgerStore(destination!.client, metadataDatabase, name, 'the destination');
  }
  const uri = await effectiveUri(ledger.connection, 'ledger', context);
  const cluster = stack.use(await connectCluster({ uri, role: 'ledger' }));
  return new MongodbLedgerStore(cluster.client, ledger.database, name, cluster.address);
}
