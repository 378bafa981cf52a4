import type { InfrastructureObservation } from '../../infra/infrastructure-observation.ts';

/** Whether a step of the plan changes what somebody else has changed, too. */
export function isPutBack(address: string, { changes }: InfrastructureObservation): boolean {
  return changes.some((change) => change.address === address);
}
