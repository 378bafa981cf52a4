import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** What engines and people log in with: they are no applications. */
const tools = /godwit|mongosync|mongomirror|clustersync|\bpcsm\b|mongodump|mongorestore|mongosh|mongodb shell|compass/i;

/** The migration's user may write while writes are blocked, and so may every application that logs in as the same one. */
export const sharedUser: Check = {
  code: 'GW521',
  severity: 'warning',
  title: 'No application logs in as the user of the migration',
  engines: onlineEngines,
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'user', ({ name, database }) => {
        if (name === undefined) return [];
        return withPart(context, role, 'clients', (_, { address, clients = [], canBypassBlock }) => {
          const own = `${database}.${name}`;
          const found = clients.filter(({ users, application }) => users.includes(own) && !tools.test(application));
          if (found.length === 0) return [];
          const names = found.map(
            ({ application, driver, hosts }) => `${application || driver} from ${hosts.join(', ')}`,
          );
          return [
            {
              summary: `Others log in to the ${role} (${address}) as "${name}", the user of the migration: ${listed(names)}`,
              detail: canBypassBlock
                ? 'It may write while writes are blocked: what they write at the cutover would be lost'
                : 'Its privileges and its password cannot be taken back after the migration without stopping them',
              fix: `A user for the migration alone: db.getSiblingDB("admin").createUser({ user: "godwit-${role}", pwd: passwordPrompt(), roles: [${roles(role)}] }) on the ${role}, and its name in ${role}.uri`,
              pointer: `/${role}`,
              objects: names,
            },
          ];
        });
      }),
    ),
};

function roles(role: 'source' | 'destination'): string {
  const needed =
    role === 'source'
      ? ['readAnyDatabase', 'clusterMonitor', 'backup']
      : ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor', 'restore'];
  return needed.map((name) => JSON.stringify(name)).join(', ');
}
