import { randomBytes } from 'node:crypto';
import { AtlasRefusal, type Json, type Project, type Projects } from './projects.ts';
import { roleActions } from './role-actions.ts';

interface Call {
  readonly projects: Projects;
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  handle(call: Call): { readonly status: number; readonly body?: unknown };
}

type Handler = (call: Call & { project: Project; names: readonly string[]; json: Json }) => {
  readonly status: number;
  readonly body?: unknown;
};

const ok = (body: unknown, status = 200) => ({ status, body });

/** A call on something in a project; the path's other parameters are its names. */
const inProject = (method: string, path: string, handler: Handler): Route => ({
  method,
  pattern: new RegExp(`^/groups/([^/]+)${path.replaceAll('*', '([^/]+)')}$`),
  handle: (call) => {
    const [groupId = '', ...names] = call.parameters;
    return handler({ ...call, project: call.projects.byId(groupId), names, json: call.body as Json });
  },
});

function found(map: ReadonlyMap<string, Json>, name: string, errorCode: string): Json {
  const value = map.get(name);
  if (value === undefined) throw new AtlasRefusal(404, errorCode, `There is no ${name}.`);
  return value;
}

function page(all: Iterable<Json>, query: URLSearchParams) {
  const size = Number(query.get('itemsPerPage') ?? 100);
  const from = (Number(query.get('pageNum') ?? 1) - 1) * size;
  const list = [...all];
  return ok({ links: [], results: list.slice(from, from + size), totalCount: list.length });
}

/** One name that is not of this kind, and Atlas refuses the whole request. */
function measurements(project: Project, id: string, query: URLSearchParams, isKind: (name: string) => boolean) {
  const server = project.processes.get(id);
  if (server === undefined) throw new AtlasRefusal(404, 'HOST_NOT_FOUND', `No host ${id} exists.`);
  const wrong = query.getAll('m').find((name) => !isKind(name));
  if (wrong !== undefined) throw new AtlasRefusal(404, 'INVALID_METRIC_NAME', `Metric ${wrong} is invalid.`);
  if (!query.has('granularity') || !query.has('period')) {
    throw new AtlasRefusal(400, 'MISSING_QUERY_PARAMETER', 'granularity and period are needed.');
  }
  const list = query.getAll('m').map((name) => ({
    name,
    dataPoints: (server.measured[name] ?? []).map((value) => ({ timestamp: '2026-11-20T12:00:00Z', value })),
  }));
  return ok({ measurements: list });
}

const projectView = ({ id, name, orgId }: Project) => ({ id, name, orgId, clusterCount: 0 });

/** An entry is known by its block, its address or its group; an address is a block of one. */
const entryValue = (entry: Json) =>
  String(entry['cidrBlock'] ?? entry['ipAddress'] ?? entry['awsSecurityGroup']).replace(/\/(?:32|128)$/, '');

const userName = (databaseName: unknown, username: unknown) => `${databaseName}/${username}`;
const weekMs = 7 * 24 * 3_600_000;

export const routes: readonly Route[] = [
  {
    method: 'POST',
    pattern: /^\/groups$/,
    handle: ({ projects, body }) => {
      const { name, orgId } = body as { name: string; orgId: string };
      return ok(projectView(projects.create(name, orgId)), 201);
    },
  },
  {
    method: 'GET',
    pattern: /^\/groups\/byName\/([^/]+)$/,
    handle: ({ projects, parameters: [name = ''] }) => {
      const project = projects.byName(name);
      if (project === undefined) throw new AtlasRefusal(404, 'GROUP_NAME_NOT_FOUND', `No group named ${name} exists.`);
      return ok(projectView(project));
    },
  },
  inProject('GET', '', ({ project }) => ok(projectView(project))),
  inProject('DELETE', '', ({ project, projects }) => {
    projects.remove(project.id);
    return { status: 204 };
  }),
  {
    method: 'GET',
    pattern: /^\/clusters$/,
    handle: ({ projects, query }) => {
      const all = projects.all.map(({ id, name, orgId, clusters }) => ({
        ...{ groupId: id, groupName: name, orgId },
        clusters: [...clusters.keys()].map((cluster) => ({ name: cluster })),
      }));
      return page(all, query);
    },
  },
  inProject('GET', '/clusters', ({ project, projects, query }) => {
    const all = [...project.clusters.keys()].map((name) => projects.clusterView(projects.cluster(project.id, name)));
    return page(all, query);
  }),
  inProject('GET', '/clusters/*/search/indexes', ({ project, projects, names: [name = ''] }) => {
    projects.cluster(project.id, name);
    return ok(project.searchIndexes.get(name) ?? []);
  }),
  inProject('GET', '/processes', ({ project, query }) =>
    page(
      [...project.processes.values()].map(({ view }) => view),
      query,
    ),
  ),
  inProject('GET', '/processes/*/measurements', ({ project, names: [id = ''], query }) =>
    measurements(project, id, query, (name) => !name.startsWith('DISK_')),
  ),
  inProject('GET', '/processes/*/disks', ({ query }) => page([{ partitionName: 'data' }], query)),
  inProject('GET', '/processes/*/disks/data/measurements', ({ project, names: [id = ''], query }) =>
    measurements(project, id, query, (name) => name.startsWith('DISK_')),
  ),
  inProject('POST', '/clusters', ({ project, projects, json }) =>
    ok(projects.clusterView(projects.createCluster(project.id, json)), 201),
  ),
  inProject('GET', '/clusters/*', ({ project, projects, names: [name = ''] }) =>
    ok(projects.clusterView(projects.cluster(project.id, name))),
  ),
  inProject('PATCH', '/clusters/*', ({ project, projects, names: [name = ''], json }) =>
    ok(projects.clusterView(projects.updateCluster(project.id, name, json))),
  ),
  inProject('DELETE', '/clusters/*', ({ project, projects, names: [name = ''] }) => {
    projects.deleteCluster(project.id, name);
    return ok({}, 202);
  }),
  inProject('GET', '/accessList', ({ project, query }) => page(project.accessList.values(), query)),
  inProject('POST', '/accessList', ({ project, body, query }) => {
    for (const entry of body as Json[]) {
      const { deleteAfterDate } = entry;
      if (deleteAfterDate !== undefined && Date.parse(String(deleteAfterDate)) > Date.now() + weekMs) {
        throw new AtlasRefusal(
          400,
          'ATLAS_ACCESS_LIST_DELETE_AFTER_DATE_TOO_LATE',
          'deleteAfterDate is too far ahead.',
        );
      }
      project.accessList.set(entryValue(entry), { groupId: project.id, ...entry });
    }
    return { ...page(project.accessList.values(), query), status: 201 };
  }),
  inProject('GET', '/accessList/*', ({ project, names: [value = ''] }) =>
    ok(found(project.accessList, entryValue({ cidrBlock: value }), 'ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND')),
  ),
  inProject('GET', '/accessList/*/status', ({ project, names: [value = ''] }) => {
    found(project.accessList, entryValue({ cidrBlock: value }), 'ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND');
    return ok({ STATUS: 'ACTIVE' });
  }),
  inProject('DELETE', '/accessList/*', ({ project, names: [value = ''] }) => {
    const key = entryValue({ cidrBlock: value });
    found(project.accessList, key, 'ATLAS_NETWORK_PERMISSION_ENTRY_NOT_FOUND');
    project.accessList.delete(key);
    return { status: 204 };
  }),
  inProject('GET', '/databaseUsers', ({ project, query }) =>
    page([...project.users.values()].map(withoutPassword), query),
  ),
  inProject('POST', '/databaseUsers', ({ project, json }) => {
    const name = userName(json['databaseName'], json['username']);
    if (project.users.has(name)) {
      throw new AtlasRefusal(409, 'USER_ALREADY_EXISTS', `The specified username already exists: ${name}`);
    }
    project.users.set(name, json);
    return ok(withoutPassword(json), 201);
  }),
  inProject('GET', '/databaseUsers/*/*', ({ project, names: [database, user] }) =>
    ok(withoutPassword(found(project.users, userName(database, user), 'USERNAME_NOT_FOUND'))),
  ),
  inProject('PATCH', '/databaseUsers/*/*', ({ project, names: [database, user], json }) =>
    ok(withoutPassword(Object.assign(found(project.users, userName(database, user), 'USERNAME_NOT_FOUND'), json))),
  ),
  inProject('DELETE', '/databaseUsers/*/*', ({ project, names: [database, user] }) => {
    found(project.users, userName(database, user), 'USERNAME_NOT_FOUND');
    project.users.delete(userName(database, user));
    return { status: 204 };
  }),
  inProject('POST', '/customDBRoles/roles', ({ project, json }) => {
    const wrong = (json['actions'] as Json[]).map(({ action }) => String(action)).find((one) => !roleActions.has(one));
    if (wrong !== undefined) {
      throw new AtlasRefusal(400, 'INVALID_ENUM_VALUE', `An invalid enumeration value ${wrong} was specified.`);
    }
    project.roles.set(String(json['roleName']), json);
    return ok(json, 202);
  }),
  inProject('GET', '/customDBRoles/roles', ({ project }) => ok([...project.roles.values()])),
  inProject('GET', '/customDBRoles/roles/*', ({ project, names: [name = ''] }) =>
    ok(found(project.roles, name, 'ATLAS_CUSTOM_ROLE_NOT_FOUND')),
  ),
  inProject('PATCH', '/customDBRoles/roles/*', ({ project, names: [name = ''], json }) =>
    ok(Object.assign(found(project.roles, name, 'ATLAS_CUSTOM_ROLE_NOT_FOUND'), json)),
  ),
  inProject('DELETE', '/customDBRoles/roles/*', ({ project, names: [name = ''] }) => {
    found(project.roles, name, 'ATLAS_CUSTOM_ROLE_NOT_FOUND');
    project.roles.delete(name);
    return { status: 204 };
  }),
  {
    method: 'POST',
    pattern: /^\/orgs\/([^/]+)\/liveMigrations\/linkTokens$/,
    handle: ({ projects }) => ok({ linkToken: projects.createLinkToken() }),
  },
  {
    method: 'GET',
    pattern: /^\/orgs\/([^/]+)\/liveMigrations\/availableProjects$/,
    handle: ({ projects, parameters: [orgId = ''] }) => ok(projects.linkedProjects(orgId)),
  },
  inProject('POST', '/liveMigrations/validate', ({ project, projects, json }) => {
    refuseWrongMigration(json);
    const _id = randomBytes(12).toString('hex');
    const errorMessage = projects.migrationHost?.validate(json);
    const result = errorMessage === undefined ? { status: 'SUCCESS' } : { status: 'FAILED', errorMessage };
    project.validations.set(_id, { _id, groupId: project.id, asked: 0, result });
    return ok({ _id, groupId: project.id, status: 'PENDING' });
  }),
  inProject('GET', '/liveMigrations/validate/*', ({ project, names: [id = ''] }) => {
    const { asked, result, ...validation } = found(project.validations, id, 'RESOURCE_NOT_FOUND');
    project.validations.set(id, { ...validation, asked: Number(asked) + 1, result });
    return ok(asked === 0 ? { ...validation, status: 'PENDING' } : { ...validation, ...(result as Json) });
  }),
  inProject('POST', '/liveMigrations', ({ project, projects, json }) => {
    refuseWrongMigration(json);
    if ([...project.migrations.values()].some(({ status }) => status === 'NEW' || status === 'WORKING')) {
      throw new AtlasRefusal(400, 'LIVE_MIGRATION_ALREADY_RUNNING', 'A migration to this cluster is under way.');
    }
    const { migrationHosts } = json;
    const job = { _id: randomBytes(12).toString('hex'), status: 'NEW', migrationHosts };
    project.migrations.set(job._id, job);
    const answer = ok({ ...job }, 201);
    projects.migrationHost?.start(job, json);
    return answer;
  }),
  inProject('GET', '/liveMigrations/*', ({ project, names: [id = ''] }) =>
    ok(found(project.migrations, id, 'RESOURCE_NOT_FOUND')),
  ),
  inProject('PUT', '/liveMigrations/*/cutover', ({ project, projects, names: [id = ''] }) => {
    const job = found(project.migrations, id, 'RESOURCE_NOT_FOUND');
    if (job['readyForCutover'] !== true || job['status'] !== 'WORKING') {
      throw new AtlasRefusal(400, 'LIVE_MIGRATION_CANNOT_BE_CUTOVER', 'The migration is not ready for cutover.');
    }
    if (projects.migrationHost === undefined) job['status'] = 'COMPLETE';
    else projects.migrationHost.cutOver(job);
    return { status: 202 };
  }),
];

function refuseWrongMigration(json: Json): void {
  const { source, destination, migrationHosts, sharding } = json as Record<string, Json | undefined>;
  const lacking = [
    ...['clusterName', 'groupId', 'managedAuthentication', 'ssl'].filter((name) => source?.[name] === undefined),
    ...['clusterName', 'groupId', 'hostnameSchemaType'].filter((name) => destination?.[name] === undefined),
    ...(sharding === undefined ? [] : ['createSupportingIndexes', 'shardingEntries']).filter(
      (name) => !(name in sharding!),
    ),
  ];
  if (lacking.length > 0) throw new AtlasRefusal(400, 'MISSING_ATTRIBUTE', `${lacking.join(', ')} missing.`);
  if ((migrationHosts as unknown as unknown[] | undefined)?.length !== 1) {
    throw new AtlasRefusal(400, 'VALIDATION_ERROR', 'migrationHosts takes exactly one host.');
  }
}

/** A password goes in and never comes out. */
function withoutPassword({ password: _password, ...rest }: Json): Json {
  return rest;
}
