import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import { isInternalDatabase, parseNamespace } from '../../mongo/namespace.ts';
import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { counted, listed } from '../wording.ts';

/** A half-built index is in no list yet, and a rolling build makes the members differ. */
export const indexBuilds: Check = {
  code: 'GW108',
  severity: 'error',
  title: 'No index is being built when the sync begins',
  engines: 'all',
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'indexBuilds', (running, { address }) => {
        // A server builds some of its own when it has just been started.
        const builds = running.filter(({ namespace }) => !isInternalDatabase(parseNamespace(namespace).db));
        if (builds.length === 0 || hasBegun(context.state)) return [];
        const names = builds.map(({ namespace, indexes }) => `${namespace}${indexes.map((one) => ` ${one}`).join('')}`);
        return [
          {
            summary: `${counted(builds.length, 'index build')} ${builds.length === 1 ? 'runs' : 'run'} on the ${role} (${address}): ${listed(names)}`,
            detail: 'They take the load that the copy wants, and collMod and drops wait for them',
            fix: 'Wait for them; db.adminCommand({ currentOp: true, $or: [{ "command.createIndexes": { $exists: true } }, { msg: /^Index Build/ }] }) shows how far they are',
            severity: mongosyncEngines.includes(context.spec.engine.type) ? 'error' : 'warning',
            objects: names,
          },
        ];
      }),
    ),
};
