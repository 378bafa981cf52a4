/** A sync that runs, and that no run of this ledger began: taken over only where the file says so, with what differs. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { hasBegunSync } from '../../lifecycle/foreign-sync.ts';
import type { PlanInput } from '../plan-input.ts';

/** Engines that others start by hand; of our own one the destination's metadata tell enough. */
const adoptable: ReadonlySet<string> = new Set(['mongosync', 'clusterSync']);

export function isAdoptable(engine: string): boolean {
  return adoptable.has(engine);
}

export function adoptionDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, observation } = input;
  const { engine } = observation;
  if (!isAdoptable(spec.engine.type) || engine.state === 'absent' || hasBegunSync(observation.journal)) return [];
  const since = engine.startedAt === undefined ? '' : ` since ${engine.startedAt}`;
  const what = `A sync by ${spec.engine.type} is here already (${engine.state}${since}, ${engine.location ?? 'unknown place'})`;
  if (!spec.engine.adopt) {
    return [
      {
        severity: 'error',
        code: 'GW711',
        summary: `${what}, and no run of this ledger began it`,
        detail: "It may be somebody else's, or older than this file; going on with it is a decision",
        hint: 'Set engine.adopt: true to take it over, or stop it and remove its metadata',
        pointer: '/engine',
      },
    ];
  }
  const differences = differencesOf(input);
  return [
    { severity: 'info', code: 'GW712', summary: `${what}; it is taken over as it is`, pointer: '/engine/adopt' },
    ...differences.map(
      (difference): Diagnostic => ({
        severity: 'warning',
        code: 'GW712',
        summary: `The sync that is taken over differs from the file: ${difference}`,
        detail: 'What a sync was begun with cannot be changed while it runs',
        hint: 'Change the file to match, or stop it and begin anew',
        pointer: '/engine/adopt',
      }),
    ),
  ];
}

/** As far as the engine keeps what it was begun with. */
function differencesOf({ spec, observation }: PlanInput): readonly string[] {
  const settings = observation.engine.settings ?? {};
  const { include, exclude } = spec.filters;
  const wanted: Readonly<Record<string, unknown>> = {
    reversible: spec.cutover.rollback.mode === 'reverse',
    buildIndexes: spec.indexes.build,
    isFiltered: include.length + exclude.length > 0,
  };
  return Object.entries(wanted)
    .filter(([name, value]) => settings[name] !== undefined && settings[name] !== value)
    .map(
      ([name, value]) => `${name} is ${JSON.stringify(settings[name])}, and the file asks for ${JSON.stringify(value)}`,
    );
}
