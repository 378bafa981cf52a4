/** What a server tells of itself and of who uses it. */
import type { Document, MongoClient } from '../driver.ts';
import type {
  Account,
  ConnectedClient,
  DiskFacts,
  FeatureVersion,
  HostFacts,
  IndexBuild,
  Resource,
  ServerStatusFacts,
  UserFacts,
} from './cluster-details.ts';

/** The parameters that a check looks at; servers know some hundred. */
const parametersLookedAt = [
  'notablescan',
  'cursorTimeoutMillis',
  'writePeriodicNoops',
  'failIndexKeyTooLong',
  'transactionLifetimeLimitSeconds',
  'oplogMinRetentionHours',
] as const;

export async function readUser(client: MongoClient): Promise<UserFacts> {
  const { authInfo } = await client.db('admin').command({ connectionStatus: 1, showPrivileges: true });
  const [user] = authInfo.authenticatedUsers as Document[];
  return {
    name: user?.['user'],
    database: user?.['db'],
    roles: (authInfo.authenticatedUserRoles as Document[]).map(({ role }) => String(role)),
    privileges: (authInfo.authenticatedUserPrivileges as Document[]).map(({ resource, actions }) => ({
      resource: resource as Resource,
      actions: actions as string[],
    })),
  };
}

export async function readFeatureVersion(client: MongoClient): Promise<FeatureVersion> {
  const { featureCompatibilityVersion: value } = await client
    .db('admin')
    .command({ getParameter: 1, featureCompatibilityVersion: 1 });
  return typeof value === 'string'
    ? { version: value, targetVersion: undefined }
    : { version: String(value.version), targetVersion: value.targetVersion };
}

export async function readHost(client: MongoClient): Promise<HostFacts> {
  const { system } = await client.db('admin').command({ hostInfo: 1 });
  // The limit is that of the container, where there is one.
  return { memoryBytes: (system.memLimitMB ?? system.memSizeMB) * 1024 ** 2, cores: system.numCores };
}

/** Of the file system that the data is on; not told by a mongos. */
export async function readDisk(client: MongoClient): Promise<DiskFacts> {
  const { fsTotalSize, fsUsedSize } = await client.db('admin').command({ dbStats: 1 });
  if (fsTotalSize === undefined) throw new Error('The server does not tell the size of its file system');
  return { totalBytes: Number(fsTotalSize), freeBytes: Number(fsTotalSize) - Number(fsUsedSize) };
}

export async function readStatus(client: MongoClient): Promise<ServerStatusFacts> {
  const askedAt = Date.now();
  const status = await client.db('admin').command({ serverStatus: 1, metrics: 0, tcmalloc: 0 });
  const answeredAt = Date.now();
  const { storageEngine, connections, localTime, wiredTiger, transactions, opcounters } = status;
  return {
    storageEngine: storageEngine?.name ?? 'unknown',
    supportsCommittedReads: storageEngine?.supportsCommittedReads !== false,
    availableConnections: Number(connections?.available ?? Number.NaN),
    transactions: transactions?.totalStarted === undefined ? undefined : Number(transactions.totalStarted),
    legacyRequests: Number(opcounters?.deprecated?.total ?? 0),
    cachedBytes: wiredTiger?.cache?.['bytes currently in the cache'],
    clockSkewMs: (localTime as Date).getTime() - (askedAt + answeredAt) / 2,
    clockUncertaintyMs: (answeredAt - askedAt) / 2,
  };
}

export async function readParameters(client: MongoClient): Promise<Readonly<Record<string, unknown>>> {
  const all = await client.db('admin').command({ getParameter: '*' });
  return Object.fromEntries(parametersLookedAt.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}

export async function readIndexBuilds(client: MongoClient): Promise<readonly IndexBuild[]> {
  const building = { $or: [{ 'command.createIndexes': { $exists: true } }, { msg: /^Index Build/ }] };
  const operations = await currentOperations(client, {}, [
    { $match: building },
    { $project: { ns: 1, command: 1, secs_running: 1 } },
  ]);
  const builds = operations.map(({ ns, command, secs_running }) => ({
    namespace: typeof command?.createIndexes === 'string' ? `${command.$db}.${command.createIndexes}` : String(ns),
    indexes: ((command?.indexes ?? []) as Document[]).map(({ name }) => String(name)),
    seconds: Number(secs_running ?? 0),
  }));
  // The client's command and the server's own thread are two operations of one build.
  return [...new Map(builds.map((build) => [`${build.namespace} ${build.indexes.join()}`, build])).values()];
}

/** Everyone who is connected, by driver and application. */
export async function readClients(client: MongoClient): Promise<readonly ConnectedClient[]> {
  const driver = '$clientMetadata.driver';
  const groups = await currentOperations(client, { idleConnections: true }, [
    { $match: { [driver.slice(1)]: { $exists: true } } },
    {
      $group: {
        _id: { driver: `${driver}.name`, version: `${driver}.version`, application: '$appName' },
        connections: { $sum: 1 },
      },
    },
  ]);
  return groups.map(({ _id, connections }) => ({
    driver: String(_id.driver ?? ''),
    version: String(_id.version ?? ''),
    application: String(_id.application ?? ''),
    connections: Number(connections),
  }));
}

async function currentOperations(client: MongoClient, options: Document, stages: Document[]): Promise<Document[]> {
  return await client
    .db('admin')
    .aggregate([{ $currentOp: { allUsers: true, ...options } }, ...stages])
    .toArray();
}

/** The roles that hold `bypassWriteBlockingMode` from the start (read from a 6.0 server's own roles). */
const bypassingRoles: ReadonlySet<string> = new Set(['root', 'restore', '__system']);

export async function readAccounts(client: MongoClient): Promise<readonly Account[]> {
  const admin = client.db('admin');
  const [{ users }, custom] = await Promise.all([
    admin.command({ usersInfo: { forAllDBs: true } }),
    readBypassingRoles(client),
  ]);
  return (users as Document[]).map(({ user, db, roles, mechanisms }) => {
    const names = (roles as Document[]).map((one) => `${one['db']}.${one['role']}`);
    const bypasses = (roles as Document[]).some(
      (one) => bypassingRoles.has(one['role']) || custom.has(`${one['db']}.${one['role']}`),
    );
    return { id: `${db}.${user}`, roles: names, bypassesWriteBlock: bypasses, mechanisms };
  });
}

/** Roles that somebody made and that have the action, inherited or not. Cluster actions are in roles of `admin` only. */
async function readBypassingRoles(client: MongoClient): Promise<ReadonlySet<string>> {
  const { roles } = await client.db('admin').command({ rolesInfo: 1, showPrivileges: true });
  const having = (roles as Document[]).filter((role) =>
    ((role['inheritedPrivileges'] ?? role['privileges'] ?? []) as Document[]).some(({ actions }) =>
      (actions as string[]).some((action) => action === 'bypassWriteBlockingMode' || action === 'anyAction'),
    ),
  );
  return new Set(having.map((role) => `${role['db']}.${role['role']}`));
}

export async function readDatabases(client: MongoClient): Promise<readonly string[]> {
  // All of them or a refusal: some of them would look like all.
  const { databases } = await client
    .db('admin')
    .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: false });
  return (databases as Document[]).map(({ name }) => String(name));
}

export async function readProfiled(client: MongoClient): Promise<readonly string[]> {
  const names = (await readDatabases(client)).filter((name) => name !== 'local' && name !== 'config');
  const levels = await Promise.all(
    names.map(async (name) => ({ name, level: Number((await client.db(name).command({ profile: -1 }))['was']) })),
  );
  return levels.filter(({ level }) => level > 0).map(({ name }) => name);
}

/** Settings that hold for a shape of queries (`setQuerySettings`, from 8.0 on). */
export async function readQuerySettings(client: MongoClient): Promise<readonly string[]> {
  const found = await client
    .db('admin')
    .aggregate([{ $querySettings: {} }])
    .toArray();
  return found.map(({ queryShapeHash, representativeQuery: query }) => {
    const [command = 'query'] = Object.keys(query ?? {});
    const collection = query?.[command] ?? '';
    return query?.['$db'] === undefined ? String(queryShapeHash) : `${command} on ${query['$db']}.${collection}`;
  });
}
