/** Another engine than the one in the file has begun a sync here: what that means, and how it is changed over on purpose. */
import type { EngineTrace } from '../../engines/traces.ts';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import { sizeSummary } from '../../observe/observation.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

/** States in which applications may be on the destination already, in the words of each engine. */
const finished: ReadonlySet<string> = new Set([
  'committed',
  'writable',
  'finalized',
  'committing',
  'finalizing',
  'copied',
]);

/** Empty where no other engine has begun. */
export function switchSteps(input: PlanInput): readonly Step[] {
  const { otherEngines, destination } = input.observation;
  if (otherEngines.length === 0 || input.state !== 'provisioned') return [];
  const size = sizeSummary(destination.namespaces);
  return [
    ...otherEngines.map(({ type, state }) =>
      step({
        id: `abandonSync:${type}`,
        kind: 'abandonSync',
        symbol: '!',
        summary: `Give up the sync of ${type}, which the file no longer names`,
        details: [`It is ${state}; its process is ended where it can be, and what it keeps for itself is removed`],
        inputs: { engine: type },
      }),
    ),
    step({
      kind: 'clearCopy',
      symbol: '!',
      summary: 'Drop what that sync copied to the destination: no engine goes on with the copy of another',
      details: [
        `Only collections in the migration's scope are dropped; the destination holds ${formatCount(size.collections)} collections, ${formatBytes(size.bytes)}`,
        'The source is not touched',
      ],
    }),
  ];
}

export function switchDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, observation, state } = input;
  // Where the engine of the file has begun, what others left is history.
  if (observation.engine.state !== 'absent' || state === 'complete') return [];
  return observation.otherEngines.flatMap((trace): readonly Diagnostic[] => {
    const change = `The engine of this migration was ${trace.type}, and the file names ${spec.engine.type} now`;
    if (isBeyond(trace, input)) {
      return [
        {
          severity: 'error',
          code: 'GW708',
          summary: `${change}, but its sync is ${trace.state}`,
          detail: 'Applications may use the destination already; another engine would begin from nothing',
          hint: `Set engine.type: ${trace.type} again; its steps are carried to their end with it`,
          pointer: '/engine/type',
        },
      ];
    }
    if (state !== 'provisioned') return [];
    return [
      {
        severity: 'warning',
        code: 'GW708',
        summary: `${change}: the copy starts over`,
        detail: `Kept: the source, the ledger, other data of the destination. Dropped: what ${trace.type} copied`,
        hint: `To go on with it instead, set engine.type: ${trace.type} again`,
        pointer: '/engine/type',
      },
    ];
  });
}

function isBeyond({ state }: EngineTrace, { observation }: PlanInput): boolean {
  return finished.has(state) || observation.journal.open !== undefined;
}
