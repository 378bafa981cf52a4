/**
 * A migration with everything that it takes to look at it: both clusters connected, its engine, its ledger. Whoever opens
 * it closes it (`await using`).
 */
import { join } from 'node:path';
import { createEngine } from '../engines/create-engine.ts';
import type { Engine } from '../engines/engine.ts';
import { FileLedgerStore } from '../ledger/file-store.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { MongodbLedgerStore } from '../ledger/mongodb-store.ts';
import { ClosingStack } from '../lib/closing-stack.ts';
import { UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { type ConnectedCluster, connectCluster } from '../mongo/connect.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { effectiveUri, type UriContext } from './effective-uri.ts';

export interface OpenMigration extends AsyncDisposable {
  readonly loaded: LoadedMigration;
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly engine: Engine;
  readonly ledger: LedgerStore;
  /** Where logs, private files and a file ledger are. */
  readonly workDirectory: string;
}

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
}

/** Connects to both sides, at the same time. */
export async function openMigration(loaded: LoadedMigration, options: OpenOptions): Promise<OpenMigration> {
  const { spec, baseDirectory } = loaded;
  const { destination: target } = spec;
  if (target.kind !== 'existing') {
    throw new UserError('GW701', {
      summary: 'destination.atlas is not available in this version',
      hint: 'Create the cluster, and give its connection string as destination.uri',
    });
  }
  const stateDirectory = join(baseDirectory, '.godwit');
  const workDirectory = join(stateDirectory, spec.name);
  const context: UriContext = { baseDirectory, env: options.env, privateDirectory: join(workDirectory, 'private') };
  const sourceUri = await effectiveUri(spec.source, 'source', context);
  const destinationUri = await effectiveUri(target, 'destination', context);
  await using stack = new ClosingStack();
  const [source, destination] = await connectBoth(stack, sourceUri, destinationUri);
  const ledger = await openLedger(loaded, destination, context, stack);
  const engine = createEngine({
    spec,
    sourceUri,
    destinationUri,
    source,
    destination,
    workDirectory,
    command: options.command,
  });
  const owned = stack.move();
  return {
    loaded,
    source,
    destination,
    sourceUri,
    destinationUri,
    engine,
    ledger,
    workDirectory,
    [Symbol.asyncDispose]: async () => await owned[Symbol.asyncDispose](),
  };
}

/** Both are waited for, so that a failure of one leaves no connection of the other open. */
async function connectBoth(
  stack: ClosingStack,
  sourceUri: Secret,
  destinationUri: Secret,
): Promise<[ConnectedCluster, ConnectedCluster]> {
  const results = await Promise.allSettled([
    connectCluster({ uri: sourceUri, role: 'source' }),
    connectCluster({ uri: destinationUri, role: 'destination' }),
  ]);
  for (const result of results) if (result.status === 'fulfilled') stack.use(result.value);
  const [source, destination] = results;
  if (source.status === 'rejected') throw source.reason;
  if (destination.status === 'rejected') throw destination.reason;
  return [source.value, destination.value];
}

async function openLedger(
  { spec }: LoadedMigration,
  destination: ConnectedCluster,
  context: UriContext,
  stack: ClosingStack,
): Promise<LedgerStore> {
  const { ledger, name } = spec;
  if (ledger.type === 'file') return new FileLedgerStore(join(context.baseDirectory, ledger.path), name);
  if (ledger.type === 'auto') {
    return new MongodbLedgerStore(destination.client, metadataDatabase, name, 'the destination');
  }
  const uri = await effectiveUri(ledger.connection, 'ledger', context);
  const cluster = stack.use(await connectCluster({ uri, role: 'ledger' }));
  return new MongodbLedgerStore(cluster.client, ledger.database, name, cluster.address);
}
