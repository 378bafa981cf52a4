/** The attributes of `godwit_migration`: what a migration file can say, how Terraform treats it, and what it comes to. */
import type { Attribute } from '../schema/attribute.ts';
import { migrationAttributes } from '../schema/migration-fields.ts';

const optional = { optional: true } as const;
const computed = { computed: true } as const;

/** Where the migration is described in a file. */
export const fileAttributes: readonly Attribute[] = [
  {
    name: 'spec_file',
    description:
      'Path of the migration file, instead of the attributes that describe a migration. Only `phase` may stand beside it, and counts before the file’s.',
    type: 'string',
    ...optional,
  },
  { name: 'environment', description: 'Environment of the file to use.', type: 'string', ...optional },
  {
    name: 'vars',
    description:
      'Values of the file’s variables. They are kept in the state: give secrets by reference (`env`, `file`, `command` in the file), or use `value_wo` of the attributes.',
    type: ['map', 'string'],
    sensitive: true,
    ...optional,
  },
];

/** How Terraform goes about it. */
const conductAttributes: readonly Attribute[] = [
  {
    name: 'wait_for',
    description:
      'When an apply is done: `phase` (the default) when the phase is reached, `started` as soon as the engine can be left alone. A cutover is always waited for.',
    type: 'string',
    ...optional,
  },
  {
    name: 'confirm',
    description: 'The name of the migration, where a step destroys something for good, as listed in `destroys`.',
    type: 'string',
    ...optional,
  },
  {
    name: 'allow_restart',
    description:
      'Whether a change may start the copy over, or make another migration of this one. Refused otherwise. Default: `false`.',
    type: 'bool',
    ...optional,
  },
  {
    name: 'timeouts',
    description:
      'How long an apply may take, such as `6h`. A migration that takes longer goes on by itself, and the next apply takes it up. Without a value there is no limit; a cutover has its own in `cutover.timeout`.',
    nesting: 'single',
    attributes: ['create', 'update', 'delete'].map((name) => ({
      name,
      description: `For \`${name}\`.`,
      type: 'string',
      ...optional,
    })),
    ...optional,
  },
];

const resultAttributes: readonly Attribute[] = [
  { name: 'id', description: 'Name of the migration, by which its ledger knows it.', type: 'string', ...computed },
  {
    name: 'spec_hash',
    description: 'Fingerprint of what the migration asks for: changes when the meaning of its file changes.',
    type: 'string',
    ...computed,
  },
  {
    name: 'destroys',
    description:
      'What the plan destroys for good, in words; empty after the apply. What is planned here is what is done, or nothing is.',
    type: ['list', 'string'],
    ...computed,
  },
];

/** Where it stands. */
export const standingAttributes: readonly Attribute[] = [
  {
    name: 'state',
    description:
      'Where it stands: `prepared`, `syncing`, `synced`, `paused`, `failed`, `cutting_over`, `cut_over`, `rolled_back`, `detached`, `complete`; `lost` where a sync that had begun is not there any more.',
    type: 'string',
    ...computed,
  },
  {
    name: 'lag_seconds',
    description:
      'How far the destination was behind when the state was last written. It changes all the time, and is no drift.',
    type: 'number',
    ...computed,
  },
  {
    name: 'progress_percent',
    description: 'How much was copied when the state was last written.',
    type: 'number',
    ...computed,
  },
  {
    name: 'way_back_until',
    description: 'Until when the way back is meant to be kept, after a cutover with a sync back.',
    type: 'string',
    ...computed,
  },
  {
    name: 'verification_result',
    description: 'Of the comparison of both sides: `none`, `running`, `equal` or `different`.',
    type: 'string',
    ...computed,
  },
];

/** Attributes that describe a migration without a file. */
export const specAttributes: readonly Attribute[] = migrationAttributes();

export const computedNames: readonly string[] = [...resultAttributes, ...standingAttributes].map(({ name }) => name);

export const attributes: readonly Attribute[] = [
  ...specAttributes,
  ...fileAttributes,
  ...conductAttributes,
  ...resultAttributes,
  ...standingAttributes,
];
