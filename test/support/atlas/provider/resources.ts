/** The resources that godwit's stacks are made of, as the Atlas provider 2.x has them, over the Admin API. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AtlasCaller } from './atlas-caller.ts';
import { complete, computed, nested, optional, required, type SchemaSpec } from './schema.ts';
import { fromApi, toApi } from './spelling.ts';
import type { State } from './values.ts';

export interface Resource {
  readonly schema: SchemaSpec;
  /** Attributes that cannot be changed in place. */
  readonly fixed: readonly string[];
  create(state: State, config: State, api: AtlasCaller): Promise<State>;
  /** The state as Atlas has it now; null when it is gone. */
  read(state: State, api: AtlasCaller): Promise<State | null>;
  update?(state: State, config: State, api: AtlasCaller): Promise<State>;
  delete(state: State, api: AtlasCaller): Promise<void>;
  /** What an import id stands for, enough to be read. */
  imported?(id: string): State;
}

const specs = nested('single', {
  instance_size: optional(),
  node_count: optional('number'),
  disk_size_gb: optional('number'),
  disk_iops: optional('number'),
  ebs_volume_type: optional(),
});
const scaling = nested('single', {
  compute_enabled: optional('bool'),
  compute_scale_down_enabled: optional('bool'),
  compute_min_instance_size: optional(),
  compute_max_instance_size: optional(),
  disk_gb_enabled: optional('bool'),
});

const clusterSchema: SchemaSpec = {
  project_id: required(),
  name: required(),
  cluster_type: required(),
  replication_specs: nested('list', {
    zone_name: optional(),
    region_configs: nested('list', {
      provider_name: optional(),
      region_name: optional(),
      priority: optional('number'),
      electable_specs: specs,
      read_only_specs: specs,
      analytics_specs: specs,
      auto_scaling: scaling,
      analytics_auto_scaling: scaling,
    }),
  }),
  mongo_db_major_version: optional(),
  version_release_system: optional(),
  backup_enabled: optional('bool'),
  pit_enabled: optional('bool'),
  termination_protection_enabled: optional('bool'),
  paused: optional('bool'),
  use_effective_fields: optional('bool'),
  tags: optional(['map', 'string']),
  advanced_configuration: nested('single', {
    oplog_size_mb: optional('number'),
    oplog_min_retention_hours: optional('number'),
    minimum_enabled_tls_protocol: optional(),
  }),
  timeouts: nested('single', { create: optional(), update: optional(), delete: optional() }),
  cluster_id: computed(),
  state_name: computed(),
  connection_strings: computed([
    'object',
    {
      standard_srv: 'string',
      private_srv: 'string',
      private_endpoint: ['list', ['object', { srv_connection_string: 'string' }]],
    },
  ]),
};

/** Attributes that are the user's own, and go to Atlas. */
const clusterArguments = Object.keys(clusterSchema).filter(
  (name) => !clusterSchema[name]!.computed && !['timeouts', 'use_effective_fields', 'project_id'].includes(name),
);

function clusterState(known: State, body: Record<string, unknown>): State {
  const seen = fromApi(body);
  const strings = body['connectionStrings'] as Record<string, unknown> | undefined;
  const own = clusterArguments.map((name) => {
    // Of what the file does not say, Atlas' own choice is no difference.
    const isKnown = known[name] !== null && known[name] !== undefined;
    return [name, isKnown || known['cluster_id'] === undefined ? (seen[name] ?? null) : null];
  });
  const state: State = {
    ...known,
    ...Object.fromEntries(own),
    cluster_id: body['id'],
    state_name: body['stateName'],
    connection_strings: {
      standard_srv: strings?.['standardSrv'] ?? null,
      private_srv: strings?.['privateSrv'] ?? null,
      private_endpoint: [],
    },
  };
  return complete(clusterSchema, state) as State;
}

async function settled(path: string, api: AtlasCaller): Promise<Record<string, unknown>> {
  for (;;) {
    const cluster = (await api.get(path))!;
    if (cluster['stateName'] === 'IDLE') return cluster;
    await delay(20, undefined, { signal: api.signal });
  }
}

const clusterPath = (state: State) => `/groups/${state['project_id']}/clusters/${state['name']}`;
const clusterVersion = '2024-10-23';

const advancedCluster: Resource = {
  schema: clusterSchema,
  fixed: ['project_id', 'name'],
  create: async (state, _config, api) => {
    await api.send(
      'POST',
      `/groups/${state['project_id']}/clusters`,
      toApi(pick(state, clusterArguments)),
      clusterVersion,
    );
    return clusterState(state, await settled(clusterPath(state), api));
  },
  read: async (state, api) => {
    const body = await api.get(clusterPath(state));
    return body === null ? null : clusterState(state, body);
  },
  update: async (state, _config, api) => {
    const change = toApi(
      pick(
        state,
        clusterArguments.filter((name) => name !== 'name'),
      ),
    );
    await api.send('PATCH', clusterPath(state), change, clusterVersion);
    return clusterState(state, await settled(clusterPath(state), api));
  },
  delete: async (state, api) => {
    await api.send('DELETE', clusterPath(state), undefined, '2023-02-01');
    while ((await api.get(clusterPath(state))) !== null) await delay(20, undefined, { signal: api.signal });
  },
  imported: (id) => ({ project_id: id.slice(0, 24), name: id.slice(25) }),
};

const entryOf = (state: State) => String(state['cidr_block'] ?? state['ip_address'] ?? state['aws_security_group']);

const accessList: Resource = {
  schema: {
    project_id: required(),
    cidr_block: optional(),
    ip_address: optional(),
    aws_security_group: optional(),
    comment: optional(),
    id: computed(),
  },
  fixed: ['project_id', 'cidr_block', 'ip_address', 'aws_security_group', 'comment'],
  create: async (state, _config, api) => {
    const entry = toApi(pick(state, ['cidr_block', 'ip_address', 'aws_security_group', 'comment']));
    await api.send('POST', `/groups/${state['project_id']}/accessList`, [entry]);
    return { ...state, id: `${state['project_id']}-${entryOf(state)}` };
  },
  read: async (state, api) => {
    const entry = await api.get(`/groups/${state['project_id']}/accessList/${encodeURIComponent(entryOf(state))}`);
    return entry === null ? null : { ...state, comment: entry['comment'] ?? null };
  },
  delete: async (state, api) =>
    await api.send('DELETE', `/groups/${state['project_id']}/accessList/${encodeURIComponent(entryOf(state))}`),
};

const userSchema: SchemaSpec = {
  project_id: required(),
  username: required(),
  auth_database_name: required(),
  password: { type: 'string', optional: true, sensitive: true },
  password_wo: { type: 'string', optional: true, sensitive: true, writeOnly: true },
  password_wo_version: optional('number'),
  description: optional(),
  x509_type: optional(),
  aws_iam_type: optional(),
  ldap_auth_type: optional(),
  oidc_auth_type: optional(),
  roles: nested('set', { role_name: optional(), database_name: optional(), collection_name: optional() }),
  scopes: nested('set', { name: optional(), type: optional() }),
  labels: nested('set', { key: optional(), value: optional() }),
  id: computed(),
};

const userPath = (state: State) =>
  `/groups/${state['project_id']}/databaseUsers/${encodeURIComponent(String(state['auth_database_name']))}/${encodeURIComponent(String(state['username']))}`;

function userBody(state: State, config: State): Record<string, unknown> {
  const password = config['password_wo'] ?? config['password'];
  return {
    ...toApi(pick(state, ['username', 'description', 'roles', 'scopes', 'labels'])),
    groupId: state['project_id'],
    databaseName: state['auth_database_name'],
    ...(password === null || password === undefined ? {} : { password }),
  };
}

const databaseUser: Resource = {
  schema: userSchema,
  fixed: ['project_id', 'username', 'auth_database_name'],
  create: async (state, config, api) => {
    await api.send('POST', `/groups/${state['project_id']}/databaseUsers`, userBody(state, config));
    return { ...state, password_wo: null, id: `${state['project_id']}-${state['username']}` };
  },
  read: async (state, api) => {
    const user = await api.get(userPath(state));
    if (user === null) return null;
    const { roles, scopes, labels } = fromApi(user);
    const seen = {
      ...state,
      id: `${state['project_id']}-${state['username']}`,
      roles,
      scopes: scopes ?? [],
      labels: labels ?? [],
    };
    return complete(userSchema, seen) as State;
  },
  update: async (state, config, api) => {
    await api.send('PATCH', userPath(state), userBody(state, config));
    return { ...state, password_wo: null };
  },
  delete: async (state, api) => await api.send('DELETE', userPath(state)),
  imported: (id) => {
    const [project_id, username, auth_database_name] = id.split('/');
    return { project_id, username, auth_database_name };
  },
};

const roleSchema: SchemaSpec = {
  project_id: required(),
  role_name: required(),
  actions: nested('list', {
    action: optional(),
    resources: nested('set', { cluster: optional('bool'), collection_name: optional(), database_name: optional() }),
  }),
  inherited_roles: nested('set', { database_name: optional(), role_name: optional() }),
  id: computed(),
};

const rolePath = (state: State) => `/groups/${state['project_id']}/customDBRoles/roles/${state['role_name']}`;

const customRole: Resource = {
  schema: roleSchema,
  fixed: ['project_id', 'role_name'],
  create: async (state, _config, api) => {
    await api.send(
      'POST',
      `/groups/${state['project_id']}/customDBRoles/roles`,
      toApi(pick(state, ['role_name', 'actions', 'inherited_roles'])),
    );
    return { ...state, id: `${state['project_id']}-${state['role_name']}` };
  },
  read: async (state, api) => {
    const role = await api.get(rolePath(state));
    return role === null
      ? null
      : (complete(roleSchema, { ...state, ...pick(fromApi(role), ['actions', 'inherited_roles']) }) as State);
  },
  update: async (state, _config, api) => {
    await api.send('PATCH', rolePath(state), toApi(pick(state, ['actions', 'inherited_roles'])));
    return state;
  },
  delete: async (state, api) => await api.send('DELETE', rolePath(state)),
  imported: (id) => ({ project_id: id.slice(0, 24), role_name: id.slice(25) }),
};

const projectResource: Resource = {
  schema: {
    name: required(),
    org_id: required(),
    tags: optional(['map', 'string']),
    region_usage_restrictions: optional(),
    with_default_alerts_settings: optional('bool'),
    id: computed(),
  },
  fixed: ['org_id'],
  create: async (state, _config, api) => {
    const body = await api.send('POST', '/groups', { name: state['name'], orgId: state['org_id'] });
    return { ...state, id: body['id'] };
  },
  read: async (state, api) => {
    const project = await api.get(`/groups/${state['id']}`);
    return project === null ? null : { ...state, name: project['name'], org_id: project['orgId'] };
  },
  update: async (state) => state,
  delete: async (state, api) => await api.send('DELETE', `/groups/${state['id']}`),
  imported: (id) => ({ id }),
};

export const resources: Readonly<Record<string, Resource>> = {
  mongodbatlas_advanced_cluster: advancedCluster,
  mongodbatlas_project_ip_access_list: accessList,
  mongodbatlas_database_user: databaseUser,
  mongodbatlas_custom_db_role: customRole,
  mongodbatlas_project: projectResource,
};

export interface DataSource {
  readonly schema: SchemaSpec;
  read(config: State, api: AtlasCaller): Promise<State | null>;
}

const both = (schema: SchemaSpec, ...names: string[]): SchemaSpec => ({
  ...schema,
  ...Object.fromEntries(names.map((name) => [name, { type: 'string', optional: true, computed: true } as const])),
});

export const dataSources: Readonly<Record<string, DataSource>> = {
  mongodbatlas_project: {
    schema: both({ org_id: computed() }, 'project_id', 'name', 'id'),
    read: async (config, api) => {
      const path = config['name'] === null ? `/groups/${config['project_id']}` : `/groups/byName/${config['name']}`;
      const project = await api.get(path);
      if (project === null) return null;
      const { id, name, orgId } = project;
      return { ...config, id, project_id: id, name, org_id: orgId };
    },
  },
  mongodbatlas_advanced_cluster: {
    schema: {
      project_id: required(),
      name: required(),
      state_name: computed(),
      connection_strings: clusterSchema['connection_strings']!,
    },
    read: async (config, api) => {
      const body = await api.get(clusterPath(config));
      return body && pick(clusterState(config, body), ['project_id', 'name', 'state_name', 'connection_strings']);
    },
  },
};

function pick(state: State, names: readonly string[]): State {
  return Object.fromEntries(names.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}
