/** Where a migration keeps its ledger: a file, a database, or the destination itself as soon as there is one. */
import { join } from 'node:path';
import { FileLedgerStore } from '../ledger/file-store.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { MigrationLedger } from '../ledger/migration-ledger.ts';
import { MongodbLedgerStore } from '../ledger/mongodb-store.ts';
import { ClosingStack } from '../lib/closing-stack.ts';
import { type ConnectedCluster, connectCluster } from '../mongo/connect.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { effectiveUri, type UriContext } from './effective-uri.ts';
import { locateDestination, openInfrastructureOf } from './locate-destination.ts';

export interface OpenLedger extends AsyncDisposable {
  readonly ledger: MigrationLedger;
}

export interface OpenLedgerOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The ledger alone: for who wants to look at a lock while a cluster does not answer. */
export async function openLedgerOf(loaded: LoadedMigration, { env, signal }: OpenLedgerOptions): Promise<OpenLedger> {
  const { spec, baseDirectory } = loaded;
  const privateDirectory = join(baseDirectory, '.godwit', spec.name, 'private');
  const context: UriContext = { baseDirectory, env, privateDirectory };
  await using stack = new ClosingStack();
  const connectDestination = async () => {
    const infrastructure = await openInfrastructureOf(
      loaded,
      { env, signal, lockTimeoutMs: 0, privateDirectory },
      stack,
    );
    const uri = await locateDestination(spec.destination, infrastructure, context);
    if (typeof uri === 'string') return undefined;
    return stack.use(await connectCluster({ uri, role: 'destination' }));
  };
  const ledger = await openLedger(loaded, connectDestination, context, stack);
  const owned = stack.move();
  return { ledger, [Symbol.asyncDispose]: async () => await owned[Symbol.asyncDispose]() };
}

/** @param destination connects to it; `undefined` as long as it cannot be looked at */
export async function openLedger(
  loaded: LoadedMigration,
  destination: () => Promise<ConnectedCluster | undefined>,
  context: UriContext,
  stack: ClosingStack,
): Promise<MigrationLedger> {
  const { name, formerNames } = loaded.spec;
  return new MigrationLedger(await openStore(loaded, destination, context, stack), name, formerNames);
}

async function openStore(
  { spec }: LoadedMigration,
  destination: () => Promise<ConnectedCluster | undefined>,
  context: UriContext,
  stack: ClosingStack,
): Promise<LedgerStore> {
  const { ledger, name } = spec;
  if (ledger.type === 'file') return new FileLedgerStore(join(context.baseDirectory, ledger.path), name);
  if (ledger.type === 'auto') {
    const connected = await destination();
    return connected === undefined
      ? new FileLedgerStore(join(context.baseDirectory, '.godwit', 'ledger'), name)
      : new MongodbLedgerStore(connected.client, metadataDatabase, name, 'the destination');
  }
  const uri = await effectiveUri(ledger.connection, 'ledger', context);
  const cluster = stack.use(await connectCluster({ uri, role: 'ledger' }));
  return new MongodbLedgerStore(cluster.client, ledger.database, name, cluster.address);
}
