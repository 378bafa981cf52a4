import { describe, expect, it } from 'vitest';
import type { RoleDocument, UserDocument } from '../../../src/mongo/accounts/account-documents.ts';
import { missingAccounts } from '../../../src/observe/missing-accounts.ts';

const split = (id: string): [string, string] => [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
const named = (ids: readonly string[]) => ids.map((id) => ({ db: split(id)[0], role: split(id)[1] }));

function user(_id: string, roles: readonly string[] = [], credentials: object | undefined = {}): UserDocument {
  const [db, name] = split(_id);
  return { _id, user: name, db, roles: named(roles), credentials };
}

function role(_id: string, actions: readonly string[], roles: readonly string[] = []): RoleDocument {
  const [db, name] = split(_id);
  return {
    _id,
    role: name,
    db,
    roles: named(roles),
    privileges: [{ resource: { db: 'shop', collection: '' }, actions }],
  };
}

const everyone = { include: [], exclude: [], passwords: [], own: [] };
const nobody = { users: [], roles: [] };

describe('users and roles that the destination lacks', () => {
  const source = {
    users: [user('admin.app', ['admin.clerk', 'shop.read']), user('shop.report'), user('$external.CN=ops')],
    roles: [
      role('admin.clerk', ['find'], ['admin.base']),
      role('admin.base', ['insert']),
      role('shop.spare', ['find']),
    ],
  };

  it('are those that are not there under the same name', () => {
    const found = missingAccounts(source, { users: [user('shop.report')], roles: [source.roles[1]!] }, everyone);
    expect(found.users).toMatchObject([
      { id: 'admin.app', roles: ['clerk@admin', 'read@shop'], login: 'credentials', lackingRoles: [] },
      { id: '$external.CN=ops', login: 'external' },
    ]);
    expect(found.roles.map(({ id }) => id)).toEqual(['admin.clerk', 'shop.spare']);
    expect(found.different).toEqual([]);
  });

  it('are those that are included, with the roles that they have, through other roles too', () => {
    const found = missingAccounts(source, nobody, { ...everyone, include: ['admin.app'] });
    expect(found.users.map(({ id }) => id)).toEqual(['admin.app']);
    expect(found.roles.map(({ id }) => id)).toEqual(['admin.clerk', 'admin.base']);
  });

  it('are not those that are excluded, nor whom the migration logs in as', () => {
    const selection = { ...everyone, exclude: ['admin.clerk'], own: ['shop.report'] };
    const found = missingAccounts(source, nobody, selection);
    expect(found.users.map(({ id }) => id)).toEqual(['admin.app', '$external.CN=ops']);
    expect(found.users[0]!.lackingRoles).toEqual(['clerk@admin']);
    expect(found.roles.map(({ id }) => id)).toEqual(['admin.base', 'shop.spare']);
  });

  it('have a login that is known, or the file gives one', () => {
    const blind = { users: [user('admin.a', [], undefined), user('admin.b')], roles: [] };
    delete (blind.users[0] as { credentials?: unknown }).credentials;
    const logins = (passwords: readonly string[]) =>
      missingAccounts(blind, nobody, { ...everyone, passwords }).users.map(({ login }) => login);
    expect(logins([])).toEqual(['unknown', 'credentials']);
    expect(logins(['admin.a', 'admin.b'])).toEqual(['password', 'password']);
  });

  it('are told apart from those with other rights, in whatever order the rights stand', () => {
    const there = {
      users: [user('admin.app', ['shop.read', 'admin.clerk']), user('shop.report', ['shop.readWrite'])],
      roles: [role('admin.clerk', ['find', 'remove'], ['admin.base']), role('admin.base', ['insert'])],
    };
    expect(missingAccounts(source, there, everyone).different).toEqual(['shop.report', 'admin.clerk']);
  });
});
