import type { Atlas as AtlasBlock, MaintenanceWindow } from '../generated/migration.ts';
import {
  type AccessEntry,
  type CustomRole,
  type DatabaseUser,
  normalizeAccess,
  normalizeCustomRole,
  normalizeUser,
} from './atlas-access.ts';
import { type AtlasCluster, normalizeCluster } from './atlas-cluster.ts';
import { type AtlasNetwork, type EncryptionAtRest, normalizeEncryption, normalizeNetwork } from './atlas-network.ts';
import { normalizeSecret, normalizeValue, type SecretReference, type ValueReference } from './reference.ts';

/** How to log in to the Admin API. Without it, the environment variables of the Terraform provider are read. */
export type AtlasCredentials =
  | { readonly kind: 'serviceAccount'; readonly clientId: ValueReference; readonly clientSecret: SecretReference }
  | { readonly kind: 'apiKey'; readonly publicKey: ValueReference; readonly privateKey: SecretReference };

/** A project that exists, or one to create (or, with `adopt`, to take under management by its name). */
export type AtlasProject =
  | { readonly kind: 'existing'; readonly id: string }
  | {
      readonly kind: 'declared';
      readonly name: string;
      readonly organizationId: string;
      readonly adopt: boolean;
      readonly tags: Readonly<Record<string, string>>;
      readonly regionUsageRestrictions?: 'COMMERCIAL_FEDRAMP_REGIONS_ONLY' | 'GOV_REGIONS_ONLY' | undefined;
      readonly withDefaultAlerts: boolean;
    };

export interface AtlasDestination {
  readonly credentials?: AtlasCredentials | undefined;
  readonly baseUrl: string;
  readonly project: AtlasProject;
  readonly cluster: AtlasCluster;
  readonly connectThrough: 'public' | 'peering' | 'privateEndpoint';
  readonly ipAccess: readonly AccessEntry[];
  readonly users: readonly DatabaseUser[];
  readonly customRoles: readonly CustomRole[];
  readonly network: AtlasNetwork;
  readonly encryptionAtRest?: EncryptionAtRest | undefined;
  readonly maintenanceWindow?: (MaintenanceWindow & { readonly autoDefer: boolean }) | undefined;
}

export function normalizeAtlas(block: AtlasBlock): AtlasDestination {
  const { maintenanceWindow } = block;
  return {
    credentials: normalizeCredentials(block),
    baseUrl: (block.baseUrl ?? 'https://cloud.mongodb.com').replace(/\/+$/, ''),
    project: normalizeProject(block),
    cluster: normalizeCluster(block.cluster!),
    connectThrough: block.connectThrough ?? 'public',
    ipAccess: (block.ipAccess ?? []).map(normalizeAccess),
    users: (block.users ?? []).map(normalizeUser),
    customRoles: (block.customRoles ?? []).map(normalizeCustomRole),
    network: normalizeNetwork(block.network),
    encryptionAtRest: normalizeEncryption(block.encryptionAtRest),
    maintenanceWindow: maintenanceWindow && { ...maintenanceWindow, autoDefer: maintenanceWindow.autoDefer ?? false },
  };
}

function normalizeCredentials({ credentials }: AtlasBlock): AtlasCredentials | undefined {
  if (credentials === undefined) return undefined;
  if (credentials.clientId !== undefined) {
    return {
      kind: 'serviceAccount',
      clientId: normalizeValue(credentials.clientId),
      clientSecret: normalizeSecret(credentials.clientSecret!),
    };
  }
  return {
    kind: 'apiKey',
    publicKey: normalizeValue(credentials.publicKey!),
    privateKey: normalizeSecret(credentials.privateKey!),
  };
}

function normalizeProject({ project }: AtlasBlock): AtlasProject {
  if (project?.id !== undefined) return { kind: 'existing', id: project.id };
  return {
    kind: 'declared',
    name: project!.name!,
    organizationId: project!.organizationId!,
    adopt: project?.adopt ?? false,
    tags: project?.tags ?? {},
    regionUsageRestrictions: project?.regionUsageRestrictions,
    withDefaultAlerts: project?.withDefaultAlerts ?? true,
  };
}
