import type {
  CustomRole as CustomRoleBlock,
  IpAccessEntry,
  RoleGrant as RoleGrantBlock,
  DatabaseUser as UserBlock,
} from '../generated/migration.ts';
import { optionalSecret, type SecretReference } from './reference.ts';

/** An entry of the project's IP access list. */
export interface AccessEntry {
  readonly kind: 'cidr' | 'ip' | 'securityGroup';
  readonly value: string;
  readonly comment?: string | undefined;
  /** The entry is removed when the migration comes to this phase. */
  readonly until?: 'cutover' | 'complete' | undefined;
  readonly deleteAfter?: string | undefined;
}

export interface RoleGrant {
  readonly role: string;
  readonly database: string;
  readonly collection?: string | undefined;
}

/** How a database user logs in: with a password, or as Atlas calls the other ways. */
export type UserAuthentication =
  | { readonly kind: 'scram'; readonly password?: SecretReference | undefined }
  | { readonly kind: 'x509'; readonly type: 'managed' | 'customer' }
  | { readonly kind: 'awsIam'; readonly type: 'user' | 'role' }
  | { readonly kind: 'ldap'; readonly type: 'user' | 'group' }
  | { readonly kind: 'oidc'; readonly type: 'user' | 'group' };

export interface DatabaseUser {
  readonly name: string;
  readonly authentication: UserAuthentication;
  /** Where Atlas keeps the user: `admin`, or `$external` for users that log in elsewhere. */
  readonly authenticationDatabase: 'admin' | '$external';
  readonly roles: readonly RoleGrant[];
  readonly scopes: readonly string[];
  readonly description?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly until?: 'cutover' | 'complete' | undefined;
  readonly adopt: boolean;
}

export type RoleResource =
  | { readonly cluster: true }
  | { readonly database: string; readonly collection?: string | undefined };

export interface CustomRole {
  readonly name: string;
  readonly actions: readonly { readonly action: string; readonly resources: readonly RoleResource[] }[];
  readonly inheritedRoles: readonly { readonly role: string; readonly database: string }[];
  readonly adopt: boolean;
}

export function normalizeAccess({ cidr, ip, securityGroup, ...rest }: IpAccessEntry): AccessEntry {
  if (cidr !== undefined) return { kind: 'cidr', value: cidr, ...rest };
  if (ip !== undefined) return { kind: 'ip', value: ip, ...rest };
  return { kind: 'securityGroup', value: securityGroup!, ...rest };
}

export function normalizeUser(block: UserBlock): DatabaseUser {
  const authentication = normalizeAuthentication(block);
  // Atlas keeps people who log in by OIDC groups beside SCRAM users, and all others in $external.
  const isExternal =
    authentication.kind !== 'scram' && !(authentication.kind === 'oidc' && authentication.type === 'group');
  return {
    name: block.name,
    authentication,
    authenticationDatabase: isExternal ? '$external' : 'admin',
    roles: block.roles.map(normalizeGrant),
    scopes: block.scopes ?? [],
    description: block.description,
    labels: block.labels ?? {},
    until: block.until,
    adopt: block.adopt ?? false,
  };
}

function normalizeAuthentication({ authentication, password }: UserBlock): UserAuthentication {
  if (authentication?.x509) return { kind: 'x509', type: authentication.x509 };
  if (authentication?.awsIam) return { kind: 'awsIam', type: authentication.awsIam };
  if (authentication?.ldap) return { kind: 'ldap', type: authentication.ldap };
  if (authentication?.oidc) return { kind: 'oidc', type: authentication.oidc };
  return { kind: 'scram', password: optionalSecret(password) };
}

const normalizeGrant = (grant: RoleGrantBlock): RoleGrant => ({ ...grant, database: grant.database ?? 'admin' });

export function normalizeCustomRole(block: CustomRoleBlock): CustomRole {
  return {
    name: block.name,
    actions: (block.actions ?? []).map(({ action, resources }) => ({
      action,
      resources: resources.map((resource) =>
        resource.cluster ? { cluster: true } : { database: resource.database!, collection: resource.collection },
      ),
    })),
    inheritedRoles: (block.inheritedRoles ?? []).map(({ role, database }) => ({ role, database: database ?? 'admin' })),
    adopt: block.adopt ?? false,
  };
}
