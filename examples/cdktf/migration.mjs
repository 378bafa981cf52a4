// A cluster in Atlas and the migration that fills it, in one program: `node migration.mjs` writes cdktf.out/stacks/orders/,
// and there `godwit terraform -- init` and `godwit terraform -- apply` carry it out. Terraform makes the cluster first.
// The user `migration` of the cluster stands in atlas.yaml or is made by you; its password comes from the environment.
import { MongodbatlasProvider } from '@cdktf/provider-mongodbatlas/lib/provider/index.js';
import { App, TerraformResource, TerraformStack, TerraformVariable } from 'cdktf';
import { AtlasDestination, GodwitMigration, GodwitProvider, readDestination, writeOnly } from 'godwit/constructs';

const { destination, migration } = await readDestination('../atlas.yaml');

const app = new App();
const stack = new TerraformStack(app, 'orders');
new MongodbatlasProvider(stack, 'mongodbatlas', { baseUrl: destination.baseUrl });
// The bindings' own pin is 1.x.
stack.addOverride('terraform.required_providers.mongodbatlas.version', '~> 2.16');
const cluster = new AtlasDestination(stack, 'cluster', { destination, migration });

new GodwitProvider(stack);
const sourceUri = new TerraformVariable(stack, 'source_uri', { type: 'string', sensitive: true });
sourceUri.addOverride('ephemeral', true);
new GodwitMigration(stack, 'migration', {
  migration: {
    name: migration,
    phase: 'synced',
    source: { uri: writeOnly(sourceUri.stringValue) },
    destination: {
      uri: cluster.connectionString,
      auth: { username: 'migration', password: { env: 'MIGRATION_PASSWORD' } },
    },
  },
  // Users and access entries are made after the cluster, and the migration needs them.
  dependsOn: cluster.node.findAll().filter((one) => TerraformResource.isTerraformResource(one)),
});
app.synth();
