import { randomBytes } from 'node:crypto';
import type { FakeAtlasOptions } from './fake-atlas.ts';

export type Json = Record<string, unknown>;

/** What Atlas refuses, in its words. */
export class AtlasRefusal extends Error {
  readonly status: number;
  readonly errorCode: string;

  constructor(status: number, errorCode: string, detail: string) {
    super(detail);
    this.status = status;
    this.errorCode = errorCode;
  }
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly orgId: string;
  readonly clusters: Map<string, Cluster>;
  readonly accessList: Map<string, Json>;
  readonly users: Map<string, Json>;
  readonly roles: Map<string, Json>;
  /** Servers by `host:port`, with what is measured of them by name. */
  readonly processes: Map<
    string,
    { readonly view: Json; readonly measured: Readonly<Record<string, readonly (number | null)[]>> }
  >;
  /** By the name of the cluster. */
  readonly searchIndexes: Map<string, readonly Json[]>;
  readonly migrations: Map<string, Json>;
  readonly validations: Map<string, Json>;
}

/** What carries live migrations out, in the place of the agent on a migration host. */
export interface MigrationHost {
  /** What stands in the way, in Atlas' words. */
  validate(request: Json): string | undefined;
  /** Keeps the job's fields as they are at any time. */
  start(job: Json, request: Json): void;
  cutOver(job: Json): void;
}

interface Cluster {
  body: Json;
  processArgs: Json;
  state: 'CREATING' | 'UPDATING' | 'DELETING' | 'IDLE';
  /** When the state ends. */
  until: number;
}

const newId = () => randomBytes(12).toString('hex');

/** All that Atlas keeps. */
export class Projects {
  readonly #byId = new Map<string, Project>();
  readonly #options: FakeAtlasOptions;
  #linkToken: string | undefined;
  #isLinked = false;

  constructor(options: FakeAtlasOptions) {
    this.#options = options;
    for (const project of options.projects ?? []) this.#add(project);
  }

  #add(project: Pick<Project, 'id' | 'name' | 'orgId'>): Project {
    const empty = {
      clusters: new Map(),
      accessList: new Map(),
      users: new Map(),
      roles: new Map(),
      processes: new Map(),
      searchIndexes: new Map(),
      migrations: new Map(),
      validations: new Map(),
    };
    const added: Project = { ...project, ...empty };
    this.#byId.set(project.id, added);
    return added;
  }

  get all(): readonly Project[] {
    return [...this.#byId.values()];
  }

  get migrationHost(): MigrationHost | undefined {
    return this.#options.migrationHost;
  }

  /** Empty until a link token was entered. */
  linkedProjects(orgId: string): readonly Json[] {
    return this.#isLinked ? (this.#options.linkedProjects?.[orgId] ?? []) : [];
  }

  createLinkToken(): string {
    if (this.#linkToken !== undefined) {
      throw new AtlasRefusal(409, 'LINK_TOKEN_ALREADY_EXISTS', 'There is a link token already.');
    }
    this.#linkToken = randomBytes(16).toString('hex');
    return this.#linkToken;
  }

  /** As a person does it in Cloud Manager. */
  enterLinkToken(token: string): void {
    if (token !== this.#linkToken) throw new Error('This is another token');
    this.#isLinked = true;
  }

  create(name: string, orgId: string): Project {
    if (this.byName(name) !== undefined) {
      throw new AtlasRefusal(409, 'GROUP_ALREADY_EXISTS', `A group with name "${name}" already exists.`);
    }
    return this.#add({ id: newId(), name, orgId });
  }

  byName(name: string): Project | undefined {
    return [...this.#byId.values()].find((project) => project.name === name);
  }

  byId(id: string): Project {
    const project = this.#byId.get(id);
    if (project === undefined) throw new AtlasRefusal(404, 'GROUP_NOT_FOUND', `No group with ID ${id} exists.`);
    return project;
  }

  remove(id: string): void {
    if (this.byId(id).clusters.size > 0) {
      throw new AtlasRefusal(409, 'CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS', 'There are clusters in the project.');
    }
    this.#byId.delete(id);
  }

  cluster(groupId: string, name: string): Cluster {
    const { clusters } = this.byId(groupId);
    const cluster = clusters.get(name);
    if (cluster?.state === 'DELETING' && Date.now() >= cluster.until) clusters.delete(name);
    const found = clusters.get(name);
    if (found === undefined) {
      throw new AtlasRefusal(404, 'CLUSTER_NOT_FOUND', `No cluster named ${name} exists in group ${groupId}.`);
    }
    if (found.state !== 'DELETING' && Date.now() >= found.until) found.state = 'IDLE';
    return found;
  }

  createCluster(groupId: string, body: Json): Cluster {
    const project = this.byId(groupId);
    const name = String(body['name']);
    if (project.clusters.has(name)) {
      throw new AtlasRefusal(
        409,
        'DUPLICATE_CLUSTER_NAME',
        `A cluster named ${name} is already present in group ${groupId}.`,
      );
    }
    const cluster: Cluster = {
      body: { id: newId(), groupId, ...body },
      processArgs: {},
      state: 'CREATING',
      until: this.#settled(),
    };
    project.clusters.set(name, cluster);
    return cluster;
  }

  updateCluster(groupId: string, name: string, change: Json): Cluster {
    const cluster = this.#changeable(groupId, name);
    Object.assign(cluster.body, change);
    Object.assign(cluster, { state: 'UPDATING', until: this.#settled() });
    return cluster;
  }

  deleteCluster(groupId: string, name: string): void {
    const cluster = this.#changeable(groupId, name);
    if (cluster.body['terminationProtectionEnabled'] === true) {
      throw new AtlasRefusal(
        400,
        'CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED',
        'The cluster is protected from termination.',
      );
    }
    Object.assign(cluster, { state: 'DELETING', until: this.#settled() });
  }

  clusterView(cluster: Cluster): Json {
    const name = String(cluster.body['name']);
    const connection = this.#options.connectionString?.(name) ?? `mongodb+srv://${name}.fake.mongodb.net`;
    const isReachable = cluster.state !== 'CREATING';
    return {
      ...cluster.body,
      stateName: cluster.state,
      mongoDBVersion: `${cluster.body['mongoDBMajorVersion'] ?? '8.0'}.1`,
      ...(isReachable
        ? { connectionStrings: { standard: connection, standardSrv: connection, privateEndpoint: [] } }
        : {}),
    };
  }

  #changeable(groupId: string, name: string): Cluster {
    const cluster = this.cluster(groupId, name);
    if (cluster.state === 'IDLE') return cluster;
    throw new AtlasRefusal(409, 'CLUSTER_ALREADY_BEING_MODIFIED', `Cluster ${name} is ${cluster.state}.`);
  }

  #settled(): number {
    return Date.now() + (this.#options.settleMs ?? 0);
  }
}
