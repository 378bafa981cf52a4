import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** Reading a collection in natural order is a scan, which the server refuses with this parameter. */
export const tableScans: Check = {
  code: 'GW109',
  severity: 'error',
  title: 'The server allows queries without an index',
  engines: 'all',
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'parameters', (parameters, { address }) =>
        parameters['notablescan'] !== true
          ? []
          : [
              {
                summary: `The ${role} (${address}) refuses queries without an index (notablescan)`,
                detail: 'Atlas calls it "Require Indexes for All Queries"',
                fix: `db.adminCommand({ setParameter: 1, notablescan: false }) on every member of the ${role}; in Atlas: advanced.noTableScan: false`,
              },
            ],
      ),
    ),
};
