import { parseDurationMs } from '../../lib/duration.ts';
import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** Gates and policies that can never be met. */
export const gates: Rule = (file) => [...withoutVerification(file), ...withoutLag(file)];

function withoutVerification(file: MigrationFile): Finding[] {
  if (file.verification?.mode !== 'off') return [];
  const findings: Finding[] = indexed(file.policy)
    .filter(({ item }) => item.rule === 'verificationRequired')
    .map(({ index }) => contradiction(`/policy/${index}/rule`, 'The policy `verificationRequired`'));
  if (file.cutover?.gates?.verifiedWithin !== undefined)
    findings.push(contradiction('/cutover/gates/verifiedWithin', 'The gate `verifiedWithin`'));
  return findings;
}

function withoutLag(file: MigrationFile): Finding[] {
  const maxLag = file.cutover?.gates?.maxLag;
  if (maxLag === undefined || parseDurationMs(maxLag) !== 0) return [];
  return [
    errorAt('/cutover/gates/maxLag', specCodes.gateNeverMet, {
      summary: 'The gate `maxLag` can never be met',
      detail:
        'Idle servers write no-ops, so that the lag is never 0; whether everything has arrived is proven apart from it',
      hint: 'Write `5s`, or leave it at its default of 10s',
    }),
  ];
}

const contradiction = (pointer: string, what: string) =>
  errorAt(pointer, specCodes.gateNeverMet, {
    summary: `${what} can never be met with \`verification.mode: off\``,
    hint: 'Set `verification.mode: full`, or remove it',
  });
