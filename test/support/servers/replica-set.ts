/**
 * Replica sets of real servers on loopback, made to fail on request: a member can be killed, frozen, restarted, cut
 * off (see tcp-proxy.ts) or rolled back. Members know each other by loopback addresses, so nothing leaves the machine.
 */
import { randomBytes } from 'node:crypto';
import type { Document, MongoClient } from '../driver.ts';
import { type Credentials, connectionString, createUser } from './access-control.ts';
import { requireMongod } from './mongod/find-mongod.ts';
import type { VersionRequest } from './mongod/mongod.ts';
import { type MongodOptions, MongodProcess } from './mongod-process.ts';
import { findPrimary, formReplicaSet, waitForRole } from './replica-set-config.ts';
import { prepareSecurity, type Security, type SecurityOptions } from './security.ts';
import { startProxy, type TcpProxy } from './tcp-proxy.ts';
import { runAdminCommand, withClient } from './with-client.ts';

/** How a replica set is built. */
export interface ReplicaSetOptions extends MongodOptions, SecurityOptions {
  readonly members?: 1 | 3;
  readonly version?: VersionRequest;
  readonly oplogSizeMB?: number;
  /** Puts a proxy before each member; members and drivers then reach it through the proxy only. */
  readonly proxied?: boolean;
}

interface Parts {
  readonly name: string;
  readonly members: readonly MongodProcess[];
  readonly proxies: readonly TcpProxy[];
  readonly security: Security;
}

/** A running replica set; ended by `await using`, and at the latest when this process ends. */
export class ReplicaSet implements AsyncDisposable {
  readonly name: string;
  readonly members: readonly MongodProcess[];
  /** In the order of `members`; empty unless the set was started with `proxied`. */
  readonly proxies: readonly TcpProxy[];
  readonly #security: Security;

  constructor({ name, members, proxies, security }: Parts) {
    this.name = name;
    this.members = members;
    this.proxies = proxies;
    this.#security = security;
  }

  /** The addresses that the members advertise. */
  get hosts(): readonly string[] {
    return (this.proxies.length > 0 ? this.proxies : this.members).map(({ host }) => host);
  }

  get version(): string {
    return this.members[0]!.mongod.version;
  }

  /** For drivers; as root where there is access control. */
  get uri(): string {
    return this.uriFor(this.#security.root);
  }

  /** For drivers, as somebody. */
  uriFor(credentials: Credentials | undefined): string {
    return connectionString(this.hosts, { replicaSet: this.name, ...this.#security.query }, credentials);
  }

  /** For one member and whatever its state, past any proxy; as root where there is access control. */
  uriOf(member: MongodProcess): string {
    return connectionString([member.host], this.#directQuery, this.#security.root);
  }

  /** As `uriOf`, without logging in: a member that is still being initialised knows no users. */
  anonymousUriOf(member: MongodProcess): string {
    return connectionString([member.host], this.#directQuery);
  }

  get #directQuery(): Document {
    return { directConnection: true, ...this.#security.query };
  }

  /** Creates a user on `admin` and returns a connection string for it; needs `auth`. */
  async createUser(credentials: Credentials, roles: string[] | Document[]): Promise<string> {
    await createUser(this.uri, credentials, roles);
    return this.uriFor(credentials);
  }

  /** The member that accepts writes, as soon as there is one. */
  async primary(): Promise<MongodProcess> {
    return findPrimary(this);
  }

  /** The running members that are not the primary. */
  async secondaries(): Promise<MongodProcess[]> {
    const primary = await this.primary();
    return this.members.filter((member) => member.isRunning && member !== primary);
  }

  /** Makes the primary step down, and returns the next one: on a set of one, the same again. */
  async stepDown(): Promise<MongodProcess> {
    const primary = await this.primary();
    const isAlone = this.members.length === 1;
    const how = isAlone ? { replSetStepDown: 1, force: true } : { replSetStepDown: 10 };
    await runAdminCommand(this.uriOf(primary), { ...how, secondaryCatchUpPeriodSecs: isAlone ? 0 : 5 });
    return this.primary();
  }

  /** Waits until every running member is primary or secondary. */
  async allReady(): Promise<void> {
    const running = this.members.filter(({ isRunning }) => isRunning);
    await Promise.all(running.map((member) => waitForRole(this.anonymousUriOf(member), ['primary', 'secondary'])));
  }

  /**
   * Lets the primary acknowledge writes that no other member sees, then holds an election without it and takes it
   * back: what `write` did is rolled back. `write` has one second and should ask for `{ w: 1, journal: true }`.
   */
  async rollBack(write: (client: MongoClient) => Promise<void>): Promise<void> {
    const primary = await this.primary();
    // Asked for once more, the primary may be another one.
    const others = this.members.filter((member) => member.isRunning && member !== primary);
    await withClient(this.uriOf(primary), async (client) => {
      await client.db('admin').command({ ping: 1 });
      // Frozen members would find the writes in their sockets later.
      await Promise.all(others.map((member) => member.kill()));
      await write(client);
    });
    await primary.kill();
    await Promise.all(others.map((member) => member.restart()));
    await this.primary();
    await primary.restart();
    await this.allReady();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map((member) => member[Symbol.asyncDispose]()));
    await Promise.all(this.proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
  }
}

/** Starts a replica set, and returns when its primary accepts writes and all members are in. */
export async function startReplicaSet(options: ReplicaSetOptions = {}): Promise<ReplicaSet> {
  const { members: count = 1, version, oplogSizeMB = 512, args = [], proxied = false } = options;
  const mongod = await requireMongod(version);
  const security = await prepareSecurity(options);
  const name = `rs-${randomBytes(4).toString('hex')}`;
  const setArgs = ['--replSet', name, '--oplogSize', String(oplogSizeMB), ...security.args, ...args];
  const starting = Array.from({ length: count }, () => MongodProcess.start(mongod, { ...options, args: setArgs }));
  const members = await Promise.all(starting);
  const proxies = proxied ? await Promise.all(members.map(({ host }) => startProxy({ target: host }))) : [];
  const set = new ReplicaSet({ name, members, proxies, security });
  try {
    await formReplicaSet(set, security.root !== undefined);
    return set;
  } catch (error) {
    await set[Symbol.asyncDispose]();
    throw error;
  }
}
