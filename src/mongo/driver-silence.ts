/**
 * Ends commands whose answer cannot come any more.
 *
 * Something between us and a server may forget a connection without a word: from then on nothing that is sent arrives,
 * and nothing says so for as long as the kernels' time-outs last, or for ever. No bound on time can tell that from a
 * command that takes long, such as an index build. The server can: a connection that was silent for a while is asked
 * for over another one, and ended when the server carries out nothing for it
 * (docs/decisions/0012-silent-connections.md).
 */
import { Connection } from 'mongodb/lib/cmap/connection.js';
import type { ConnectedTopology, PooledServer } from 'mongodb/lib/sdam/topology.js';
import { decodeExact } from './bson/exact.ts';
import { findElement, forEachDocument } from './bson/walk.ts';
import { type MongoClient, MongoNetworkTimeoutError, ReadPreference } from './driver.ts';
import { runRawOn } from './raw.ts';

/** The driver waits for a socket to take a message's bytes, and goes on waiting when the connection is ended meanwhile. */
const { cleanup } = Connection.prototype;
Connection.prototype.cleanup = function (error) {
  cleanup.call(this, error);
  // Whoever waits looks at the connection's error next.
  this.socket.emit('drain');
};

const defaultEveryMs = 5_000;
/** Looks are counted and not time, so that a process that was stopped itself does not take its own silence for another's. */
const quietLooks = 6;
/** An answer may be under way while the server says that it is done. */
const idleAnswers = 2;

interface Quiet {
  /** Read and written so far. */
  readonly bytes: number;
  /** How often nothing had been read or written since. */
  readonly looks: number;
  /** How often in succession the server carried out nothing for it. */
  readonly idle: number;
}

/** Watches the connections of a client on which a command is under way. */
export class SilenceWatch implements Disposable {
  readonly #client: MongoClient;
  readonly #everyMs: number;
  #quiet = new Map<Connection, Quiet>();
  #timer: NodeJS.Timeout | undefined;

  constructor(client: MongoClient, everyMs = defaultEveryMs) {
    this.#client = client;
    this.#everyMs = everyMs;
    // Connections that stay with one cursor rest in its hands while nothing is asked.
    if (!client.options.loadBalanced) this.#wait();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => this.#timer !== undefined && this.#wait());
    }, this.#everyMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const before = this.#quiet;
    this.#quiet = new Map();
    const topology = (this.#client as { readonly topology?: ConnectedTopology }).topology;
    const servers = [...(topology?.s.servers.values() ?? [])];
    await Promise.all(servers.map(async (server) => await this.#lookAt(server, before)));
  }

  async #lookAt(server: PooledServer, before: ReadonlyMap<Connection, Quiet>): Promise<void> {
    for (const connection of server.pool.checkedOutConnections) {
      const last = before.get(connection);
      const bytes = bytesOf(connection);
      const isQuiet = last?.bytes === bytes;
      this.#quiet.set(connection, isQuiet ? { ...last, looks: last.looks + 1 } : { bytes, looks: 0, idle: 0 });
    }
    const silent = [...server.pool.checkedOutConnections].filter(
      (connection) => this.#quiet.get(connection)!.looks >= quietLooks,
    );
    if (silent.length === 0) return;
    const busy = await busyConnections(this.#client, server, this.#everyMs);
    if (busy === undefined || isSeveral(server)) return;
    for (const connection of silent) {
      const { bytes, looks, idle } = this.#quiet.get(connection)!;
      if (bytesOf(connection) !== bytes || !server.pool.checkedOutConnections.has(connection)) continue;
      const { serverConnectionId: id } = connection.description;
      // Of one that the server did not number, nothing can be asked.
      const isBusy = id === null || busy.has(Number(id));
      this.#quiet.set(connection, isBusy ? { bytes, looks: 0, idle: 0 } : { bytes, looks, idle: idle + 1 });
      if (!isBusy && idle + 1 >= idleAnswers) end(connection);
    }
  }
}

/**
 * Behind one address there may be several mongos, of which none knows what the others work at. Each names its process when
 * a connection is made.
 */
export function isSeveral({ description, pool }: PooledServer): boolean {
  if (description.type !== 'Mongos') return false;
  const all = [...pool.connections, ...pool.checkedOutConnections];
  return new Set(all.map((one) => String(one.description.hello?.['topologyVersion']?.processId))).size > 1;
}

/** A time-out to the driver: the server itself is well, and its other connections stay. */
function end(connection: Connection): void {
  const message = `connection ${connection.id} to ${connection.address} fell silent: the server carries out no command for it`;
  connection.onError(new MongoNetworkTimeoutError(message));
}

function bytesOf({ socket }: Connection): number {
  return socket.bytesRead + socket.bytesWritten;
}

/** The server's numbers of connections that it works for; `undefined` when it does not say. */
async function busyConnections(
  client: MongoClient,
  server: PooledServer,
  withinMs: number,
): Promise<ReadonlySet<number> | undefined> {
  // Ours alone, which needs no privilege. A mongos would tell of its shards.
  const localOps = server.description.type === 'Mongos' ? { localOps: true } : {};
  const command = {
    aggregate: 1,
    pipeline: [
      { $currentOp: { allUsers: false, ...localOps } },
      { $match: { active: true } },
      { $group: { _id: '$connectionId' } },
    ],
    cursor: { batchSize: 10_000 },
  };
  const options = { readPreference: ReadPreference.nearest, signal: AbortSignal.timeout(Math.max(1_000, withinMs)) };
  try {
    const { bytes } = await runRawOn(server, client, 'admin', command, options);
    const cursor = findElement(bytes, 0, 'cursor')!;
    const batch = findElement(bytes, cursor.start, 'firstBatch')!;
    const found = new Set<number>();
    forEachDocument(bytes, batch.start, (start, end) => {
      found.add(Number(decodeExact(bytes.subarray(start, end)).get('_id')));
    });
    return found;
  } catch {
    return undefined;
  }
}
