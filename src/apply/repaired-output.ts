import type { EngineVerification } from '../engines/engine.ts';
import type { StepOutput } from './apply-events.ts';

const named = 20;

/** What a comparison repaired, for the journal; nothing where it repaired nothing. */
export function repairedOutput({ repaired }: Pick<EngineVerification, 'repaired'>): NonNullable<StepOutput> {
  if (repaired === undefined || repaired.count === 0) return {};
  const { count, documents } = repaired;
  return { repaired: { count, documents: documents.slice(0, named) } };
}
