import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** mongosync fails on databases whose profiler is on: "turn off profiling". */
export const profiling: Check = {
  code: 'GW114',
  severity: 'error',
  title: 'No database is being profiled',
  engines: mongosyncEngines,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'profiled', (databases, { address }) =>
        databases.length === 0
          ? []
          : [
              {
                summary: `The profiler is on for ${listed(databases)} of the ${role} (${address})`,
                detail: 'mongosync stops when it meets system.profile while it renames or drops',
                fix: databases
                  .map((name) => `db.getSiblingDB(${JSON.stringify(name)}).setProfilingLevel(0)`)
                  .join('; '),
                objects: databases,
              },
            ],
      ),
    ),
};
