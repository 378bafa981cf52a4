import type { ConnectionFacts } from '../../mongo/details/cluster-details.ts';
import type { Check, CheckContext } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { onBothSides } from '../observed-part.ts';

/** Options that mongosync refuses at its start, and the form that Atlas does not take. */
export const connectionOptions: Check = {
  code: 'GW514',
  severity: 'error',
  title: 'The connection strings are of the form that the engine takes',
  engines: mongosyncEngines,
  run: (context) =>
    onBothSides((role) => {
      const { details, facts } = context.observation[role];
      if (details === undefined) return [];
      return reasons(details.connection, context, role, facts.versionNumber).map(({ what, fix }) => ({
        summary: `The connection string of the ${role} ${what}`,
        fix,
        pointer: `/${role}/uri`,
      }));
    }),
};

function reasons(
  { isSrv, options }: ConnectionFacts,
  { spec, observation }: CheckContext,
  role: 'source' | 'destination',
  version: number,
): readonly { what: string; fix: string }[] {
  const found: { what: string; fix: string }[] = [];
  if (isSrv && (spec.engine.type === 'atlasLiveMigration' ? role === 'source' : version < 500)) {
    found.push({
      what: 'is of the form mongodb+srv, which is not taken here',
      fix: `List the hosts: mongodb://${observation[role].facts.hosts.join(',')}/`,
    });
  }
  for (const [option, name] of [
    ['readconcernlevel', 'readConcernLevel'],
    ['w', 'w'],
  ] as const) {
    const value = options[option];
    if (value !== undefined && value !== 'majority') {
      found.push({
        what: `says ${name}=${value}, and mongosync insists on majority`,
        fix: `Remove ${name} from it`,
      });
    }
  }
  if (options['sockettimeoutms'] !== undefined) {
    found.push({ what: 'says socketTimeoutMS, which mongosync refuses', fix: 'Remove socketTimeoutMS from it' });
  }
  const preference = options['readpreference'];
  if (preference !== undefined && preference !== 'primary') {
    found.push({
      what: `says readPreference=${preference}, and mongosync reads from primaries`,
      fix: 'Remove readPreference from it',
    });
  }
  if (options['replicaset'] !== undefined && observation[role].facts.topology === 'sharded') {
    found.push({ what: 'says replicaSet, and leads to a mongos', fix: 'Remove replicaSet from it' });
  }
  return found;
}
