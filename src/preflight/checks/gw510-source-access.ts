import { accessFindings } from '../access/access-findings.ts';
import type { Check } from '../check.ts';

/** A privilege that is missing shows at the command that needs it, which may be the one that blocks writes at the cutover. */
export const sourceAccess: Check = {
  code: 'GW510',
  severity: 'error',
  title: "The source's user has all privileges that the engine needs",
  engines: 'all',
  isWatched: true,
  run: (context) => accessFindings(context, 'source'),
};
