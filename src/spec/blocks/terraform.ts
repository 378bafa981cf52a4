import type { Terraform as TerraformBlock } from '../generated/migration.ts';

/** Terraform's backend with its arguments as Terraform spells them. */
export interface TerraformBackend {
  readonly type: 'local' | 's3' | 'gcs' | 'azurerm' | 'http' | 'remote';
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where a pipeline that runs Terraform itself tells what it made. */
export interface ExternalOutputs {
  readonly from: 'directory' | 'file';
  readonly path: string;
  /** Name of the output with the connection string, where it is another than `godwit synth` would give. */
  readonly connectionString?: string | undefined;
}

/** How the Atlas destination is provisioned. */
export interface Terraform {
  /** Without it, the first of terraform and tofu in PATH. */
  readonly binary?: string | undefined;
  readonly mode: 'run' | 'external';
  readonly directory: string;
  readonly providerVersion?: string | undefined;
  /** Without it, Terraform's own default: a file in `directory`. */
  readonly backend?: TerraformBackend | undefined;
  readonly outputs?: ExternalOutputs | undefined;
}

export function normalizeTerraform(block: TerraformBlock | undefined): Terraform {
  const [backend] = Object.entries(block?.backend ?? {});
  return {
    binary: block?.binary,
    mode: block?.mode ?? 'run',
    directory: block?.directory ?? '.godwit/terraform',
    providerVersion: block?.providerVersion,
    backend: backend && { type: backend[0] as TerraformBackend['type'], settings: backend[1] },
    outputs: normalizeOutputs(block?.outputs),
  };
}

function normalizeOutputs(block: TerraformBlock['outputs']): ExternalOutputs | undefined {
  if (block === undefined) return undefined;
  const { directory, file, connectionString } = block;
  return directory === undefined
    ? { from: 'file', path: file!, connectionString }
    : { from: 'directory', path: directory, connectionString };
}
