import type { EngineObservation } from '../../engines/engine.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Gate, GateContext, GateReading } from './gate.ts';

export interface NamedReading extends GateReading {
  readonly name: string;
}

/** Reads every gate; one that cannot be read is closed, and says why. */
export async function readGates(
  gates: readonly Gate[],
  engine: EngineObservation,
  context: GateContext,
): Promise<readonly NamedReading[]> {
  return await Promise.all(
    gates.map(async (gate) => {
      try {
        return { name: gate.name, ...(await gate.read(engine, context)) };
      } catch (error) {
        context.signal.throwIfAborted();
        return { name: gate.name, isOpen: false, words: `${gate.name} cannot be read: ${messageOf(error)}` };
      }
    }),
  );
}
