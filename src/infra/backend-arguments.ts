import type { TerraformBackend } from '../spec/blocks/terraform.ts';

/**
 * Arguments of a backend as Terraform 1.11 and OpenTofu 1.11 take them. Those of S3 that other services than AWS and other
 * roles need have moved into objects, and their old names are refused.
 */
export function backendArguments({ type, settings }: TerraformBackend): Readonly<Record<string, unknown>> {
  if (type !== 's3') return settings;
  const { role_arn: role, endpoint, ...others } = settings;
  return {
    ...others,
    ...(role === undefined ? {} : { assume_role: { role_arn: role } }),
    ...(endpoint === undefined ? {} : { endpoints: { s3: endpoint } }),
  };
}
