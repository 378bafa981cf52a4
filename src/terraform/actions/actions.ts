/** What can be done to a migration beside bringing it to a phase by its resource, and how each is configured. */
import type { Action } from '../action.ts';
import { fileAttributes, specAttributes } from '../migration/attributes.ts';
import type { Attribute } from '../schema/attribute.ts';

const optional = { optional: true } as const;

/** Which phase is meant, the action says itself. */
const described: readonly Attribute[] = [...fileAttributes, ...specAttributes.filter(({ name }) => name !== 'phase')];

const conducted: readonly Attribute[] = [
  ...described,
  {
    name: 'confirm',
    description: 'The name of the migration, where a step of the plan destroys something for good.',
    type: 'string',
    ...optional,
  },
  {
    name: 'timeout',
    description:
      'How long it may take altogether, such as `6h`, waiting for gates, approvals and windows included. Without a value there is no limit but `cutover.timeout`, which is for the cutover alone.',
    type: 'string',
    ...optional,
  },
];

const compared: readonly Attribute[] = [
  ...described,
  {
    name: 'mode',
    description:
      '`full`, `sample` or `counts`. What `verification.mode` says when it is left out; `full` where that is `off`.',
    type: 'string',
    ...optional,
  },
  {
    name: 'sample_percent',
    description: 'Share of the documents that a sample takes. What `verification` says when it is left out.',
    type: 'number',
    ...optional,
  },
  {
    name: 'namespaces',
    description:
      'Only these databases, or collections as `database.collection`. All that is migrated when it is left out.',
    type: ['list', 'string'],
    ...optional,
  },
];

/** By their names in a configuration. */
export const actions: Readonly<Record<string, Action>> = {
  godwit_cutover: {
    description:
      'Brings a migration to its cutover, with the checks, gates, steps and ledger of `godwit apply` of a file with `phase: cutover`.',
    attributes: conducted,
    load: async () => (await import('./go-to-phase.ts')).goToPhase('cutover'),
  },
  godwit_reverse: {
    description:
      'Takes a cutover back by its way back, so that applications use the source again: `godwit apply` of a file with `phase: rolledBack`.',
    attributes: conducted,
    load: async () => (await import('./go-to-phase.ts')).goToPhase('rolledBack'),
  },
  godwit_pause: {
    description:
      'Pauses a sync at a checkpoint, as `godwit pause` does. The oplog of the source must still hold that point when it is resumed.',
    attributes: described,
    load: async () => (await import('./change-sync.ts')).pause,
  },
  godwit_resume: {
    description: 'Lets a paused or failed sync go on at its last checkpoint, as `godwit resume` does.',
    attributes: described,
    load: async () => (await import('./change-sync.ts')).resume,
  },
  godwit_verify: {
    description:
      'Compares source and destination as `godwit verify` does, and fails where they differ. Nothing is changed on either side.',
    attributes: compared,
    load: async () => (await import('./verify.ts')).verify,
  },
};
