import type { AtlasFacts } from '../infra/atlas-facts.ts';
import type { ClusterDetails } from '../mongo/details/cluster-details.ts';
import type { Observed } from '../mongo/details/observed.ts';
import type { ClusterObservation } from '../observe/observation.ts';
import type { CheckContext, CheckResult, Role } from './check.ts';

const roles: readonly Role[] = ['source', 'destination'];

type PartName = {
  [Name in keyof ClusterDetails]-?: ClusterDetails[Name] extends Observed<unknown> ? Name : never;
}[keyof ClusterDetails];
type ValueOf<Name extends PartName> = ClusterDetails[Name] extends Observed<infer Value> ? Value : never;

/**
 * Looks at a part of what was observed. Where it could not be seen, that is the result; where nobody asked for details,
 * there is nothing to say.
 */
export function withPart<Name extends PartName>(
  { observation }: Pick<CheckContext, 'observation'>,
  role: Role,
  name: Name,
  look: (value: ValueOf<Name>, cluster: ClusterObservation) => readonly CheckResult[],
): readonly CheckResult[] {
  const cluster = observation[role];
  const part = cluster.details?.[name] as Observed<ValueOf<Name>> | undefined;
  if (part === undefined) return [];
  return part.isKnown ? look(part.value, cluster) : [{ role, notChecked: part.because }];
}

/** Looks at what Atlas tells of the destination, with the same care. */
export function withAtlas(
  { observation: { atlas } }: Pick<CheckContext, 'observation'>,
  look: (facts: AtlasFacts) => readonly CheckResult[],
): readonly CheckResult[] {
  if (atlas === undefined) return [];
  return atlas.isKnown ? look(atlas.value) : [{ role: 'destination', notChecked: atlas.because }];
}

/** The same look at both sides. */
export function onBothSides(look: (role: Role) => readonly CheckResult[]): readonly CheckResult[] {
  return roles.flatMap(look);
}
