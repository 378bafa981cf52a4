import { MongodbatlasProvider } from '@cdktf/provider-mongodbatlas/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { AtlasDestination, AtlasStack, readDestination } from '../../../src/infra/constructs/index.ts';
import { repositoryPath } from '../spec/support.ts';

const spec = (name: string) => repositoryPath(`test/unit/infra/specs/${name}.yaml`);

describe('the constructs', () => {
  it('fit into a stack of somebody else, more than once', async () => {
    const stack = new TerraformStack(new App({ skipValidation: true }), 'platform');
    new MongodbatlasProvider(stack, 'mongodbatlas', {});
    for (const name of ['orders', 'invoices'])
      new AtlasDestination(stack, name, await readDestination(spec('access-entries')));
    stack.prepareStack();
    const { resource } = stack.toTerraform() as { resource: Record<string, object> };
    expect(Object.keys(resource['mongodbatlas_advanced_cluster']!)).toEqual(['orders_cluster', 'invoices_cluster']);
    expect(Object.keys(resource['mongodbatlas_project_ip_access_list']!)).toHaveLength(6);
  });

  it('make a whole stack with the backend that is given', async () => {
    const stack = new AtlasStack(new App({ skipValidation: true }), 'orders', {
      ...(await readDestination(spec('replica-set'), { stage: 'cutOver' })),
      terraform: { backend: { type: 'gcs', settings: { bucket: 'states' } }, providerVersion: '2.20.0' },
    });
    stack.prepareStack();
    expect(stack.toTerraform()).toMatchObject({
      terraform: {
        backend: { gcs: { bucket: 'states' } },
        required_providers: {
          mongodbatlas: { version: '2.20.0', source: 'registry.terraform.io/mongodb/mongodbatlas' },
        },
      },
    });
  });

  it('say what is wrong with a file', async () => {
    await expect(readDestination(repositoryPath('examples/existing-cluster.yaml'))).rejects.toMatchObject({
      code: 'GW720',
    });
    await expect(readDestination('nowhere.yaml')).rejects.toMatchObject({ code: 'GW601' });
  });
});
