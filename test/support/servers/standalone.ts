import { connectionString, createRootUser } from './access-control.ts';
import { requireMongod } from './mongod/find-mongod.ts';
import type { VersionRequest } from './mongod/mongod.ts';
import { type MongodOptions, MongodProcess } from './mongod-process.ts';
import { prepareSecurity, type SecurityOptions } from './security.ts';

/** How a server without a replica set is built. */
export interface StandaloneOptions extends MongodOptions, SecurityOptions {
  readonly version?: VersionRequest;
}

/** A running mongod that is in no replica set. */
export interface Standalone extends AsyncDisposable {
  readonly server: MongodProcess;
  /** As root where there is access control. */
  readonly uri: string;
}

/** Starts a mongod that is in no replica set. */
export async function startStandalone(options: StandaloneOptions = {}): Promise<Standalone> {
  const security = await prepareSecurity(options);
  const args = [...security.args, ...(options.args ?? [])];
  const server = await MongodProcess.start(await requireMongod(options.version), { ...options, args });
  if (security.root) await createRootUser(connectionString([server.host], security.query));
  return {
    server,
    uri: connectionString([server.host], { directConnection: true, ...security.query }, security.root),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
