import type { MongoClient } from './driver.ts';

/** Whether the server is in no replica set: it has no cluster time to tell. Known behind the driver's first command. */
export function isStandalone(client: MongoClient): boolean {
  const { topology } = client as unknown as {
    readonly topology?: { readonly description: { readonly servers: ReadonlyMap<string, { readonly type: string }> } };
  };
  return [...(topology?.description.servers.values() ?? [])].some(({ type }) => type === 'Standalone');
}
