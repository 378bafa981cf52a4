import { isSyncing } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** Those of engines, which another check knows, of people who look, and of programs that watch servers. */
const expected =
  /godwit|mongosync|mongomirror|clustersync|\bpcsm\b|mongorestore|mongodump|mongoimport|mongosh|mongodb shell|compass|monitoring|automation|backup|mms|atlas|exporter|percona|pmm|datadog|prometheus|telegraf|zabbix|mongot/i;

/** What an application writes to the destination before the switch is overwritten, or stays as a difference. */
export const otherWorkloads: Check = {
  code: 'GW212',
  severity: 'warning',
  title: 'No application works on the destination before the switch',
  engines: onlineEngines,
  isWatched: true,
  run: (context) => {
    const { spec, state } = context;
    // Who keeps other data there keeps its applications too; a rehearsal is for them.
    if (!isSyncing(state) || spec.destination.existingData === 'keep' || spec.phase === 'detached') return [];
    return withPart(context, 'destination', 'clients', (_, { address, clients = [] }) => {
      const found = clients.filter(({ application }) => application !== '' && !expected.test(application));
      if (found.length === 0) return [];
      const names = found.map(({ application, hosts }) => `${application} (from ${hosts.join(', ')})`);
      return [
        {
          summary: `Applications are connected to the destination (${address}) before the switch: ${listed(names)}`,
          detail: 'What they write is overwritten by the sync or differs from the source, and their load slows it down',
          fix: 'Give them the connection string of the source until the switch; for a trial with applications there is phase: detached',
          objects: names,
        },
      ];
    });
  },
};
