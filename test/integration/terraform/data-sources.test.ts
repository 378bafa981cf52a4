/** Data sources, read by a real terraform from real replica sets. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { CliResult } from '../../support/cli/running-cli.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';

const head = `
terraform {
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}
`;

describe('data sources', await needs({ mongod: '>=6.0', tool: 'terraform' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });
  afterAll(async () => await pair?.[Symbol.asyncDispose]());
  beforeEach(async () => await pair.reset());

  const terraform = async (project: GodwitProject, ...args: string[]): Promise<CliResult> =>
    await project.start(['terraform', '--', ...args, '-no-color'], { env: { CHECKPOINT_DISABLE: '1' } }).result;

  async function configured(project: GodwitProject, text: string): Promise<void> {
    await writeFile(join(project.directory, 'main.tf'), head + text);
  }

  /** What the outputs are after an apply, which has to go well. */
  // biome-ignore lint/suspicious/noExplicitAny: outputs are as different as configurations
  async function outputs(project: GodwitProject): Promise<any> {
    const { exitCode, stdout, stderr } = await terraform(project, 'apply', '-auto-approve');
    expect(exitCode, stdout + stderr).toBe(0);
    const state = JSON.parse(await readFile(join(project.directory, 'terraform.tfstate'), 'utf8'));
    const values = Object.entries(state.outputs as Record<string, { value: unknown }>);
    return Object.fromEntries(values.map(([name, { value }]) => [name, value]));
  }

  it('tell what a cluster is and holds, what the checks find, and where a migration stands', async () => {
    await pair.sourceClient.db('crm').collection('customers').insertOne({});
    await pair.destinationClient.db('other').collection('data').insertOne({});
    await using project = await pair.project();
    await configured(
      project,
      `
data "godwit_cluster" "all" {
  uri = { env = "SOURCE_URI" }
}
data "godwit_cluster" "shop" {
  uri       = { env = "SOURCE_URI" }
  databases = ["shop"]
}
data "godwit_checks" "move" {
  spec_file = "godwit.yaml"
}
data "godwit_migration" "move" {
  spec_file = "godwit.yaml"
}
locals {
  all    = data.godwit_cluster.all
  checks = data.godwit_checks.move
}
output "all" {
  value = { version = local.all.version, topology = local.all.topology, hosts = local.all.hosts, writes = local.all.writes }
}
output "oplog" { value = local.all.oplog_window_seconds >= 0 }
output "databases" { value = distinct(local.all.namespaces[*].database) }
output "size" { value = data.godwit_cluster.shop.size }
output "namespaces" { value = data.godwit_cluster.shop.namespaces }
output "errors" { value = [for one in local.checks.findings : one.code if one.severity == "error"] }
output "passed" { value = local.checks.passed }
output "state" { value = data.godwit_migration.move.state }
output "run" { value = data.godwit_migration.move.last_run }
`,
    );
    const before = await outputs(project);
    const { version } = await pair.sourceClient.db('admin').command({ buildInfo: 1 });
    const { hosts } = await pair.sourceClient.db('admin').command({ hello: 1 });
    expect(before.all).toEqual({ version, topology: 'replicaSet', hosts, writes: 'allowed' });
    expect(before.oplog).toBe(true);
    expect(before.databases).toEqual(['crm', 'shop']);
    expect(before.size).toMatchObject({ databases: 1, collections: 2, views: 1, documents: 1000, indexes: 4 });
    const row = (one: Record<string, unknown>) => [one['collection'], one['type'], one['documents'], one['indexes']];
    expect(before.namespaces.map(row)).toEqual([
      ['orders', 'collection', 500, 2],
      ['recent', 'view', 0, 0],
      ['sessions', 'collection', 500, 2],
    ]);
    expect(before.namespaces[0].bytes).toBeGreaterThan(500);
    // The destination holds data that nobody spoke of.
    expect(before.passed).toBe(false);
    expect(before.errors.length).toBeGreaterThan(0);
    // An output that is null is left out.
    expect({ state: before.state, run: before.run ?? null }).toEqual({ state: 'prepared', run: null });

    await pair.destinationClient.db('other').dropDatabase();
    await project.apply();
    const { state, run, passed, errors } = await outputs(project);
    expect({ state, passed, errors }).toEqual({ state: 'synced', passed: true, errors: [] });
    expect(run).toMatchObject({ command: 'apply', phase: 'synced', outcome: 'done' });
    expect(Date.parse(run.finished_at)).toBeGreaterThanOrEqual(Date.parse(run.started_at));
  });

  it('say at the attribute what is wrong', async () => {
    await using project = await pair.project();
    await configured(
      project,
      `
data "godwit_cluster" "wrong" {
  uri = { value = "mongodb://me:hunter2@host/" }
}
data "godwit_checks" "wrong" {
  name        = "a"
  phase       = "nowhere"
  source      = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }
}
`,
    );
    const { exitCode, stderr } = await terraform(project, 'plan');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/with data\.godwit_cluster\.wrong[\s\S]*At uri\.value/);
    expect(stderr).toMatch(/with data\.godwit_checks\.wrong[\s\S]*phase += "nowhere"/);
  });
});
