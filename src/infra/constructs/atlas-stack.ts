import { MongodbatlasProvider } from '@cdktf/provider-mongodbatlas/lib/provider/index.js';
import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Terraform, TerraformBackend } from '../../spec/blocks/terraform.ts';
import { backendArguments } from '../backend-arguments.ts';
import { outputNames } from '../outputs.ts';
import { providerSource, standardProviderVersion, standardTerraformVersion } from '../versions.ts';
import { AtlasDestination, type AtlasDestinationProps } from './atlas-destination.ts';
import { connectionString } from './cluster.ts';

export interface AtlasStackProps extends AtlasDestinationProps {
  readonly terraform?: Pick<Terraform, 'backend' | 'providerVersion'> | undefined;
}

/** A whole stack: versions, backend, provider, the destination, and what others want to know of it. */
export class AtlasStack extends TerraformStack {
  readonly destination: AtlasDestination;

  constructor(scope: Construct, id: string, props: AtlasStackProps) {
    super(scope, id);
    const { destination, terraform } = props;
    // Given even where it is the default: without it, a test would reach the real Atlas.
    new MongodbatlasProvider(this, 'mongodbatlas', { baseUrl: destination.baseUrl });
    this.addOverride('terraform.required_version', standardTerraformVersion);
    // In full, since a short name stands for another registry with OpenTofu; the bindings' own pin is 1.x.
    this.addOverride('terraform.required_providers.mongodbatlas', {
      source: providerSource,
      version: terraform?.providerVersion ?? standardProviderVersion,
    });
    this.#setBackend(terraform?.backend ?? { type: 'local', settings: { path: 'terraform.tfstate' } });
    this.destination = new AtlasDestination(this, 'destination', props);
    this.#addOutputs();
  }

  /** In place of cdktf's own default: a path of the machine that synthesised. */
  #setBackend(backend: TerraformBackend): void {
    const { type } = backend;
    new LocalBackend(this, { path: 'terraform.tfstate' });
    if (type !== 'local') this.addOverride('terraform.backend.local', undefined);
    this.addOverride(`terraform.backend.${type}`, backendArguments(backend));
  }

  #addOutputs(): void {
    const { cluster, projectId } = this.destination;
    const output = (name: keyof typeof outputNames, value: string, description: string) => {
      const element = new TerraformOutput(this, outputNames[name], { value, description });
      element.overrideLogicalId(outputNames[name]);
    };
    output('projectId', projectId, 'Id of the project');
    output('public', connectionString(cluster, 'public'), 'Connection string over the internet');
    output('peering', connectionString(cluster, 'peering'), 'Connection string through peering');
    output(
      'privateEndpoint',
      connectionString(cluster, 'privateEndpoint'),
      'Connection string through the private endpoint',
    );
  }
}
