import type { MongoClient } from './driver.ts';

/** Only where the driver has met a mongos: before its first command it knows of none. */
export function isRouted(client: MongoClient): boolean {
  const { topology } = client as unknown as { readonly topology?: { readonly description: { readonly type: string } } };
  return topology?.description.type === 'Sharded';
}

/**
 * What a read by index order has to add behind a mongos, which hands out the documents of several shards as they come:
 * whoever goes on behind the last one would leave out others.
 */
export function inIdOrder(client: MongoClient): { readonly sort?: { readonly _id: 1 } } {
  return isRouted(client) ? { sort: { _id: 1 } } : {};
}
