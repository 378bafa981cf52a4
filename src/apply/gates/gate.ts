/** A gate is open or says what it waits for; the cutover begins when all of them are open. */
import type { EngineObservation } from '../../engines/engine.ts';
import type { StepContext } from '../step-executor.ts';

export interface GateReading {
  readonly isOpen: boolean;
  /** The value and what it has to be: `lag 12 s (at most 10 s)`. */
  readonly words: string;
}

/** What a gate is read with; a dry run has it too. */
export type GateContext = Pick<StepContext, 'migration' | 'closing' | 'env' | 'signal' | 'now' | 'startedBy'>;

export interface Gate {
  readonly name: string;
  read(engine: EngineObservation, context: GateContext): Promise<GateReading>;
}
