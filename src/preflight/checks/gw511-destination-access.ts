import { accessFindings } from '../access/access-findings.ts';
import type { Check } from '../check.ts';

export const destinationAccess: Check = {
  code: 'GW511',
  severity: 'error',
  title: "The destination's user has all privileges that the engine needs",
  engines: 'all',
  isWatched: true,
  run: (context) => accessFindings(context, 'destination'),
};
