import type { Resource } from '../resource.ts';
import { attributes } from './attributes.ts';

/**
 * A migration as a resource: its phase is what is wished for, applying it is `godwit apply`. What it takes to do anything is
 * loaded when it is asked for: Terraform starts providers more than once, and mostly for their schema.
 */
export const migrationResource: Resource = {
  description:
    'A migration between two MongoDB clusters. Its `phase` says how far it shall go; an apply brings it there, with the checks, steps and ledger of `godwit apply`.',
  attributes,
  validate: async (...given) => await (await import('./validate.ts')).validate(...given),
  read: async (...given) => await (await import('./read.ts')).read(...given),
  plan: async (...given) => await (await import('./plan.ts')).plan(...given),
  apply: async (...given) => await (await import('./apply.ts')).apply(...given),
  adopt: async (...given) => await (await import('./adopt.ts')).adopt(...given),
};
