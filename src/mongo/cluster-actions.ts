import type { MongoClient } from './driver.ts';

/** Actions on the cluster that the user was granted; `undefined` where access control is off. */
export async function clusterActions(client: MongoClient): Promise<ReadonlySet<string> | undefined> {
  const { authInfo } = await client.db('admin').command({ connectionStatus: 1, showPrivileges: true });
  if (authInfo.authenticatedUsers.length === 0) return undefined;
  const granted = new Set<string>();
  for (const { resource, actions } of authInfo.authenticatedUserPrivileges) {
    if (resource.cluster === true || resource.anyResource === true) for (const one of actions) granted.add(one);
  }
  return granted;
}

export async function hasClusterAction(client: MongoClient, action: string): Promise<boolean> {
  const granted = await clusterActions(client).catch(() => undefined);
  return granted?.has(action) === true || granted?.has('anyAction') === true;
}
