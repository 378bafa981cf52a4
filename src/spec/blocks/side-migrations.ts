import type {
  SearchIndexes as SearchIndexesBlock,
  UsersAndRoles as UsersAndRolesBlock,
} from '../generated/migration.ts';
import { normalizeSecret, type SecretReference } from './reference.ts';

/** Users and roles, which online engines do not migrate. */
export interface UsersAndRoles {
  readonly mode: 'check' | 'copy' | 'off';
  /** `database.name`; empty means all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly passwords: readonly { readonly user: string; readonly password: SecretReference }[];
}

export interface SearchIndex {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'search' | 'vectorSearch';
  readonly definition: Readonly<Record<string, unknown>>;
}

/** Atlas Search and Vector Search indexes, which no engine migrates. */
export interface SearchIndexes {
  readonly mode: 'check' | 'copy' | 'off';
  readonly entries: readonly SearchIndex[];
}

export function normalizeUsersAndRoles(block: UsersAndRolesBlock | undefined): UsersAndRoles {
  return {
    mode: block?.mode ?? 'check',
    include: block?.include ?? [],
    exclude: block?.exclude ?? [],
    passwords: (block?.passwords ?? []).map(({ user, password }) => ({ user, password: normalizeSecret(password) })),
  };
}

export function normalizeSearchIndexes(block: SearchIndexesBlock | undefined): SearchIndexes {
  return {
    mode: block?.mode ?? 'check',
    entries: (block?.entries ?? []).map((entry) => ({ ...entry, type: entry.type ?? 'search' })),
  };
}
