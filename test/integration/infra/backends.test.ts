import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { backendArguments } from '../../../src/infra/backend-arguments.ts';
import type { Infrastructure } from '../../../src/infra/infrastructure.ts';
import { openInfrastructure } from '../../../src/infra/open-infrastructure.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { TerraformBackend } from '../../../src/spec/blocks/terraform.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import { FakeAtlas } from '../../support/atlas/fake-atlas.ts';
import { AttachedProvider } from '../../support/atlas/provider/attached-provider.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { findTerraformOf } from '../../support/terraform/find-terraform.ts';
import { StateServer } from '../../support/terraform/state-server.ts';

const projectId = '64f0c0ffee0000000000beef';
const secrets = {
  client: 'planted-client-secret',
  app: 'planted-app-password',
  state: 'planted-state-password',
} as const;
const never = new AbortController().signal;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-backends-'));
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

/** No servers of MongoDB: what is tried here ends where the cluster is there. */
describe('a state that is kept elsewhere', await needs({ tool: 'terraform' }), () => {
  let api: FakeAtlas;
  let provider: AttachedProvider;
  let states: StateServer;
  beforeEach(async () => {
    api = await FakeAtlas.start({
      serviceAccounts: { me: secrets.client },
      projects: [{ id: projectId, name: 'shop', orgId: '64f0c0ffee0000000000cafe' }],
    });
    provider = await AttachedProvider.start({
      kind: 'serviceAccount',
      clientId: 'me',
      clientSecret: new Secret(secrets.client, 'test'),
    });
    states = await StateServer.start('godwit', secrets.state);
  });
  afterEach(async () => {
    for (const one of [provider, states, api]) await one[Symbol.asyncDispose]();
  });

  const env = () => ({
    PATH: process.env['PATH'],
    HOME: directory,
    ...provider.env,
    MONGODB_ATLAS_CLIENT_ID: 'me',
    MONGODB_ATLAS_CLIENT_SECRET: secrets.client,
    APP_PASSWORD: secrets.app,
    TF_HTTP_USERNAME: 'godwit',
    TF_HTTP_PASSWORD: secrets.state,
  });

  /** On a machine of its own: nothing but the file is there at first. */
  async function machine(name: string, terraform: Document, cluster: Document = {}): Promise<Infrastructure> {
    const place = join(directory, name);
    await mkdir(place, { recursive: true });
    const file = {
      apiVersion: 'godwit/v1',
      kind: 'Migration',
      name: 'shop',
      phase: 'prepared',
      source: { uri: { env: 'SOURCE_URI' } },
      destination: {
        atlas: {
          baseUrl: api.url,
          project: { id: projectId },
          cluster: { name: 'orders', provider: 'AWS', region: 'EU_WEST_1', tier: 'M30', ...cluster },
          ipAccess: [{ ip: '198.51.100.7' }],
          users: [{ name: 'app', password: { env: 'APP_PASSWORD' }, roles: [{ role: 'read', database: 'shop' }] }],
        },
      },
      terraform,
    };
    await writeFile(join(place, 'godwit.yaml'), stringify(file));
    const { migrations } = await loadMigrations({
      paths: ['godwit.yaml'],
      cwd: place,
      env: {},
      vars: {},
      now: new Date(),
    });
    const loaded = migrations[0]!;
    if (loaded.spec.destination.kind !== 'atlas') throw new Error('This is another destination');
    return await openInfrastructure(loaded, loaded.spec.destination.atlas, {
      env: env(),
      privateDirectory: join(place, 'private'),
      lockTimeoutMs: 0,
      signal: never,
    });
  }

  const changesOf = async (infrastructure: Infrastructure) =>
    (await infrastructure.observe('syncing', never)).changes.map(({ action, title }) => `${action} ${title}`);
  const applyTo = async (infrastructure: Infrastructure, expected: readonly string[]) =>
    await infrastructure.settle(
      'syncing',
      ({ action, title }) => expected.includes(`${action} ${title}`),
      () => {},
      never,
    );
  const everything = ['create cluster orders', 'create database user app', 'create IP access entry 198.51.100.7'];
  const http = () => ({ backend: { http: states.backend } });

  it('is what every machine goes on from, under a lock, and holds no secret', async () => {
    await using first = await machine('first', http());
    expect(await changesOf(first)).toEqual(everything);
    await applyTo(first, everything);
    expect(states.locked).toContain('OperationTypeApply');
    expect(states.lock).toBeUndefined();
    expect(Object.keys(JSON.parse(states.state!).outputs)).toContain('connection_string');

    await using second = await machine('second', http());
    expect(await changesOf(second), 'another machine knows what was made').toEqual([]);
    const bigger = await machine('second', http(), { tier: 'M40' });
    expect(await changesOf(bigger)).toEqual(['change cluster orders']);

    const files = await readdir(directory, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    for (const secret of Object.values(secrets)) expect([...texts, ...states.written].join()).not.toContain(secret);
  });

  it('is not touched while somebody else is at it', async () => {
    states.lock = {
      ID: 'lock-7',
      Operation: 'OperationTypeApply',
      Who: 'anna@runner-7',
      Created: '2026-11-20T12:00:00Z',
    };
    await using locked = await machine('first', http());
    await expect(changesOf(locked)).rejects.toMatchObject({
      code: 'GW765',
      // Terraform does not tell whose lock it is, and describes its own.
      summary: "Terraform's state is locked",
      hint: expect.stringContaining('force-unlock lock-7'),
      exitCode: 5,
    });
    expect([states.lock.ID, states.written, api.changes]).toEqual(['lock-7', [], []]);
    states.lock = undefined;
    expect(await changesOf(locked)).toEqual(everything);
  });

  it('moves only when somebody says so, and nothing is made twice meanwhile', async () => {
    await using local = await machine('first', {});
    await changesOf(local);
    await applyTo(local, everything);
    await using moved = await machine('first', http());
    const refused = await changesOf(moved).catch((error) => error);
    expect(refused).toMatchObject({ code: 'GW762', hint: expect.stringMatching(/init -migrate-state/) });
    expect(refused.hint).not.toContain('-reconfigure');
    const [, command] = /`(terraform [^`]*)`/.exec(refused.hint)!;
    // As a person carries the hint out, who says yes to Terraform's question.
    await execa(`${command} -force-copy -input=false`, { shell: true, env: env(), extendEnv: false });
    expect(await changesOf(moved)).toEqual([]);
    expect(JSON.parse(states.state!).resources.length).toBeGreaterThan(2);
  });

  it('says what is wrong when its service cannot be reached', async () => {
    await using stranger = await machine('first', {
      backend: { http: { ...states.backend, address: 'http://127.0.0.1:1' } },
    });
    await expect(changesOf(stranger)).rejects.toMatchObject({
      code: 'GW762',
      hint: expect.stringContaining('terraform.backend'),
    });
  });
});

describe('the arguments of a backend', await needs({ tool: 'terraform' }), () => {
  const key = 'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000';
  const isTrue = (...names: string[]) => Object.fromEntries(names.map((name) => [name, true]));
  const nowhere = 'http://127.0.0.1:1';
  const backends: readonly TerraformBackend[] = [
    { type: 'local', settings: { path: './terraform.tfstate', workspace_dir: './states' } },
    {
      type: 's3',
      settings: {
        ...{ bucket: 'tfstate', key: 'orders', region: 'eu-west-1', profile: 'migration', kms_key_id: key },
        ...{ role_arn: 'arn:aws:iam::123456789012:role/terraform', dynamodb_table: 'tflock', endpoint: nowhere },
        ...isTrue('encrypt', 'use_lockfile', 'use_path_style', 'skip_credentials_validation', 'skip_s3_checksum'),
        ...isTrue('skip_metadata_api_check', 'skip_region_validation', 'skip_requesting_account_id'),
      },
    },
    {
      type: 'gcs',
      settings: {
        ...{ bucket: 'tfstate', prefix: 'orders', impersonate_service_account: 'a@b.iam.gserviceaccount.com' },
        kms_encryption_key: 'projects/shop/locations/europe/keyRings/tf/cryptoKeys/state',
      },
    },
    {
      type: 'azurerm',
      settings: {
        ...{
          resource_group_name: 'tfstate',
          storage_account_name: 'tfstate',
          container_name: 'tfstate',
          key: 'orders',
        },
        subscription_id: '00000000-0000-0000-0000-000000000002',
        tenant_id: '00000000-0000-0000-0000-000000000001',
        ...{ use_azuread_auth: true, use_oidc: false, use_msi: false },
      },
    },
    {
      type: 'http',
      settings: {
        ...{ address: nowhere, update_method: 'POST', lock_address: nowhere, lock_method: 'POST' },
        ...{ unlock_address: nowhere, unlock_method: 'DELETE', retry_max: 0, retry_wait_min: 1, retry_wait_max: 30 },
      },
    },
    {
      type: 'remote',
      settings: { hostname: '127.0.0.1:1', organization: 'shop', workspaces: { name: 'orders' } },
    },
  ];

  it.each(backends.map((backend) => [backend.type, backend] as const))(
    '%s are those that a real Terraform knows',
    async (type, backend) => {
      const stack = { terraform: { backend: { [type]: backendArguments(backend) } } };
      await writeFile(join(directory, 'cdk.tf.json'), JSON.stringify(stack));
      // Nothing is reached: whether the arguments are known is told before that.
      const closed = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, AWS_MAX_ATTEMPTS: '1', NO_PROXY: '' };
      const { stdout } = await execa(findTerraformOf('>=1.11')!, ['init', '-input=false', '-json'], {
        cwd: directory,
        env: { PATH: process.env['PATH'], HOME: directory, GOOGLE_APPLICATION_CREDENTIALS: '/nowhere', ...closed },
        extendEnv: false,
        reject: false,
      });
      expect(stdout).not.toMatch(
        /Extraneous|Unsupported argument|No argument or block type|Missing required argument|Invalid backend/,
      );
      expect(stdout, 'it came so far as to look').toMatch(
        type === 'local' ? /successfully initialized/ : /"severity":"error"/,
      );
    },
  );

  it('are all those of the format', async () => {
    const { $defs } = JSON.parse(
      await readFile(new URL('../../../schemas/migration.schema.json', import.meta.url), 'utf8'),
    );
    const declared: Record<string, { properties: object }> = $defs.terraformBackend.properties;
    const tried = Object.fromEntries(backends.map(({ type, settings }) => [type, Object.keys(settings).sort()]));
    expect(tried).toEqual(
      Object.fromEntries(
        Object.entries(declared).map(([type, { properties }]) => [type, Object.keys(properties).sort()]),
      ),
    );
  });
});
