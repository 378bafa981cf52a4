/**
 * One source and one destination for all test files: started once per run, by vitest's main process, and handed to
 * the files by vitest's `inject`. Each test uses databases of its own in them (see test-databases.ts).
 */
import type { TestProject } from 'vitest/node';
import { findMongod } from './mongod/find-mongod.ts';
import { startReplicaSet } from './replica-set.ts';
import { runAdminCommand } from './with-client.ts';

/** A server that all test files may use. */
export interface SharedServer {
  readonly uri: string;
  readonly version: string;
}

/** The pair, or why there is none. */
export type SharedServers =
  | { readonly source: SharedServer; readonly destination: SharedServer }
  | { readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    sharedServers: SharedServers;
  }
}

interface Shared {
  readonly servers: Promise<SharedServers>;
  readonly owned: AsyncDisposable[];
  users: number;
}

// Every vitest project loads this module anew, in one process; the servers are for all of them.
const key = Symbol.for('godwit.sharedServers');
const registry = globalThis as { [key]?: Shared | undefined };

/** vitest's global set-up of each project that uses servers; the first starts them, the last one ends them. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const owned: AsyncDisposable[] = [];
  const shared = (registry[key] ??= { servers: start(owned), owned, users: 0 });
  shared.users += 1;
  provide('sharedServers', await shared.servers);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    registry[key] = undefined;
    await Promise.all(shared.owned.map((server) => server[Symbol.asyncDispose]()));
  };
}

async function start(owned: AsyncDisposable[]): Promise<SharedServers> {
  const { GODWIT_TEST_SOURCE_URI: sourceUri, GODWIT_TEST_DESTINATION_URI: destinationUri } = process.env;
  if (!(sourceUri && destinationUri)) {
    const search = await findMongod();
    if ('missing' in search) return search;
  }
  const own = async (): Promise<SharedServer> => {
    const set = await startReplicaSet();
    owned.push(set);
    return { uri: set.uri, version: set.version };
  };
  const [source, destination] = await Promise.all([
    sourceUri ? inspect(sourceUri) : own(),
    destinationUri ? inspect(destinationUri) : own(),
  ]);
  return { source, destination };
}

async function inspect(uri: string): Promise<SharedServer> {
  const { version } = await runAdminCommand(uri, { buildInfo: 1 });
  return { uri, version };
}
