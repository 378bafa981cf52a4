import type { Destination as DestinationBlock } from '../generated/migration.ts';
import { type AtlasDestination, normalizeAtlas } from './atlas-destination.ts';
import {
  type AuthSettings,
  type ConnectionSettings,
  normalizeAuth,
  normalizeConnection,
  normalizeTls,
  type TlsSettings,
} from './connection.ts';

interface DestinationPolicy {
  readonly existingData: 'refuse' | 'keep' | 'clear';
}

/** A cluster that exists already. */
export interface ExistingDestination extends DestinationPolicy, ConnectionSettings {
  readonly kind: 'existing';
}

/** A cluster in Atlas that godwit provisions; its connection string is known once it is there. */
export interface ProvisionedDestination extends DestinationPolicy {
  readonly kind: 'atlas';
  readonly atlas: AtlasDestination;
  readonly tls?: TlsSettings | undefined;
  /** Without it, godwit makes a user for the time of the migration. */
  readonly auth?: AuthSettings | undefined;
}

export type Destination = ExistingDestination | ProvisionedDestination;

export function normalizeDestination(block: DestinationBlock): Destination {
  const existingData = block.existingData ?? 'refuse';
  if (block.atlas === undefined) {
    return { kind: 'existing', existingData, ...normalizeConnection({ ...block, uri: block.uri! }) };
  }
  return {
    kind: 'atlas',
    existingData,
    atlas: normalizeAtlas(block.atlas),
    tls: normalizeTls(block.tls),
    auth: normalizeAuth(block.auth),
  };
}
