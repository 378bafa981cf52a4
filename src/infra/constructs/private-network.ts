import { DataMongodbatlasNetworkContainers } from '@cdktf/provider-mongodbatlas/lib/data-mongodbatlas-network-containers/index.js';
import { NetworkContainer as ContainerResource } from '@cdktf/provider-mongodbatlas/lib/network-container/index.js';
import { NetworkPeering as PeeringResource } from '@cdktf/provider-mongodbatlas/lib/network-peering/index.js';
import { PrivatelinkEndpoint } from '@cdktf/provider-mongodbatlas/lib/privatelink-endpoint/index.js';
import { PrivatelinkEndpointService } from '@cdktf/provider-mongodbatlas/lib/privatelink-endpoint-service/index.js';
import type { ITerraformDependable } from 'cdktf';
import { defined } from '../../lib/defined.ts';
import type { AtlasNetwork } from '../../spec/blocks/atlas-network.ts';
import type { PartContext } from './atlas-destination.ts';

/**
 * Private ways into the project.
 * @returns what has to be there before the cluster, so that its private addresses are known with it
 */
export function addNetwork(context: PartContext): readonly ITerraformDependable[] {
  const container = addContainer(context);
  const peerings = addPeerings(context, container);
  return [...peerings, ...addPrivateEndpoints(context)];
}

function addContainer({ scope, destination, projectId, named }: PartContext): ContainerResource | undefined {
  const { container } = destination.network;
  if (container === undefined || container.adopt) return undefined;
  return named(
    'container',
    new ContainerResource(
      scope,
      'container',
      defined({
        projectId,
        providerName: container.provider,
        atlasCidrBlock: container.cidr,
        // The same thing has another name with each provider.
        regionName: container.provider === 'AWS' ? container.region : undefined,
        region: container.provider === 'AZURE' ? container.region : undefined,
        regions: container.provider === 'GCP' && container.regions.length > 0 ? [...container.regions] : undefined,
      }),
    ),
  );
}

function addPeerings(context: PartContext, container: ContainerResource | undefined): readonly PeeringResource[] {
  const { scope, destination, projectId, named } = context;
  return destination.network.peerings.map((peering, index) => {
    const { provider } = peering;
    const key = `peering_${index}` as const;
    const resource = new PeeringResource(
      scope,
      key,
      defined({
        projectId,
        providerName: provider,
        containerId: container?.containerId ?? existingContainer(context, provider, index),
        accepterRegionName: peering.region,
        awsAccountId: peering.accountId,
        vpcId: peering.vpcId,
        routeTableCidrBlock: peering.cidr,
        azureDirectoryId: peering.directoryId,
        azureSubscriptionId: peering.subscriptionId,
        resourceGroupName: peering.resourceGroup,
        vnetName: peering.virtualNetwork,
        gcpProjectId: peering.projectId,
        networkName: peering.networkName,
      }),
    );
    return named(key, resource);
  });
}

/** The project's own container: Atlas keeps one for each provider and region. */
function existingContainer(
  { scope, projectId }: PartContext,
  providerName: AtlasNetwork['peerings'][number]['provider'],
  index: number,
): string {
  const found = new DataMongodbatlasNetworkContainers(scope, `containers_${index}`, { projectId, providerName });
  return found.results.get(0).id;
}

/** The service side is made first; the other side only once the file names it. */
function addPrivateEndpoints({ scope, destination, projectId, named }: PartContext): readonly ITerraformDependable[] {
  return destination.network.privateEndpoints.flatMap((endpoint, index) => {
    const service = named(
      `endpoint_${index}`,
      new PrivatelinkEndpoint(scope, `endpoint_${index}`, {
        projectId,
        providerName: endpoint.provider,
        region: endpoint.region,
      }),
    );
    if (endpoint.endpointId === undefined) return [service];
    const key = `endpoint_service_${index}` as const;
    const connection = new PrivatelinkEndpointService(
      scope,
      key,
      defined({
        projectId,
        privateLinkId: service.privateLinkId,
        providerName: endpoint.provider,
        endpointServiceId: endpoint.endpointId,
        privateEndpointIpAddress: endpoint.endpointIpAddress,
        gcpProjectId: endpoint.projectId,
        endpoints: endpoint.endpoints?.map(({ name, ipAddress }) => ({ endpointName: name, ipAddress })),
      }),
    );
    return [service, named(key, connection)];
  });
}
