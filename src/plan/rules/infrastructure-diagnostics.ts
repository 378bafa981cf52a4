import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { PlanInput } from '../plan-input.ts';
import { changeWords } from './change-words.ts';
import { isPutBack } from './is-put-back.ts';

/** What the reader should know of the destination in Atlas, and what blocks. */
export function infrastructureDiagnostics({ observation }: PlanInput): readonly Diagnostic[] {
  const { infrastructure, outOfSight } = observation;
  if (infrastructure === undefined) return [];
  const lost = infrastructure.changes.filter(
    ({ address, action }) =>
      (action === 'replace' || action === 'remove') && /^mongodbatlas_(?:advanced_cluster|project)\./.test(address),
  );
  return [
    ...infrastructure.problems,
    ...lost.map(
      ({ title, action, replacedFor, pointer }): Diagnostic => ({
        severity: 'error',
        code: 'GW725',
        summary: `Terraform would ${action} the ${title}, and with it everything that is in it`,
        detail: replacedFor.length === 0 ? undefined : `It cannot be changed in place: ${replacedFor.join(', ')}`,
        hint: 'Put the file back as it was; `godwit destroy` is the verb for removing a destination',
        pointer: pointer ?? '/destination/atlas',
      }),
    ),
    ...infrastructure.drift
      .filter(({ address }) => !isPutBack(address, infrastructure))
      .map(
        ({ title, differences, action, pointer }): Diagnostic => ({
          severity: 'info',
          code: 'GW726',
          summary: `The ${title} was ${action === 'remove' ? 'removed' : 'changed'} by somebody else`,
          detail: changeWords(differences).join('; ') || undefined,
          hint: 'Nothing of it is declared in the file, so that it stays as it is; declare it to have it put back',
          pointer,
        }),
      ),
    ...((outOfSight === 'noLogin' || outOfSight === 'unreachable') && infrastructure.stage !== 'complete'
      ? [
          {
            severity: 'warning',
            code: 'GW724',
            summary:
              outOfSight === 'noLogin'
                ? 'This machine has no login for the destination yet, so that what comes after the steps below cannot be seen'
                : 'The destination cannot be reached from here yet, so that what comes after the steps below cannot be seen',
            hint: 'apply plans the rest as soon as it can; with destination.auth every machine can log in',
            pointer: '/destination/atlas',
          } as const,
        ]
      : []),
  ];
}
