/**
 * An Atlas for whole migrations: the fake API, the stand-in provider for a real terraform, and a real replica set that every
 * cluster turns out to be. Database users of the API are made on it.
 */
import { Secret } from '../../../src/lib/secret.ts';
import { GodwitProject } from '../cli/project.ts';
import type { Document } from '../driver.ts';
import { type ReplicaSet, startReplicaSet } from '../servers/replica-set.ts';
import { runAdminCommand } from '../servers/with-client.ts';
import { FakeAtlas, type FakeAtlasOptions } from './fake-atlas.ts';
import { AttachedProvider } from './provider/attached-provider.ts';

export const projectId = '64f0c0ffee0000000000beef';
export const clientSecret = 'planted-client-secret';
export const appPassword = 'planted-app-password';

export class AtlasWorld implements AsyncDisposable {
  readonly api: FakeAtlas;
  readonly #provider: AttachedProvider;
  readonly #source: ReplicaSet;
  readonly #server: ReplicaSet;

  private constructor(api: FakeAtlas, provider: AttachedProvider, source: ReplicaSet, server: ReplicaSet) {
    this.api = api;
    this.#provider = provider;
    this.#source = source;
    this.#server = server;
  }

  /** @param server with access control: it becomes every cluster */
  static async start(source: ReplicaSet, server: ReplicaSet, options: FakeAtlasOptions = {}): Promise<AtlasWorld> {
    const credentials = {
      kind: 'serviceAccount',
      clientId: 'mdb_sa_id_1',
      clientSecret: new Secret(clientSecret, 'test'),
    } as const;
    const api = await FakeAtlas.start({
      serviceAccounts: { mdb_sa_id_1: clientSecret },
      projects: [{ id: projectId, name: 'shop', orgId: '64f0c0ffee0000000000cafe' }],
      connectionString: () => plainUri(server),
      onUser: async (change, { username, password }) => {
        if (change === 'removed') await runAdminCommand(server.uri, { dropUser: username });
        else await runAdminCommand(server.uri, { createUser: username, pwd: password, roles: ['root'] });
      },
      ...options,
    });
    return new AtlasWorld(api, await AttachedProvider.start(credentials), source, server);
  }

  /** A project whose destination is a cluster in this Atlas. */
  async project(atlas: Document = {}, file: Document = {}): Promise<GodwitProject> {
    return await GodwitProject.create({
      sourceUri: this.#source.uri,
      destinationUri: this.#server.uri,
      env: this.env,
      file: { destination: this.destination(atlas), ...file },
    });
  }

  /** As a file declares it, with the version that the server has. */
  get cluster(): Document {
    const mongoDBVersion = this.#server.version.split('.').slice(0, 2).join('.');
    return { name: 'orders', provider: 'AWS', region: 'EU_WEST_1', tier: 'M30', mongoDBVersion };
  }

  /** What every cluster is reached by. */
  get address(): string {
    return plainUri(this.#server);
  }

  /** The block of the file. */
  destination(atlas: Document = {}): Document {
    return {
      atlas: {
        baseUrl: this.api.url,
        project: { id: projectId },
        cluster: this.cluster,
        ...atlas,
      },
    };
  }

  get env(): Record<string, string> {
    return {
      ...this.#provider.env,
      MONGODB_ATLAS_CLIENT_ID: 'mdb_sa_id_1',
      MONGODB_ATLAS_CLIENT_SECRET: clientSecret,
      APP_PASSWORD: appPassword,
    };
  }

  get atlasProject() {
    return this.api.projects.byId(projectId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#provider[Symbol.asyncDispose]();
    await this.api[Symbol.asyncDispose]();
  }
}

export const startProtectedServer = async () => await startReplicaSet({ auth: true });

function plainUri({ members, name }: ReplicaSet): string {
  return `mongodb://${members.map(({ host }) => host).join(',')}/?replicaSet=${name}`;
}
