/** Whether a sync back can be begun at the switch, and why not. */
import { NamespaceMapping } from '../../sync/catalog/namespace-mapping.ts';
import type { PlanInput } from '../plan-input.ts';

export interface WayBack {
  /** A sync back is begun at the switch. */
  readonly isKept: boolean;
  /** Why not; absent where the file does not want it. */
  readonly whyNot?: string | undefined;
}

export function wayBackOf(input: PlanInput): WayBack {
  const { mode } = input.spec.cutover.rollback;
  if (mode === 'none') return { isKept: false };
  const whyNot = obstacle(input);
  return { isKept: whyNot === undefined, whyNot };
}

function obstacle({ spec, capabilities, observation }: PlanInput): string | undefined {
  const { source, destination } = observation;
  if (!capabilities.canReverse) return `the engine ${capabilities.title} cannot sync back`;
  const isOld = [source, destination].some(({ facts }) => facts.versionNumber < 600);
  if (isOld) return 'both clusters need MongoDB 6.0 or newer for a sync back';
  if (spec.filters.documents.length > 0) return 'documents that are left out have no way back';
  if (spec.indexes.build === 'never') return 'indexes.build is never';
  const mapping = new NamespaceMapping(spec.filters.mapping);
  const astray = source.namespaces.find(
    ({ database, collection }) => !mapping.comesBack({ db: database, coll: collection }),
  );
  if (astray !== undefined) {
    return `filters.mapping makes one of several databases, so that ${astray.database}.${astray.collection} has no way back`;
  }
  const blocks = spec.cutover.block.source === 'server' || spec.cutover.block.source === 'auto';
  const isLockedOut = blocks && !(source.canBypassBlock && destination.canBypassBlock);
  return isLockedOut
    ? 'the sync back could not write to a blocked cluster: its user lacks bypassWriteBlockingMode, or there is no access control'
    : undefined;
}

/** When the way back is meant to end, ISO 8601; nothing ends it by itself. */
export function keptUntil({ observation, spec }: Pick<PlanInput, 'observation' | 'spec'>): string | undefined {
  const begun = observation.journal.entries.findLast(
    (entry) => entry.kind === 'stepSucceeded' && entry.step === 'beginSwitch',
  );
  return begun && new Date(Date.parse(begun.at) + spec.cutover.rollback.keepForMs).toISOString();
}
