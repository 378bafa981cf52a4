import { specCodes } from '../error-codes.ts';
import type { Tls } from '../generated/migration.ts';
import { errorAt, type Finding, type Rule } from './rule.ts';

/** The same certificate given as a file and as a reference. */
export const tls: Rule = (file) => [
  ...twice(file.source?.tls, '/source/tls'),
  ...twice(file.destination?.tls, '/destination/tls'),
  ...twice(file.ledger?.mongodb?.tls, '/ledger/mongodb/tls'),
];

function twice(options: Tls | undefined, pointer: string): Finding[] {
  const pairs = [
    ['caFile', 'ca'],
    ['certificateKeyFile', 'certificateKey'],
  ] as const;
  return pairs
    .filter(([file, reference]) => options?.[file] !== undefined && options[reference] !== undefined)
    .map(([file, reference]) =>
      errorAt(`${pointer}/${reference}`, specCodes.alternatives, {
        summary: `\`${file}\` and \`${reference}\` exclude each other`,
        hint: 'Remove one of them',
      }),
    );
}
