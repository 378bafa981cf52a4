import { EncryptionAtRest } from '@cdktf/provider-mongodbatlas/lib/encryption-at-rest/index.js';
import { MaintenanceWindow } from '@cdktf/provider-mongodbatlas/lib/maintenance-window/index.js';
import { TerraformStack, TerraformVariable } from 'cdktf';
import { defined } from '../../lib/defined.ts';
import type { EncryptionAtRest as EncryptionSpec } from '../../spec/blocks/atlas-network.ts';
import { encryptionVariables } from '../sensitive-variables.ts';
import type { PartContext } from './atlas-destination.ts';

/** Days as Atlas counts them. */
const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

export function addMaintenanceWindow({ scope, destination, projectId, named }: PartContext): void {
  const window = destination.maintenanceWindow;
  if (window === undefined) return;
  const resource = new MaintenanceWindow(
    scope,
    'maintenance',
    defined({
      projectId,
      dayOfWeek: days.indexOf(window.day ?? 'SUNDAY') + 1,
      hourOfDay: window.hour,
      autoDeferOnceEnabled: window.autoDefer,
      protectedHours: window.protectedHours && {
        startHourOfDay: window.protectedHours.start,
        endHourOfDay: window.protectedHours.end,
      },
    }),
  );
  named('maintenance', resource);
}

export function addEncryption({ scope, destination, projectId, named }: PartContext): void {
  const encryption = destination.encryptionAtRest;
  if (encryption === undefined) return;
  for (const { name, title } of encryptionVariables(encryption)) {
    new TerraformVariable(TerraformStack.of(scope), name, { type: 'string', description: title, sensitive: true });
  }
  const resource = new EncryptionAtRest(scope, 'encryption', {
    projectId,
    enabledForSearchNodes: encryption.searchNodes,
    ...kms(encryption),
  });
  named('encryption', resource);
}

function kms({ aws, azure, gcp }: EncryptionSpec) {
  const variable = (name: string) => `\${var.${name}}`;
  return defined({
    awsKmsConfig: aws && [
      {
        enabled: true,
        customerMasterKeyId: aws.keyId,
        region: aws.region,
        roleId: aws.roleId,
        requirePrivateNetworking: aws.requirePrivateNetworking,
      },
    ],
    azureKeyVaultConfig: azure && [
      {
        enabled: true,
        azureEnvironment: azure.environment,
        subscriptionId: azure.subscriptionId,
        tenantId: azure.tenantId,
        resourceGroupName: azure.resourceGroup,
        keyVaultName: azure.keyVault,
        keyIdentifier: azure.keyIdentifier,
        clientId: 'literal' in azure.clientId ? azure.clientId.literal : variable('encryption_azure_client_id'),
        secret: variable('encryption_azure_client_secret'),
        requirePrivateNetworking: azure.requirePrivateNetworking,
      },
    ],
    googleCloudKmsConfig: gcp && [
      defined({
        enabled: true,
        keyVersionResourceId: gcp.keyVersionResourceId,
        roleId: gcp.roleId,
        serviceAccountKey:
          gcp.serviceAccountKey === undefined ? undefined : variable('encryption_gcp_service_account_key'),
      }),
    ],
  });
}
