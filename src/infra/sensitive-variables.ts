import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { EncryptionAtRest } from '../spec/blocks/atlas-network.ts';
import type { ValueReference } from '../spec/blocks/reference.ts';
import { passwordVariable } from './resource-names.ts';

/** A secret that Terraform is given in the environment, as `TF_VAR_` and its name. */
export interface SensitiveVariable {
  readonly name: string;
  readonly title: string;
  readonly reference: ValueReference;
}

/** Every secret that the stack of a destination asks for. */
export function sensitiveVariables(atlas: AtlasDestination): readonly SensitiveVariable[] {
  return [
    ...atlas.users.flatMap((user) =>
      user.authentication.kind === 'scram' && user.authentication.password !== undefined
        ? [
            {
              name: passwordVariable(user),
              title: `Password of the database user ${user.name}`,
              reference: user.authentication.password,
            },
          ]
        : [],
    ),
    ...(atlas.encryptionAtRest === undefined ? [] : encryptionVariables(atlas.encryptionAtRest)),
  ];
}

/** The secrets of encryption at rest. Unlike passwords, the provider keeps them in Terraform's state. */
export function encryptionVariables({ azure, gcp }: EncryptionAtRest): readonly SensitiveVariable[] {
  return [
    ...(azure === undefined
      ? []
      : [
          ...('literal' in azure.clientId
            ? []
            : [
                {
                  name: 'encryption_azure_client_id',
                  title: 'Client id for Azure Key Vault',
                  reference: azure.clientId,
                },
              ]),
          {
            name: 'encryption_azure_client_secret',
            title: 'Client secret for Azure Key Vault',
            reference: azure.clientSecret,
          },
        ]),
    ...(gcp?.serviceAccountKey === undefined
      ? []
      : [
          {
            name: 'encryption_gcp_service_account_key',
            title: 'Service account key for Google Cloud KMS',
            reference: gcp.serviceAccountKey,
          },
        ]),
  ];
}
