// A stack of your own around godwit's construct: the destination of a migration file beside other resources.
// Run it with the cdktf command ("app": "node main.mjs" in cdktf.json), or by itself: `node main.mjs` writes cdktf.out/.
import { MongodbatlasProvider } from '@cdktf/provider-mongodbatlas/lib/provider/index.js';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { AtlasDestination, readDestination } from 'godwit/constructs';

const { destination, migration } = await readDestination('../atlas.yaml');

const app = new App();
const stack = new TerraformStack(app, 'platform');
new MongodbatlasProvider(stack, 'mongodbatlas', { baseUrl: destination.baseUrl });
const orders = new AtlasDestination(stack, 'orders', { destination, migration });
new TerraformOutput(stack, 'orders_project', { value: orders.projectId });
app.synth();
