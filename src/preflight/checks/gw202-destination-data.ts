import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';

/** Before a sync begins nobody else's data may be where it will write. */
export const destinationData: Check = {
  code: 'GW202',
  severity: 'error',
  title: 'The destination holds no data that is in the way',
  engines: 'all',
  run: ({ spec, observation, state }) => {
    const { existingData } = spec.destination;
    if (hasBegun(state) || existingData === 'clear') return [];
    // What another engine copied is dropped in a step of its own (GW708).
    if (observation.otherEngines.length > 0) return [];
    const { destination, destinationInScope } = observation;
    const present = destination.namespaces.map(({ database, collection }) => `${database}.${collection}`);
    const inTheWay = existingData === 'keep' ? destinationInScope : present;
    if (inTheWay.length === 0) return [];
    const shown = `${inTheWay.slice(0, 3).join(', ')}${inTheWay.length > 3 ? ` and ${inTheWay.length - 3} more` : ''}`;
    return [
      {
        summary: `The destination (${destination.address}) holds data already: ${shown}`,
        detail: "The migration has not begun, so this is somebody else's",
        fix: 'Use an empty destination or drop what is there; existingData: keep (with filters) leaves other collections alone, clear drops what is in the way',
        pointer: '/destination/existingData',
      },
    ];
  },
};
