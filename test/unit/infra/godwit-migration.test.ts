import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { describe, expect, it } from 'vitest';
import {
  AtlasDestination,
  GodwitMigration,
  type GodwitMigrationProps,
  GodwitProvider,
  readDestination,
  writeOnly,
} from '../../../src/infra/constructs/index.ts';
import { loadConfig } from '../../../src/terraform/schema/load-config.ts';
import type { Value } from '../../../src/terraform/values/value.ts';
import { repositoryPath } from '../spec/support.ts';

interface Synthesized {
  readonly terraform: { readonly required_providers: unknown };
  readonly provider: unknown;
  readonly resource: { readonly godwit_migration: Readonly<Record<string, Value>> };
}

function stackWith(add: (stack: TerraformStack) => GodwitMigrationProps): Synthesized {
  const stack = new TerraformStack(new App({ skipValidation: true }), 'shop');
  new GodwitProvider(stack);
  new GodwitMigration(stack, 'orders', add(stack));
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

/** As Terraform writes one. */
const reference = (to: string) => `\${${to}}`;

const migration = {
  name: 'orders',
  phase: 'synced',
  source: { uri: { env: 'SOURCE_URI' } },
  destination: { uri: 'mongodb+srv://orders.example.mongodb.net' },
} as const;

describe('a migration as a construct', () => {
  it('is a resource of the provider, with what the file would say', async () => {
    const { resource, terraform, provider } = stackWith(() => ({
      migration: {
        ...migration,
        sharding: { entries: [{ namespace: 'shop.orders', key: { customerId: 1, _id: 'hashed' } }] },
      },
      waitFor: 'started',
      timeouts: { create: '6h' },
    }));
    expect(terraform.required_providers).toEqual({ godwit: { source: 'registry.terraform.io/godwit/godwit' } });
    expect(provider).toEqual({ godwit: [{}] });
    const { wait_for, timeouts, ...config } = resource.godwit_migration['orders'] as Record<string, Value>;
    expect({ wait_for, timeouts }).toEqual({ wait_for: 'started', timeouts: { create: '6h' } });
    const loaded = await loadConfig(config, { cwd: '/tmp', env: {}, now: new Date() });
    expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loaded.migration?.spec).toMatchObject({ name: 'orders', phase: 'synced' });
    expect(loaded.migration?.spec.sharding?.entries[0]?.key).toEqual([
      { field: 'customerId', kind: 1 },
      { field: '_id', kind: 'hashed' },
    ]);
  });

  it('waits for the cluster that it goes to', async () => {
    const atlas = await readDestination(repositoryPath('test/unit/infra/specs/replica-set.yaml'));
    const { resource } = stackWith((stack) => {
      const { connectionString } = new AtlasDestination(stack, 'cluster', atlas);
      return { migration: { ...migration, destination: { uri: connectionString } } };
    });
    // A reference is what Terraform orders by.
    expect(resource.godwit_migration['orders']).toMatchObject({
      destination: {
        uri: { value: reference('mongodbatlas_advanced_cluster.cluster_cluster.connection_strings.standard_srv') },
      },
    });
  });

  it('takes secrets of Terraform where they are kept nowhere', () => {
    const { resource } = stackWith((stack) => {
      const uri = new TerraformVariable(stack, 'source_uri', { type: 'string', sensitive: true });
      return { migration: { ...migration, source: { uri: writeOnly(uri.stringValue) } } };
    });
    expect(resource.godwit_migration['orders']).toMatchObject({
      source: { uri: { value_wo: reference('var.source_uri') } },
    });
  });

  it('may name a file instead, and has what others refer to', () => {
    const { resource } = stackWith((stack) => {
      const first = new GodwitMigration(stack, 'first', { specFile: 'a.yaml', vars: { tier: 'M40' } });
      return { specFile: 'b.yaml', environment: first.state, dependsOn: [first] };
    });
    expect(resource.godwit_migration).toMatchObject({
      first: { spec_file: 'a.yaml', vars: { tier: 'M40' } },
      orders: {
        spec_file: 'b.yaml',
        environment: reference('godwit_migration.first.state'),
        depends_on: ['godwit_migration.first'],
      },
    });
  });

  it('refuses what has no place there', () => {
    const after = { ...migration, after: [{ migration: 'a' }] };
    expect(() => stackWith(() => ({ migration: after }))).toThrow('[GW789]');
    const misspelled = { ...migration, source: { url: 'x' } } as never;
    expect(() => stackWith(() => ({ migration: misspelled }))).toThrow('[GW789] A migration has no `source.url`');
  });
});
