import { specCodes } from '../error-codes.ts';
import { errorAt, type Finding, type Rule } from './rule.ts';

/** Blocks that count for one choice only: those of `engine` and `ledger`, one per type, and Terraform's outputs. */
export const typedBlocks: Rule = (file) => [
  ...foreignBlocks(file.engine, '/engine', 'builtin', ['type', 'adopt']),
  ...foreignBlocks(file.ledger, '/ledger', 'auto', ['type']),
  ...(file.ledger?.type === 'mongodb' && !file.ledger.mongodb
    ? [
        errorAt('/ledger', specCodes.missingProperty, {
          summary: '`mongodb` is missing in `ledger`',
          hint: 'Add `mongodb: { uri: { env: LEDGER_URI } }`',
        }),
      ]
    : []),
  ...(file.terraform?.outputs && file.terraform.mode !== 'external'
    ? [
        errorAt('/terraform/outputs', specCodes.foreignBlock, {
          summary: 'The block `outputs` does not belong to `mode: run`',
          hint: 'Set `mode: external` where another pipeline runs Terraform, or remove the block',
        }),
      ]
    : []),
];

function foreignBlocks(
  block: object | undefined,
  pointer: string,
  fallback: string,
  shared: readonly string[],
): Finding[] {
  const { type = fallback, ...rest } = (block ?? {}) as { type?: string };
  return Object.keys(rest)
    .filter((key) => key !== type && !shared.includes(key))
    .map((key) =>
      errorAt(`${pointer}/${key}`, specCodes.foreignBlock, {
        summary: `The block \`${key}\` does not belong to \`type: ${type}\``,
        hint: `Set \`type: ${key}\`, or remove the block`,
      }),
    );
}
