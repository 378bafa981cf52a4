import type { Document, MongoClient } from './driver.ts';

/** What a cluster is, as far as reading and writing it depends on that. */
export interface ClusterFacts {
  readonly topology: 'standalone' | 'replicaSet' | 'sharded';
  /** As in `6.0.27`. */
  readonly version: string;
  /** Major and minor as one number: 4.2 is 402, 6.0 is 600; compares with `<`. */
  readonly versionNumber: number;
  /** Feature compatibility version such as `6.0`; undefined where the user may not read it. */
  readonly featureCompatibilityVersion: string | undefined;
  readonly setName: string | undefined;
  /** Given once, when the set was initiated; undefined where the user may not read the configuration. */
  readonly replicaSetId?: string | undefined;
  /** `host:port` of the members, or of the mongos in use. */
  readonly hosts: readonly string[];
  /** Differs for every server process; absent before 4.4. */
  readonly processId: string | undefined;
  /** Of MongoDB Enterprise, as Atlas is; `undefined` where the server does not tell. */
  readonly isEnterprise?: boolean | undefined;
  /** Commands take `collectionUUID` and refuse a collection that has another one (6.0). */
  readonly canCompareUuid: boolean;
}

/** Reads the facts with commands that every authenticated user may run, the FCV apart. */
export async function readClusterFacts(client: MongoClient): Promise<ClusterFacts> {
  const admin = client.db('admin');
  const [hello, { version, modules }, fcv, configured] = await Promise.all([
    admin.command({ hello: 1 }).catch(async () => await admin.command({ isMaster: 1 })),
    admin.command({ buildInfo: 1 }),
    admin.command({ getParameter: 1, featureCompatibilityVersion: 1 }).catch(() => undefined),
    admin.command({ replSetGetConfig: 1 }).catch(() => undefined),
  ]);
  const [major = 0, minor = 0] = String(version).split('.').map(Number);
  const versionNumber = major * 100 + minor;
  return {
    topology: hello['msg'] === 'isdbgrid' ? 'sharded' : hello['setName'] === undefined ? 'standalone' : 'replicaSet',
    version,
    versionNumber,
    featureCompatibilityVersion: fcvOf(fcv),
    setName: hello['setName'],
    replicaSetId: configured?.['config']?.settings?.replicaSetId?.toHexString(),
    hosts: hello['hosts'] ?? (hello['me'] === undefined ? [] : [hello['me']]),
    processId: hello['topologyVersion']?.processId?.toHexString(),
    isEnterprise: Array.isArray(modules) ? modules.includes('enterprise') : undefined,
    canCompareUuid: versionNumber >= 600,
  };
}

function fcvOf(reply: Document | undefined): string | undefined {
  const value = reply?.['featureCompatibilityVersion'];
  return typeof value === 'string' ? value : value?.version;
}
