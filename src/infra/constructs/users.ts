import { createHash } from 'node:crypto';
import { CustomDbRole } from '@cdktf/provider-mongodbatlas/lib/custom-db-role/index.js';
import { DatabaseUser as UserResource } from '@cdktf/provider-mongodbatlas/lib/database-user/index.js';
import { type ITerraformDependable, TerraformStack, TerraformVariable } from 'cdktf';
import { defined } from '../../lib/defined.ts';
import type { DatabaseUser, RoleResource, UserAuthentication } from '../../spec/blocks/atlas-access.ts';
import type { SecretReference } from '../../spec/blocks/reference.ts';
import { passwordVariable, roleKey, userKey } from '../resource-names.ts';
import type { PartContext } from './atlas-destination.ts';

export function addCustomRoles(context: PartContext): readonly CustomDbRole[] {
  const { scope, destination, projectId, named, adopted } = context;
  const made: CustomDbRole[] = [];
  for (const role of destination.customRoles) {
    const key = roleKey(role);
    const resource = new CustomDbRole(scope, key, {
      projectId,
      roleName: role.name,
      actions: role.actions.map(({ action, resources }) => ({ action, resources: resources.map(roleResource) })),
      inheritedRoles: role.inheritedRoles.map((one) => ({ roleName: one.role, databaseName: one.database })),
      // Atlas refuses changes of several roles at the same time.
      ...(made.length > 0 ? { dependsOn: made.slice(-1) } : {}),
    });
    made.push(adopted(role.adopt, `${projectId}-${role.name}`, named(key, resource)));
  }
  return made;
}

const roleResource = (resource: RoleResource) =>
  'cluster' in resource
    ? { cluster: true }
    : { databaseName: resource.database, collectionName: resource.collection ?? '' };

export function addUsers(context: PartContext, roles: readonly ITerraformDependable[]): void {
  const { scope, destination, migration, projectId, named, adopted } = context;
  for (const user of destination.users) {
    const key = userKey(user);
    const labels = { 'godwit-migration': migration, ...user.labels };
    const resource = new UserResource(scope, key, {
      ...defined({
        projectId,
        username: user.name,
        description: user.description,
        ...types[user.authentication.kind](user),
      }),
      authDatabaseName: user.authenticationDatabase,
      roles: user.roles.map(({ role, database, collection }) =>
        defined({ roleName: role, databaseName: database, collectionName: collection }),
      ),
      scopes: user.scopes.map((name) => ({ name, type: 'CLUSTER' })),
      labels: Object.entries(labels).map(([label, value]) => ({ key: label, value })),
      ...(roles.length > 0 ? { dependsOn: [...roles] } : {}),
    });
    if (user.authentication.kind === 'scram') addPassword(context, user, user.authentication.password, resource);
    adopted(user.adopt, `${projectId}/${user.name}/${user.authenticationDatabase}`, named(key, resource));
  }
}

type TypeArguments = Partial<Record<'x509Type' | 'awsIamType' | 'ldapAuthType' | 'oidcAuthType', string>>;
type Typed<Kind> = Extract<UserAuthentication, { kind: Kind }>;

/** How Terraform calls the ways to log in. */
const types: Readonly<Record<UserAuthentication['kind'], (user: DatabaseUser) => TypeArguments>> = {
  scram: () => ({}),
  x509: ({ authentication }) => ({ x509Type: (authentication as Typed<'x509'>).type.toUpperCase() }),
  awsIam: ({ authentication }) => ({ awsIamType: (authentication as Typed<'awsIam'>).type.toUpperCase() }),
  ldap: ({ authentication }) => ({ ldapAuthType: (authentication as Typed<'ldap'>).type.toUpperCase() }),
  oidc: ({ authentication }) => ({
    oidcAuthType: (authentication as Typed<'oidc'>).type === 'group' ? 'IDP_GROUP' : 'USER',
  }),
};

/**
 * The password is a write-only argument fed by an ephemeral variable: it is in no JSON, plan or state. Terraform cannot see
 * that such a value changed, so its version follows from the reference: another variable or file is another password.
 */
function addPassword(
  { scope }: PartContext,
  user: DatabaseUser,
  reference: SecretReference | undefined,
  resource: UserResource,
): void {
  if (reference === undefined) return;
  const name = passwordVariable(user);
  const variable = new TerraformVariable(TerraformStack.of(scope), name, {
    type: 'string',
    description: `Password of the database user ${user.name}`,
    sensitive: true,
  });
  variable.addOverride('ephemeral', true);
  resource.addOverride('password_wo', `\${var.${name}}`);
  resource.addOverride('password_wo_version', versionOf(reference));
}

function versionOf(reference: SecretReference): number {
  return createHash('sha256').update(JSON.stringify(reference)).digest().readUInt32BE() >>> 1;
}
