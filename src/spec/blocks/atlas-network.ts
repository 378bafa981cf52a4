import type {
  EncryptionAtRest as EncryptionBlock,
  AtlasNetwork as NetworkBlock,
  NetworkPeering,
  PrivateEndpoint,
} from '../generated/migration.ts';
import {
  normalizeSecret,
  normalizeValue,
  optionalSecret,
  type SecretReference,
  type ValueReference,
} from './reference.ts';

type Provider = 'AWS' | 'AZURE' | 'GCP';

export interface NetworkContainer {
  readonly provider: Provider;
  readonly cidr: string;
  readonly region?: string | undefined;
  readonly regions: readonly string[];
  readonly adopt: boolean;
}

/** Private ways into the project. */
export interface AtlasNetwork {
  readonly container?: NetworkContainer | undefined;
  readonly peerings: readonly Readonly<NetworkPeering>[];
  readonly privateEndpoints: readonly Readonly<PrivateEndpoint>[];
}

/** Encryption of disks with keys of the customer; each provider that is given is set up. */
export interface EncryptionAtRest {
  readonly aws?:
    | {
        readonly keyId: string;
        readonly region: string;
        readonly roleId: string;
        readonly requirePrivateNetworking: boolean;
      }
    | undefined;
  readonly azure?:
    | {
        readonly environment: 'AZURE' | 'AZURE_CHINA';
        readonly subscriptionId: string;
        readonly tenantId: string;
        readonly resourceGroup: string;
        readonly keyVault: string;
        readonly keyIdentifier: string;
        readonly clientId: ValueReference;
        readonly clientSecret: SecretReference;
        readonly requirePrivateNetworking: boolean;
      }
    | undefined;
  readonly gcp?:
    | {
        readonly keyVersionResourceId: string;
        readonly roleId?: string | undefined;
        readonly serviceAccountKey?: SecretReference | undefined;
      }
    | undefined;
  readonly searchNodes: boolean;
}

export function normalizeNetwork(block: NetworkBlock | undefined): AtlasNetwork {
  const container = block?.container;
  return {
    container: container && {
      provider: container.provider!,
      cidr: container.cidr!,
      region: container.region,
      regions: container.regions ?? [],
      adopt: container.adopt ?? false,
    },
    peerings: [block?.peering ?? []].flat(),
    privateEndpoints: [block?.privateEndpoint ?? []].flat(),
  };
}

export function normalizeEncryption(block: EncryptionBlock | undefined): EncryptionAtRest | undefined {
  if (block === undefined) return undefined;
  const { aws, gcp } = block;
  return {
    aws: aws && {
      keyId: aws.keyId!,
      region: aws.region!,
      roleId: aws.roleId!,
      requirePrivateNetworking: aws.requirePrivateNetworking ?? false,
    },
    azure: normalizeAzure(block.azure),
    gcp: gcp && {
      keyVersionResourceId: gcp.keyVersionResourceId!,
      roleId: gcp.roleId,
      serviceAccountKey: optionalSecret(gcp.serviceAccountKey),
    },
    searchNodes: block.searchNodes ?? false,
  };
}

function normalizeAzure(block: EncryptionBlock['azure']): EncryptionAtRest['azure'] {
  return (
    block && {
      environment: block.environment ?? 'AZURE',
      subscriptionId: block.subscriptionId!,
      tenantId: block.tenantId!,
      resourceGroup: block.resourceGroup!,
      keyVault: block.keyVault!,
      keyIdentifier: block.keyIdentifier!,
      clientId: normalizeValue(block.clientId!),
      clientSecret: normalizeSecret(block.clientSecret!),
      requirePrivateNetworking: block.requirePrivateNetworking ?? false,
    }
  );
}
