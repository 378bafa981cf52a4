import type { Infrastructure } from '../infra/infrastructure.ts';
import { BugError } from '../lib/errors.ts';
import type { StepContext } from './step-executor.ts';

/** The destination in Atlas that a step is about; there are no such steps without one. */
export function infrastructureOf({ migration }: StepContext): Infrastructure {
  if (migration.infrastructure !== undefined) return migration.infrastructure;
  throw new BugError('GW999', { summary: 'A step on infrastructure, and none is provisioned' });
}
