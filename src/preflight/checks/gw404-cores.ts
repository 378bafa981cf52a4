import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { counted } from '../wording.ts';

/** Fewer cores carry the same load only where there was room. */
export const cores: Check = {
  code: 'GW404',
  severity: 'warning',
  title: 'The destination has as many cores as the source',
  engines: 'all',
  run: (context) => {
    const { source, destination } = context.observation;
    if (source.facts.topology !== 'replicaSet' || destination.facts.topology !== 'replicaSet') return [];
    return withPart(context, 'source', 'host', (from) =>
      withPart(context, 'destination', 'host', (to, { address }) =>
        to.cores >= from.cores
          ? []
          : [
              {
                summary: `The destination (${address}) has ${counted(to.cores, 'core')}, the source ${from.cores}`,
                fix: 'Take a larger tier or machine, or rehearse with real load (phase: detached) and waive this with what came out',
                pointer: '/destination',
              },
            ],
      ),
    );
  },
};
