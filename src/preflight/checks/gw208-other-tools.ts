import type { EngineType } from '../../engines/engine.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

const tools = /mongosync|mongomirror|clustersync|\bpcsm\b|mongorestore|mongoimport/i;

/** The names under which an engine's own connections are known. */
const ownNames: Readonly<Record<EngineType, RegExp>> = {
  builtin: /^godwit/i,
  mongosync: /mongosync/i,
  atlasLiveMigration: /mongosync/i,
  mongomirror: /mongomirror/i,
  clusterSync: /clustersync|\bpcsm\b/i,
  dumpRestore: /mongorestore/i,
};

/** Two tools that write to one destination undo each other's work. */
export const otherTools: Check = {
  code: 'GW208',
  severity: 'error',
  title: 'No other sync or restore writes to the destination',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    withPart(context, 'destination', 'clients', (clients, { address }) => {
      const isOwn = (name: string) => hasBegun(context.state) && ownNames[context.spec.engine.type].test(name);
      const found = clients.map(({ application }) => application).filter((name) => tools.test(name) && !isOwn(name));
      if (found.length === 0) return [];
      const names = [...new Set(found)];
      return [
        {
          summary: `Another tool is connected to the destination (${address}): ${listed(names)}`,
          detail: 'Several sources into one destination are supported by no engine',
          fix: 'Stop it, or wait for its end; db.adminCommand({ currentOp: true, $all: true }) shows from where it is connected (appName, client)',
          objects: names,
        },
      ];
    }),
};
