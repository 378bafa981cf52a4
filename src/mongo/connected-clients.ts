import type { Document, MongoClient } from './driver.ts';

/** Connections of one application, as the server knows it. */
export interface ConnectedClient {
  /** As the application named itself in its connection string; empty when it did not. */
  readonly application: string;
  /** Name and version, such as `nodejs 6.3.0`. */
  readonly driver: string;
  readonly users: readonly string[];
  /** Addresses, without ports. */
  readonly hosts: readonly string[];
  readonly connections: number;
}

/** Names that godwit's own connections, the server's and its tools' have no business among. */
const ownDrivers = /NetworkInterfaceTL|MongoDB Internal Client|mongo-c-internal/;
const mostHosts = 10;

/**
 * Who is connected, by `$currentOp` over idle connections too; `undefined` where the user may not see others.
 * @param ownName the application name of our own connections, which are left out
 */
export async function connectedClients(
  client: MongoClient,
  ownName: string,
): Promise<readonly ConnectedClient[] | undefined> {
  const pipeline = [
    { $currentOp: { allUsers: true, idleConnections: true } },
    { $match: { clientMetadata: { $exists: true }, appName: { $ne: ownName } } },
    { $project: { appName: 1, client: 1, clientMetadata: 1, effectiveUsers: 1 } },
  ];
  let found: Document[];
  try {
    found = await client.db('admin').aggregate(pipeline).toArray();
  } catch {
    return undefined;
  }
  const groups = new Map<string, { first: Document; all: Document[] }>();
  for (const one of found) {
    const driver = driverOf(one);
    if (ownDrivers.test(driver)) continue;
    const key = JSON.stringify([one['appName'] ?? '', driver]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: one, all: [one] });
    else group.all.push(one);
  }
  return [...groups.values()].map(summary).sort((a, b) => b.connections - a.connections);
}

function summary({ first, all }: { first: Document; all: readonly Document[] }): ConnectedClient {
  const users = all.flatMap(({ effectiveUsers }) =>
    (effectiveUsers ?? []).map(({ user, db }: Document) => `${db}.${user}`),
  );
  const hosts = all.map(({ client }) => String(client).replace(/:\d+$/, ''));
  return {
    application: first['appName'] ?? '',
    driver: driverOf(first),
    users: [...new Set<string>(users)].sort(),
    hosts: [...new Set(hosts)].sort().slice(0, mostHosts),
    connections: all.length,
  };
}

function driverOf({ clientMetadata }: Document): string {
  const { name = '', version = '' } = clientMetadata?.driver ?? {};
  return `${name} ${version}`.trim();
}
