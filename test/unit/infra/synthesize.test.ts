import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InfrastructureStage } from '../../../src/infra/desired.ts';
import { namedResources } from '../../../src/infra/resource-names.ts';
import { sensitiveVariables } from '../../../src/infra/sensitive-variables.ts';
import { synthesize } from '../../../src/infra/synthesize.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import type { Migration } from '../../../src/spec/migration.ts';
import { now, repositoryPath } from '../spec/support.ts';

const specs = readdirSync(repositoryPath('test/unit/infra/specs')).map((name) => `test/unit/infra/specs/${name}`);
const examples = ['examples/atlas.yaml', 'examples/global-cluster.yaml', 'examples/atlas-live-migration.yaml'];
const everything = 'schemas/testdata/valid/everything-atlas.yaml';

/** Each variable of the environment that a spec refers to has such a value. */
const planted = 'planted-secret';

async function load(path: string): Promise<Migration> {
  const { migrations, diagnostics } = await loadMigrations({
    paths: [path],
    cwd: repositoryPath('.'),
    env: { APP_PASSWORD: planted, READER_PASSWORD: planted, AZURE_CLIENT_SECRET: planted, GCP_KEY: planted },
    now,
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return migrations[0]!.spec;
}

async function atlasOf(path: string) {
  const { destination } = await load(path);
  if (destination.kind !== 'atlas') throw new Error(`${path} has no destination in Atlas`);
  return destination.atlas;
}

interface Stack {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  readonly import?: readonly { to: string; id: string }[];
}

async function stack(path: string, stage: InfrastructureStage = 'syncing', projectId?: string): Promise<Stack> {
  return synthesize(await load(path), { stage, projectId }) as unknown as Stack;
}

const textOf = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

describe('the stack', () => {
  it.each([...specs, ...examples, everything])('of %s is the one that is checked in', async (path) => {
    const spec = await load(path);
    const golden = repositoryPath(`test/unit/infra/golden/${spec.name}.json`);
    await expect(textOf(synthesize(spec, { stage: 'syncing' }))).toMatchFileSnapshot(golden);
  });

  it.each([...specs, ...examples, everything])(
    'of %s holds no secret, and asks for those that it needs',
    async (path) => {
      const spec = await load(path);
      const json = synthesize(spec, { stage: 'syncing' });
      expect(textOf(json)).not.toContain(planted);
      const asked = (json['variable'] ?? {}) as Record<string, { sensitive: boolean; default?: unknown }>;
      if (spec.destination.kind !== 'atlas') throw new Error('no destination in Atlas');
      expect(Object.keys(asked).sort()).toEqual(
        sensitiveVariables(spec.destination.atlas)
          .map(({ name }) => name)
          .sort(),
      );
      for (const variable of Object.values(asked)) {
        expect(variable.sensitive).toBe(true);
        expect(variable).not.toHaveProperty('default');
      }
    },
  );

  it.each([...specs, ...examples, everything])('of %s has no resource that a plan could not name', async (path) => {
    const spec = await load(path);
    if (spec.destination.kind !== 'atlas') throw new Error('no destination in Atlas');
    const known = namedResources(spec.destination.atlas).map(
      ({ type, key }) => `mongodbatlas_${type}.destination_${key}`,
    );
    const { resource } = synthesize(spec, { stage: 'syncing' }) as unknown as Stack;
    const addresses = Object.entries(resource).flatMap(([type, all]) =>
      Object.keys(all).map((key) => `${type}.${key}`),
    );
    expect(known).toEqual(expect.arrayContaining(addresses));
    expect(new Set(known).size).toBe(known.length);
  });
});

describe('what serves the sync only', () => {
  const cluster = ({ resource }: Stack) => resource['mongodbatlas_advanced_cluster']!['destination_cluster']!;

  it('is in the stack while data is synced, and not afterwards', async () => {
    const path = 'test/unit/infra/specs/sharded-during.yaml';
    const during = cluster(await stack(path, 'syncing'));
    const after = cluster(await stack(path, 'cutOver'));
    expect(during).toMatchObject({ backup_enabled: false, advanced_configuration: { oplog_size_mb: 102_400 } });
    expect(JSON.stringify(during['replication_specs'])).toContain('"M60"');
    expect(after).toMatchObject({ backup_enabled: true, pit_enabled: true });
    expect(after['advanced_configuration']).not.toHaveProperty('oplog_size_mb');
    expect(JSON.stringify(after['replication_specs'])).not.toContain('"M60"');
  });

  it('goes with the phase that an access entry or user names', async () => {
    const entries = async (stage: InfrastructureStage) =>
      Object.keys(
        (await stack('test/unit/infra/specs/access-entries.yaml', stage)).resource[
          'mongodbatlas_project_ip_access_list'
        ]!,
      );
    const lasting = 'destination_access_198_51_100_7';
    const untilComplete = 'destination_access_203_0_113_0_24';
    expect(await entries('syncing')).toEqual([untilComplete, lasting, 'destination_access_2001_db8__1']);
    expect(await entries('cutOver')).toEqual([untilComplete, lasting]);
    expect(await entries('complete')).toEqual([lasting]);
    const { resource } = await stack('test/unit/infra/specs/users.yaml', 'complete');
    expect(Object.keys(resource['mongodbatlas_database_user']!)).not.toContain('destination_user_sync');
  });
});

describe('what exists already', () => {
  it('is imported under ids that are known where the project is', async () => {
    const { import: imports } = await stack(
      'test/unit/infra/specs/adopted.yaml',
      'syncing',
      '64f0c0ffee0000000000beef',
    );
    expect(imports).toEqual([
      { to: 'mongodbatlas_project.destination_project', id: '64f0c0ffee0000000000beef' },
      { to: 'mongodbatlas_advanced_cluster.destination_cluster', id: '64f0c0ffee0000000000beef-orders' },
      { to: 'mongodbatlas_database_user.destination_user_app', id: '64f0c0ffee0000000000beef/app/admin' },
    ]);
  });

  it('is only read where the file says nothing of its hardware', async () => {
    const { resource } = await stack('test/unit/infra/specs/only-read.yaml');
    expect(resource).not.toHaveProperty('mongodbatlas_advanced_cluster');
  });
});

describe('names', () => {
  it('are different for things that differ only in signs that Terraform does not take', async () => {
    const atlas = await atlasOf('test/unit/infra/specs/users.yaml');
    const [first] = atlas.users;
    const users = ['a.b', 'a-b', 'a_b', 'A_B'].map((name) => ({ ...first!, name }));
    const keys = namedResources({ ...atlas, users }).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
