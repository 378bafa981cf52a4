import { describe, expect, it } from 'vitest';
import type { RoleDocument, UserDocument } from '../../../src/mongo/accounts/account-documents.ts';
import { missingInAtlas } from '../../../src/observe/missing-in-atlas.ts';
import { roleActions } from '../../support/atlas/role-actions.ts';
import type { Document } from '../../support/driver.ts';

const split = (id: string): [string, string] => [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
const named = (ids: readonly string[]) => ids.map((id) => ({ db: split(id)[0], role: split(id)[1] }));

function user(_id: string, ...roles: readonly string[]): UserDocument {
  const [db, name] = split(_id);
  return { _id, user: name, db, roles: named(roles) };
}

function role(_id: string, privileges: readonly Document[], ...roles: readonly string[]): RoleDocument {
  const [db, name] = split(_id);
  return { _id, role: name, db, roles: named(roles), privileges };
}

const shop = { db: 'shop', collection: '' };
const nobody = { include: [], exclude: [], passwords: [], own: [], declaredUsers: [], declaredRoles: [] };
const empty = { users: [], roles: [] };

describe('users and roles that Atlas is to make', () => {
  it('are of the project: in admin, with its names for actions, roles behind those that they inherit', () => {
    const source = {
      users: [user('shop.desk', 'shop.clerk', 'shop.readWrite')],
      roles: [
        role('shop.clerk', [{ resource: shop, actions: ['find', 'collStats'] }], 'admin.base', 'shop.read'),
        role('admin.base', [
          { resource: { cluster: true }, actions: ['inprog', 'killop', 'bypassWriteBlockingMode'] },
          { resource: { db: 'shop', collection: 'orders' }, actions: ['find', 'renameCollectionSameDB'] },
        ]),
      ],
    };
    const { atlas, users, different } = missingInAtlas(source, empty, { ...nobody, passwords: ['shop.desk'] });
    expect(atlas).toEqual({
      users: [
        {
          id: 'shop.desk',
          username: 'desk',
          roles: [
            { roleName: 'clerk-shop', databaseName: 'admin' },
            { roleName: 'readWrite', databaseName: 'shop' },
          ],
        },
      ],
      roles: [
        {
          id: 'admin.base',
          roleName: 'base',
          actions: [
            { action: 'IN_PROG', resources: [{ cluster: true }] },
            { action: 'KILL_OP', resources: [{ cluster: true }] },
            { action: 'BYPASS_USER_WRITE_BLOCK', resources: [{ cluster: true }] },
            { action: 'FIND', resources: [{ db: 'shop', collection: 'orders' }] },
            { action: 'RENAME_COLLECTION_SAME_DB', resources: [{ db: 'shop', collection: 'orders' }] },
          ],
          inheritedRoles: [],
        },
        {
          id: 'shop.clerk',
          roleName: 'clerk-shop',
          actions: [
            { action: 'FIND', resources: [shop] },
            { action: 'COLL_STATS', resources: [shop] },
          ],
          inheritedRoles: [
            { role: 'base', db: 'admin' },
            { role: 'read', db: 'shop' },
          ],
        },
      ],
      without: [],
    });
    expect([users.map(({ login }) => login), different]).toEqual([['password'], []]);
    for (const { actions } of atlas!.roles) for (const { action } of actions) expect(roleActions).toContain(action);
  });

  it('are told where Atlas has nothing for them, and left out', () => {
    const source = {
      users: [
        user('admin.boss', 'admin.root'),
        user('admin.app', 'shop.dbOwner', 'shop.read'),
        user('shop.app', 'shop.read'),
        user('$external.CN=ops', 'shop.read'),
      ],
      roles: [
        role('admin.wide', [{ resource: { db: '', collection: '' }, actions: ['find'] }]),
        role('admin.odd', [{ resource: { cluster: true }, actions: ['shutdown', 'serverStatus'] }]),
        role('admin.a role', [{ resource: shop, actions: ['find'] }]),
      ],
    };
    const { atlas } = missingInAtlas(source, empty, nobody);
    expect(atlas?.users).toEqual([
      { id: 'admin.app', username: 'app', roles: [{ roleName: 'read', databaseName: 'shop' }] },
    ]);
    expect(atlas?.roles.map(({ roleName, actions }) => [roleName, actions.map(({ action }) => action)])).toEqual([
      ['odd', ['SERVER_STATUS']],
    ]);
    expect(atlas?.without).toEqual([
      expect.stringMatching(/^role admin\.a role: Atlas takes letters/),
      'role admin.wide: find on every database',
      'role admin.wide: nothing is left of it',
      'role admin.odd: shutdown on the cluster',
      'user admin.boss: role root@admin',
      'user admin.boss: no role is left for it',
      'user admin.app: role dbOwner@shop',
      'user shop.app: there is another user app',
      expect.stringMatching(/^user \$external\.CN=ops: declare/),
    ]);
  });

  it('are not those that are there or declared; other rights are told, however Atlas writes them', () => {
    const find = [{ resource: shop, actions: ['find'] }];
    const source = {
      users: [user('admin.there', 'shop.read'), user('admin.other', 'shop.read'), user('admin.declared', 'shop.read')],
      roles: [role('admin.same', find), role('admin.wider', find)],
    };
    const atlasRole = (roleName: string, ...actions: readonly string[]) => ({
      roleName,
      actions: actions.map((action) => ({ action, resources: [{ ...shop, cluster: false }] })),
    });
    const present = {
      users: ['there', 'other'].map((username) => ({
        username,
        databaseName: 'admin',
        roles: [{ databaseName: 'shop', roleName: username === 'there' ? 'read' : 'readWrite' }],
      })),
      roles: [atlasRole('same', 'FIND'), atlasRole('wider', 'FIND', 'INSERT')],
    };
    const found = missingInAtlas(source, present, { ...nobody, declaredUsers: ['declared'] });
    expect([found.users, found.roles]).toEqual([[], []]);
    expect(found.different).toEqual(['admin.other', 'admin.wider']);
  });
});
