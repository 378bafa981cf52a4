/**
 * The destination in Atlas of one migration: observed through the Admin API and Terraform's plan, changed through Terraform's
 * apply and, for what Terraform cannot express, the Admin API. Whoever opens it closes it; a plan that was not carried out
 * is forgotten then.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AtlasCluster, AtlasCustomRole, AtlasDatabaseUser } from '../atlas/api-types.ts';
import type { AtlasClient } from '../atlas/client.ts';
import { EnvironmentError, UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { atlasSearchRole } from '../mongo/atlas-hosts.ts';
import type { SearchIndex } from '../mongo/details/cluster-details.ts';
import type { AccessEntry } from '../spec/blocks/atlas-access.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { Phase } from '../spec/migration.ts';
import { accessEntryBody } from './access-entry-body.ts';
import type { UserForAtlas } from './accounts-for-atlas.ts';
import { ApplySession } from './apply-session.ts';
import { type AtlasFacts, readAtlasFacts } from './atlas-facts.ts';
import { clusterByHosts } from './cluster-by-hosts.ts';
import type { InfrastructureStage } from './desired.ts';
import type { InfrastructureObservation, NamedChange } from './infrastructure-observation.ts';
import { infrastructureProblems } from './infrastructure-problems.ts';
import { nameOfAddress } from './name-of-address.ts';
import { needsBypass } from './needs-bypass.ts';
import { namedResources } from './resource-names.ts';
import { bypassRole, isSyncUserOf, type SyncUser, type SyncUserFile, syncUserRequest } from './sync-user.ts';
import { isTemporary } from './temporary-access.ts';
import type { ResourceChange } from './terraform/plan-json.ts';
import type { Terraform } from './terraform/terraform.ts';

export interface InfrastructureParts {
  readonly loaded: LoadedMigration;
  readonly atlas: AtlasDestination;
  readonly client: AtlasClient;
  /** Gets Terraform ready, for those who plan or apply; absent where a pipeline of the user's own runs it. */
  readonly openTerraform: (() => Promise<Terraform>) | undefined;
  /** What that pipeline tells of the cluster's address, where the file says that it does. */
  readonly toldConnectionString: (() => Promise<string | undefined>) | undefined;
  readonly syncUserFile: SyncUserFile;
  /** Whether the file says how to log in to the destination. */
  readonly hasOwnLogin: boolean;
}

/** Who may log in to the project's clusters with a password, and the roles that somebody made. */
export interface AccountsInAtlas {
  readonly users: readonly AtlasDatabaseUser[];
  readonly roles: readonly AtlasCustomRole[];
}

export class Infrastructure implements AsyncDisposable {
  readonly #parts: InfrastructureParts;
  #terraform: Terraform | undefined;
  #session: ApplySession | undefined;

  constructor(parts: InfrastructureParts) {
    this.#parts = parts;
  }

  /** @param wanted the stage; or, while nobody can tell where the migration stands, why not and where it is to go */
  async observe(wanted: InfrastructureStage | Unseen, signal: AbortSignal): Promise<InfrastructureObservation> {
    const { atlas, client, loaded } = this.#parts;
    const terraform = await this.#openTerraform();
    const projectId = await this.projectId();
    const [cluster, syncUsers] = await Promise.all([
      projectId === undefined ? undefined : client.cluster(projectId, atlas.cluster.name),
      this.#syncUsers(projectId),
    ]);
    const { stage, scope } =
      typeof wanted === 'string' ? { stage: wanted, scope: 'all' as const } : unseenStage(wanted, syncUsers);
    const { changes, drift } =
      terraform === undefined || scope === 'nothing'
        ? { changes: [], drift: [] }
        : await this.#plan(terraform, stage, scope, projectId, signal);
    const missingTemporaryEntries = await this.#missingTemporaryEntries(projectId, stage);
    const named = (list: readonly ResourceChange[]): readonly NamedChange[] =>
      list.map((change) => ({ ...change, ...nameOfAddress(change.address, atlas) }));
    return {
      tool: terraform?.product,
      stage,
      cluster: cluster?.stateName,
      changes: named(changes),
      drift: named(drift),
      missingTemporaryEntries,
      login: await this.#login(syncUsers),
      syncUsers,
      problems: infrastructureProblems(loaded.spec, atlas, {
        projectId,
        cluster,
        isExternal: terraform === undefined,
        told: await this.#parts.toldConnectionString?.(),
        changes,
      }),
    };
  }

  async #plan(
    terraform: Terraform,
    stage: InfrastructureStage,
    scope: PlanScope,
    projectId: string | undefined,
    signal: AbortSignal,
  ) {
    const { synthesize } = await import('./synthesize.ts');
    const { spec } = this.#parts.loaded;
    const adoptedId = this.#parts.atlas.project.kind === 'declared' ? projectId : undefined;
    await terraform.init(synthesize(spec, { stage, projectId: adoptedId }), signal);
    this.#session = undefined;
    const only = scope === 'access' ? accessAddresses(this.#parts.atlas) : [];
    return await terraform.plan(
      { signal },
      only.map((address) => `-target=${address}`),
    );
  }

  /** Of a project that is declared, once it is there. */
  async projectId(): Promise<string | undefined> {
    const { project } = this.#parts.atlas;
    const { client } = this.#parts;
    if (project.kind === 'existing') return (await client.project(project.id)).id;
    return (await client.projectByName(project.name))?.id;
  }

  /** The cluster as Atlas' API knows it. */
  async place(): Promise<{ client: AtlasClient; projectId: string; clusterName: string }> {
    const { atlas, client } = this.#parts;
    return { client, projectId: await this.#requireProject(), clusterName: atlas.cluster.name };
  }

  /** What Atlas tells of the cluster and of who may reach it. */
  async facts(): Promise<AtlasFacts> {
    const { atlas, client } = this.#parts;
    return await readAtlasFacts(client, await this.projectId(), atlas.cluster.name);
  }

  /**
   * Search indexes of any cluster in Atlas, whose server may be too old to list them.
   * @throws EnvironmentError GW733 when the credentials reach no cluster with these hosts
   */
  async searchIndexesOf(hosts: readonly string[]): Promise<readonly SearchIndex[]> {
    const { client } = this.#parts;
    const found = await clusterByHosts(client, hosts);
    if (found === undefined) {
      throw new EnvironmentError('GW733', {
        summary: `Atlas shows these credentials no cluster with the hosts ${hosts.join(', ')}`,
        hint: `Give them the role ${atlasSearchRole} in its project`,
      });
    }
    return (await client.searchIndexes(found.projectId, found.clusterName)).map(
      ({ database, collectionName, name, type = 'search', latestDefinition = {}, status, queryable }) => ({
        namespace: `${database}.${collectionName}`,
        name,
        type,
        definition: latestDefinition,
        status,
        isQueryable: queryable,
      }),
    );
  }

  /** The cluster's connection string, without user and password; undefined as long as there is none. */
  async connectionString(): Promise<string | undefined> {
    const { atlas, client } = this.#parts;
    const projectId = await this.projectId();
    if (projectId === undefined) return undefined;
    const cluster = await client.cluster(projectId, atlas.cluster.name);
    if (cluster === undefined || cluster.stateName === 'DELETING') return undefined;
    return await this.#connectionStringOf(cluster);
  }

  async #connectionStringOf(cluster: AtlasCluster): Promise<string | undefined> {
    const { atlas, toldConnectionString } = this.#parts;
    if (toldConnectionString !== undefined) return await toldConnectionString();
    return connectionStringOf(cluster, atlas.connectThrough);
  }

  /** This machine's user, where godwit makes one. */
  async syncUser(): Promise<SyncUser | undefined> {
    return this.#parts.hasOwnLogin ? undefined : await this.#parts.syncUserFile.read();
  }

  /**
   * Carries out the planned change of one resource. Terraform is started by the first of them and does all in an order of
   * its own; each waits for its own resource, and when one fails, for Terraform's end.
   */
  async applyResource(
    change: Pick<ResourceChange, 'address' | 'action'>,
    note: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const terraform = await this.#openTerraform();
    if (terraform === undefined) throw runElsewhere();
    this.#session ??= new ApplySession(terraform, signal);
    await this.#session.finished(change, note);
  }

  /** Waits until Terraform has come to its end, where it was started. */
  async finishApply(): Promise<void> {
    await this.#session?.finish();
  }

  /** Plans a stage and carries it out; refuses whatever was not announced. */
  async settle(
    stage: InfrastructureStage,
    isExpected: (change: NamedChange) => boolean,
    note: (text: string) => void,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { changes } = await this.observe(stage, signal);
    const surprise = changes.find((change) => !isExpected(change));
    if (surprise !== undefined) {
      throw new UserError('GW727', {
        summary: `Terraform would also ${surprise.action} the ${surprise.title}, which nobody has reviewed`,
        hint: 'See `godwit plan`; `godwit apply` then carries it out',
      });
    }
    for (const change of changes) await this.applyResource(change, note, signal);
    await this.finishApply();
    return changes.map(({ action, title }) => `${action} ${title}`);
  }

  /** Plans the removal of everything that Terraform made for the destination. */
  async planDestruction(signal: AbortSignal): Promise<readonly NamedChange[]> {
    const { atlas, loaded } = this.#parts;
    const terraform = await this.#openTerraform();
    if (terraform === undefined) throw runElsewhere();
    const { synthesize } = await import('./synthesize.ts');
    await terraform.init(synthesize(loaded.spec, { stage: 'syncing' }), signal);
    this.#session = undefined;
    const { changes } = await terraform.plan({ signal }, ['-destroy']);
    return changes.map((change) => ({ ...change, ...nameOfAddress(change.address, atlas) }));
  }

  /** Waits until Atlas has made or changed the cluster, and knows how to reach it. */
  async untilReady(note: (text: string) => void, signal: AbortSignal): Promise<string> {
    const { atlas, client } = this.#parts;
    const limitMs = atlas.cluster.timeouts.createMs;
    const startedAt = performance.now();
    let told: string | undefined;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      signal.throwIfAborted();
      const projectId = await this.projectId();
      const cluster = projectId === undefined ? undefined : await client.cluster(projectId, atlas.cluster.name);
      const connection = cluster && (await this.#connectionStringOf(cluster));
      if (cluster?.stateName === 'IDLE' && connection !== undefined) return connection;
      const state = cluster === undefined ? 'is not there yet' : waitingWords(cluster, connection);
      if (state !== told) note(`The cluster ${atlas.cluster.name} ${state}`);
      told = state;
      if (performance.now() - startedAt > limitMs) throw notReady(atlas, state, limitMs);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  async addTemporaryEntries(entries: readonly AccessEntry[]): Promise<void> {
    const { client, loaded } = this.#parts;
    const projectId = await this.#requireProject();
    await client.addAccessEntries(
      projectId,
      entries.map((entry) => accessEntryBody(entry, loaded.name)),
    );
  }

  async createSyncUser(): Promise<string> {
    const { atlas, client, syncUserFile, loaded } = this.#parts;
    const projectId = await this.#requireProject();
    const user = (await syncUserFile.read()) ?? (await syncUserFile.create(loaded.name));
    const present = await this.#syncUsers(projectId);
    if (!present.includes(user.username)) {
      const roles = needsBypass(loaded.spec.engine.type) ? [await this.#bypassRole(projectId)] : [];
      await client.createDatabaseUser(syncUserRequest(user, projectId, atlas.cluster.name, loaded.name, roles));
    }
    return user.username;
  }

  /** Users and roles of the project, none while there is no project. */
  async accounts(): Promise<AccountsInAtlas> {
    const { client } = this.#parts;
    const projectId = await this.projectId();
    if (projectId === undefined) return { users: [], roles: [] };
    const [users, roles] = await Promise.all([client.databaseUsers(projectId), client.customRoles(projectId)]);
    return { users: users.filter(({ databaseName }) => databaseName === 'admin'), roles };
  }

  async createRole({ roleName, actions, inheritedRoles }: AtlasCustomRole): Promise<void> {
    const role = { roleName, actions, ...(inheritedRoles === undefined ? {} : { inheritedRoles }) };
    await this.#parts.client.createCustomRole(await this.#requireProject(), role);
  }

  /** For this cluster only, and marked with the migration. */
  async createUser({ id, username, roles }: UserForAtlas, password: Secret): Promise<void> {
    const { atlas, client, loaded } = this.#parts;
    await client.createDatabaseUser({
      groupId: await this.#requireProject(),
      databaseName: 'admin',
      username,
      password: password.reveal(),
      roles: [...roles],
      scopes: [{ name: atlas.cluster.name, type: 'CLUSTER' }],
      description: `${id} of the source of ${loaded.name}`.slice(0, 100),
      labels: [{ key: 'godwit-migration', value: loaded.name }],
    });
  }

  /** Makes it where it is not there. */
  async #bypassRole(projectId: string): Promise<string> {
    const { client, loaded } = this.#parts;
    const role = bypassRole(loaded.name);
    if (!(await client.hasCustomRole(projectId, role.roleName))) await client.createCustomRole(projectId, role);
    return role.roleName;
  }

  async removeSyncUsers(): Promise<readonly string[]> {
    const { client, syncUserFile, loaded } = this.#parts;
    const projectId = await this.#requireProject();
    const names = await this.#syncUsers(projectId);
    for (const name of names) await client.removeDatabaseUser(projectId, 'admin', name);
    await client.removeCustomRole(projectId, bypassRole(loaded.name).roleName);
    await syncUserFile.remove();
    return names;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session?.finish().catch(() => {});
    await this.#terraform?.forgetPlan();
  }

  async #openTerraform(): Promise<Terraform | undefined> {
    this.#terraform ??= await this.#parts.openTerraform?.();
    return this.#terraform;
  }

  async #requireProject(): Promise<string> {
    const projectId = await this.projectId();
    if (projectId !== undefined) return projectId;
    throw new EnvironmentError('GW733', { summary: 'The project is not there', hint: 'Run `godwit plan`' });
  }

  async #missingTemporaryEntries(
    projectId: string | undefined,
    stage: InfrastructureStage,
  ): Promise<readonly AccessEntry[]> {
    const { atlas, client } = this.#parts;
    const wanted = atlas.ipAccess.filter((entry) => isTemporary(entry) && stage === 'syncing' && isAhead(entry));
    if (wanted.length === 0 || projectId === undefined) return wanted;
    const present = new Set((await client.accessList(projectId)).map(entryValueOf));
    return wanted.filter((entry) => !present.has(entryValueOf(accessEntryBody(entry, ''))));
  }

  async #syncUsers(projectId: string | undefined): Promise<readonly string[]> {
    const { client, loaded } = this.#parts;
    if (projectId === undefined || this.#parts.hasOwnLogin) return [];
    const users = await client.databaseUsers(projectId);
    return users.filter((user) => isSyncUserOf(loaded.name, user)).map(({ username }) => username);
  }

  async #login(syncUsers: readonly string[]): Promise<InfrastructureObservation['login']> {
    if (this.#parts.hasOwnLogin) return 'declared';
    const user = await this.#parts.syncUserFile.read();
    return user !== undefined && syncUsers.includes(user.username) ? 'syncUser' : 'syncUserMissing';
  }
}

/** A destination that cannot be looked at: what it needs cannot follow from where the migration stands. */
export interface Unseen {
  readonly outOfSight: 'absent' | 'noLogin' | 'unreachable';
  readonly phase: Phase;
}

/** What Terraform is asked about: everything, nothing, or only what lets us in. */
type PlanScope = 'all' | 'access' | 'nothing';

function unseenStage(
  { outOfSight, phase }: Unseen,
  syncUsers: readonly string[],
): { readonly stage: InfrastructureStage; readonly scope: PlanScope } {
  if (outOfSight === 'unreachable') return { stage: 'syncing', scope: 'access' };
  if (outOfSight === 'absent') return { stage: 'syncing', scope: 'all' };
  // Removing godwit's own users is the last act of completing.
  if (phase === 'complete' && syncUsers.length === 0) return { stage: 'complete', scope: 'all' };
  // Another machine has begun, and knows how far it is.
  return { stage: 'syncing', scope: syncUsers.length === 0 ? 'all' : 'nothing' };
}

function accessAddresses(atlas: AtlasDestination): readonly string[] {
  return namedResources(atlas)
    .filter(({ type }) => type === 'project_ip_access_list')
    .map(({ type, key }) => `mongodbatlas_${type}.destination_${key}`);
}

/** A cluster takes minutes; a small change, seconds. */
const firstPauseMs = 250;
const longestPauseMs = 10_000;

const isAhead = ({ deleteAfter }: AccessEntry) => deleteAfter !== undefined && Date.parse(deleteAfter) > Date.now();

/** Atlas gives an address back as a block of one. */
const entryValueOf = (entry: { cidrBlock?: string; ipAddress?: string; awsSecurityGroup?: string }): string =>
  (entry.cidrBlock ?? entry.ipAddress ?? entry.awsSecurityGroup ?? '').replace(/\/(?:32|128)$/, '');

function connectionStringOf(
  { connectionStrings: strings }: AtlasCluster,
  through: AtlasDestination['connectThrough'],
): string | undefined {
  switch (through) {
    case 'public':
      return strings?.standardSrv ?? strings?.standard;
    case 'peering':
      return strings?.privateSrv ?? strings?.private;
    case 'privateEndpoint': {
      const endpoint = strings?.privateEndpoint?.[0];
      return endpoint?.srvConnectionString ?? endpoint?.connectionString;
    }
  }
}

function waitingWords({ stateName }: AtlasCluster, connection: string | undefined): string {
  if (stateName !== 'IDLE') return `is ${stateName}`;
  return connection === undefined ? 'has no address of the wanted kind yet' : 'is ready';
}

function runElsewhere(): UserError {
  return new UserError('GW723', {
    summary: 'Terraform is run by another pipeline (terraform.mode: external)',
    hint: 'Let that pipeline do it',
  });
}

function notReady({ cluster }: AtlasDestination, state: string, limitMs: number): EnvironmentError {
  return new EnvironmentError('GW738', {
    summary: `The cluster ${cluster.name} is not ready after ${Math.round(limitMs / 60_000)} minutes: it ${state}`,
    hint: "See the cluster's page in Atlas. Run `godwit apply` again to go on waiting, or allow more with cluster.timeouts.create",
  });
}
