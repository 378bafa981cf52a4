/**
 * The Atlas Admin API as far as godwit needs it. Each call has its own version, chosen by media type; Atlas serves a version
 * for as long as clients ask for it, so that an answer does not change under us.
 */
import createClient from 'openapi-fetch';
import type {
  AccessListEntry,
  AtlasCluster,
  AtlasCustomRole,
  AtlasDatabaseUser,
  AtlasProcess,
  AtlasProject,
  AtlasSearchIndex,
  LinkedProject,
  LiveMigrationJob,
  LiveMigrationRequest,
  LiveMigrationValidation,
  Measurements,
  MeasurementsQuery,
  NewDatabaseUser,
  Page,
  ProjectClusters,
  paths,
} from './api-types.ts';
import { type Asked, atlasError, isNotFound, unreachable } from './atlas-error.ts';
import { authenticatedSender } from './authenticate.ts';
import type { ResolvedCredentials } from './credentials.ts';
import { type RetryLimits, standardRetryLimits, withRetries } from './send-with-retries.ts';

export interface AtlasClientOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly credentials: ResolvedCredentials;
  readonly signal?: AbortSignal | undefined;
  readonly retries?: RetryLimits | undefined;
}

type Version = '2023-01-01' | '2024-05-30' | '2024-08-05';

const itemsPerPage = 500;

export class AtlasClient {
  readonly #api: ReturnType<typeof createClient<paths>>;
  readonly #baseUrl: string;

  constructor({ baseUrl, credentials, signal = neverAborted, retries = standardRetryLimits }: AtlasClientOptions) {
    const send = withRetries(authenticatedSender(baseUrl, credentials), retries);
    this.#baseUrl = baseUrl;
    this.#api = createClient<paths>({
      baseUrl: `${baseUrl}/api/atlas/v2`,
      fetch: async (request: Request) =>
        await send({
          url: request.url,
          method: request.method,
          headers: Object.fromEntries(request.headers),
          body: request.body === null ? undefined : await request.text(),
          signal,
        }),
    });
  }

  async project(groupId: string): Promise<AtlasProject> {
    return await this.#ask(`read the project ${groupId}`, () =>
      this.#api.GET('/groups/{groupId}', { ...of('2023-01-01'), params: { path: { groupId } } }),
    );
  }

  async projectByName(groupName: string): Promise<AtlasProject | undefined> {
    return await orAbsent(
      this.#ask(`read the project ${groupName}`, () =>
        this.#api.GET('/groups/byName/{groupName}', { ...of('2023-01-01'), params: { path: { groupName } } }),
      ),
    );
  }

  async cluster(groupId: string, clusterName: string): Promise<AtlasCluster | undefined> {
    return await orAbsent(
      this.#ask(`read the cluster ${clusterName}`, () =>
        this.#api.GET('/groups/{groupId}/clusters/{clusterName}', {
          ...of('2024-08-05'),
          params: { path: { groupId, clusterName } },
        }),
      ),
    );
  }

  /** Every cluster of a project. */
  async clusters(groupId: string): Promise<readonly AtlasCluster[]> {
    return await this.#allPages('list the clusters', (query) =>
      this.#api.GET('/groups/{groupId}/clusters', { ...of('2024-08-05'), params: { path: { groupId }, query } }),
    );
  }

  /** Of all projects that the credentials reach. */
  async projectsWithClusters(): Promise<readonly ProjectClusters[]> {
    return await this.#allPages('list the clusters of all projects', (query) =>
      this.#api.GET('/clusters', { ...of('2023-01-01'), params: { query } }),
    );
  }

  async processes(groupId: string): Promise<readonly AtlasProcess[]> {
    return await this.#allPages('list the processes', (query) =>
      this.#api.GET('/groups/{groupId}/processes', { ...of('2023-01-01'), params: { path: { groupId }, query } }),
    );
  }

  async processMeasurements(groupId: string, processId: string, query: MeasurementsQuery): Promise<Measurements> {
    return await this.#ask(`read measurements of ${processId}`, () =>
      this.#api.GET('/groups/{groupId}/processes/{processId}/measurements', {
        ...of('2023-01-01'),
        params: { path: { groupId, processId }, query },
      }),
    );
  }

  /** Names of the partitions that a process keeps its data on. */
  async partitions(groupId: string, processId: string): Promise<readonly string[]> {
    const { results } = await this.#ask(`list the disks of ${processId}`, () =>
      this.#api.GET('/groups/{groupId}/processes/{processId}/disks', {
        ...of('2023-01-01'),
        params: { path: { groupId, processId } },
      }),
    );
    return results.map(({ partitionName }) => partitionName);
  }

  async diskMeasurements(
    groupId: string,
    processId: string,
    partitionName: string,
    query: MeasurementsQuery,
  ): Promise<Measurements> {
    return await this.#ask(`read measurements of the disk of ${processId}`, () =>
      this.#api.GET('/groups/{groupId}/processes/{processId}/disks/{partitionName}/measurements', {
        ...of('2023-01-01'),
        params: { path: { groupId, processId, partitionName }, query },
      }),
    );
  }

  async searchIndexes(groupId: string, clusterName: string): Promise<readonly AtlasSearchIndex[]> {
    return await this.#ask(`list the search indexes of the cluster ${clusterName}`, () =>
      this.#api.GET('/groups/{groupId}/clusters/{clusterName}/search/indexes', {
        ...of('2024-05-30'),
        params: { path: { groupId, clusterName } },
      }),
    );
  }

  async accessList(groupId: string): Promise<readonly AccessListEntry[]> {
    return await this.#allPages('read the IP access list', (query) =>
      this.#api.GET('/groups/{groupId}/accessList', { ...of('2023-01-01'), params: { path: { groupId }, query } }),
    );
  }

  /** Atlas takes no two of these calls at the same time; an entry that is there already is replaced. */
  async addAccessEntries(groupId: string, entries: readonly AccessListEntry[]): Promise<void> {
    await this.#ask('add IP access entries', () =>
      this.#api.POST('/groups/{groupId}/accessList', {
        ...of('2023-01-01'),
        params: { path: { groupId } },
        body: [...entries],
      }),
    );
  }

  /** Nothing happens when it is gone already. */
  async removeAccessEntry(groupId: string, entryValue: string): Promise<void> {
    await orAbsent(
      this.#ask(`remove the IP access entry ${entryValue}`, () =>
        this.#api.DELETE('/groups/{groupId}/accessList/{entryValue}', {
          ...of('2023-01-01'),
          params: { path: { groupId, entryValue } },
        }),
      ),
    );
  }

  async databaseUsers(groupId: string): Promise<readonly AtlasDatabaseUser[]> {
    return await this.#allPages('list the database users', (query) =>
      this.#api.GET('/groups/{groupId}/databaseUsers', { ...of('2023-01-01'), params: { path: { groupId }, query } }),
    );
  }

  async createDatabaseUser(user: NewDatabaseUser): Promise<void> {
    await this.#ask(`create the database user ${user.username}`, () =>
      this.#api.POST('/groups/{groupId}/databaseUsers', {
        ...of('2023-01-01'),
        params: { path: { groupId: user.groupId } },
        body: user,
      }),
    );
  }

  /** Nothing happens when it is gone already. */
  async removeDatabaseUser(groupId: string, databaseName: string, username: string): Promise<void> {
    await orAbsent(
      this.#ask(`remove the database user ${username}`, () =>
        this.#api.DELETE('/groups/{groupId}/databaseUsers/{databaseName}/{username}', {
          ...of('2023-01-01'),
          params: { path: { groupId, databaseName, username } },
        }),
      ),
    );
  }

  async hasCustomRole(groupId: string, roleName: string): Promise<boolean> {
    const found = await orAbsent(
      this.#ask(`read the custom role ${roleName}`, () =>
        this.#api.GET('/groups/{groupId}/customDBRoles/roles/{roleName}', {
          ...of('2023-01-01'),
          params: { path: { groupId, roleName } },
        }),
      ),
    );
    return found !== undefined;
  }

  async customRoles(groupId: string): Promise<readonly AtlasCustomRole[]> {
    return await this.#ask('list the custom roles', () =>
      this.#api.GET('/groups/{groupId}/customDBRoles/roles', { ...of('2023-01-01'), params: { path: { groupId } } }),
    );
  }

  async createCustomRole(groupId: string, role: AtlasCustomRole): Promise<void> {
    await this.#ask(`create the custom role ${role.roleName}`, () =>
      this.#api.POST('/groups/{groupId}/customDBRoles/roles', {
        ...of('2023-01-01'),
        params: { path: { groupId } },
        body: role,
      }),
    );
  }

  /** Nothing happens when it is gone already. */
  async removeCustomRole(groupId: string, roleName: string): Promise<void> {
    await orAbsent(
      this.#ask(`remove the custom role ${roleName}`, () =>
        this.#api.DELETE('/groups/{groupId}/customDBRoles/roles/{roleName}', {
          ...of('2023-01-01'),
          params: { path: { groupId, roleName } },
        }),
      ),
    );
  }

  /** The token is told once. */
  async createLinkToken(orgId: string, accessListIps: readonly string[]): Promise<string> {
    const { linkToken } = await this.#ask('make a link token', () =>
      this.#api.POST('/orgs/{orgId}/liveMigrations/linkTokens', {
        ...of('2023-01-01'),
        params: { path: { orgId } },
        body: accessListIps.length === 0 ? {} : { accessListIps: [...accessListIps] },
      }),
    );
    return linkToken;
  }

  /** Projects of Cloud Manager; none until its organization is linked. */
  async linkedProjects(orgId: string): Promise<readonly LinkedProject[]> {
    return await this.#ask('list the projects that can be migrated from', () =>
      this.#api.GET('/orgs/{orgId}/liveMigrations/availableProjects', {
        ...of('2023-01-01'),
        params: { path: { orgId } },
      }),
    );
  }

  async validateLiveMigration(groupId: string, body: LiveMigrationRequest): Promise<LiveMigrationValidation> {
    return await this.#ask('validate the live migration', () =>
      this.#api.POST('/groups/{groupId}/liveMigrations/validate', {
        ...of('2024-05-30'),
        params: { path: { groupId } },
        body,
      }),
    );
  }

  async liveMigrationValidation(groupId: string, validationId: string): Promise<LiveMigrationValidation> {
    return await this.#ask('read the validation of the live migration', () =>
      this.#api.GET('/groups/{groupId}/liveMigrations/validate/{validationId}', {
        ...of('2023-01-01'),
        params: { path: { groupId, validationId } },
      }),
    );
  }

  async startLiveMigration(groupId: string, body: LiveMigrationRequest): Promise<LiveMigrationJob> {
    return await this.#ask('start the live migration', () =>
      this.#api.POST('/groups/{groupId}/liveMigrations', {
        ...of('2024-05-30'),
        params: { path: { groupId } },
        body,
      }),
    );
  }

  async liveMigration(groupId: string, liveMigrationId: string): Promise<LiveMigrationJob | undefined> {
    return await orAbsent(
      this.#ask(`read the live migration ${liveMigrationId}`, () =>
        this.#api.GET('/groups/{groupId}/liveMigrations/{liveMigrationId}', {
          ...of('2023-01-01'),
          params: { path: { groupId, liveMigrationId } },
        }),
      ),
    );
  }

  async cutOverLiveMigration(groupId: string, liveMigrationId: string): Promise<void> {
    await this.#ask('begin the cutover of the live migration', () =>
      this.#api.PUT('/groups/{groupId}/liveMigrations/{liveMigrationId}/cutover', {
        ...of('2023-01-01'),
        params: { path: { groupId, liveMigrationId } },
      }),
    );
  }

  async #allPages<T>(
    purpose: string,
    read: (query: { itemsPerPage: number; pageNum: number }) => Promise<Answer<Page<T>>>,
  ): Promise<readonly T[]> {
    const all: T[] = [];
    for (let pageNum = 1; ; pageNum += 1) {
      const { results } = await this.#ask(purpose, () => read({ itemsPerPage, pageNum }));
      all.push(...results);
      if (results.length < itemsPerPage) return all;
    }
  }

  /** Turns every way that a call can fail into one error of ours. */
  async #ask<T>(purpose: string, call: () => Promise<Answer<T>>): Promise<T> {
    const asked: Asked = { purpose };
    let answer: Answer<T>;
    try {
      answer = await call();
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw unreachable(error, this.#baseUrl, asked);
    }
    if (!answer.response.ok) throw await atlasError(rebuilt(answer), asked);
    return answer.data as T;
  }
}

interface Answer<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/** openapi-fetch has read the body of an error already. */
function rebuilt({ error, response }: Answer<unknown>): Response {
  const text = typeof error === 'string' ? error : JSON.stringify(error ?? '');
  return new Response(text, { status: response.status, headers: response.headers });
}

function of(version: Version) {
  const type = `application/vnd.atlas.${version}+json`;
  return { headers: { accept: type, 'content-type': type } };
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const neverAborted = new AbortController().signal;
