import { allCapabilities, capabilitiesFor } from '../../engines/all-capabilities.ts';
import type { EngineType } from '../../engines/engine.ts';
import { type KnownFacts, misfitsOf } from '../../engines/fitness.ts';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { normalizeEngine } from '../../spec/blocks/engine.ts';
import { forecast } from '../forecast.ts';
import type { PlanInput } from '../plan-input.ts';

/** What the engine of the file cannot do, with the engines that can, and what its way of working means here. */
export function engineDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, observation, capabilities, state } = input;
  const facts: KnownFacts = {
    source: observation.source.facts,
    destination: observation.destination.facts,
    hasTimeSeries: observation.source.namespaces.some(({ type }) => type === 'timeseries'),
  };
  // Limits of versions are the checks' for our own engine, which say more.
  const isOurs = spec.engine.type === 'builtin';
  const able = enginesFor(input, facts);
  const misfits = misfitsOf(capabilities, spec, facts)
    .filter(({ pointer }) => !isOurs || (pointer !== '/source' && pointer !== '/destination'))
    .filter(() => state !== 'cutOver' && state !== 'complete');
  return [
    ...misfits.map(
      ({ why, pointer }): Diagnostic => ({
        severity: 'error',
        code: 'GW707',
        summary: `The engine ${spec.engine.type} cannot do this: ${why}`,
        hint:
          able.length === 0
            ? 'No engine can do all of what the file asks for; see `godwit engines -f FILE`'
            : `Engines that can: ${able.join(', ')}; see \`godwit engines -f FILE\``,
        pointer,
      }),
    ),
    ...offlineDiagnostics(input),
    ...unverifiedDiagnostics(input),
  ];
}

/** Each judged for this very migration, as the file would ask for it: what mongosync can do depends on the rest of it. */
function enginesFor({ spec, observation }: PlanInput, facts: KnownFacts): readonly EngineType[] {
  return (Object.keys(allCapabilities) as EngineType[]).filter((type) => {
    const asked = type === spec.engine.type ? spec : { ...spec, engine: normalizeEngine({ type }) };
    return misfitsOf(capabilitiesFor(type, asked, observation.source.facts), asked, facts).length === 0;
  });
}

/** An engine that stops writes in its commit alone leaves no moment for a comparison by us. */
function unverifiedDiagnostics({ spec, capabilities, state }: PlanInput): readonly Diagnostic[] {
  const { verification, blocksSource, title } = capabilities;
  const isOurs = verification !== 'none' || blocksSource !== 'engine';
  if (isOurs || spec.verification.mode === 'off' || spec.phase !== 'cutover' || state === 'cutOver') return [];
  return [
    {
      severity: 'warning',
      code: 'GW854',
      summary: `Nothing verifies what is cut over to: ${title}'s own verifier is off, or its version has none`,
      detail: `${title} blocks writes in its commit, so that both sides are equal at no moment before it`,
      hint: 'Run `godwit verify` before and after the switch, or have it verify: engine.mongosync.verification: true',
      pointer: '/verification',
    },
  ];
}

/** The whole copy happens while nobody may write: whoever reviews it has to know for how long. */
function offlineDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec, capabilities, state } = input;
  if (capabilities.isOnline || spec.phase !== 'cutover' || state === 'cutOver') return [];
  const { copySeconds, basis } = forecast(input);
  if (copySeconds === undefined) return [];
  const expectedMs = Math.ceil(copySeconds) * 1000;
  const words = `about ${formatDurationMs(expectedMs)} (${basis})`;
  if (expectedMs > spec.cutover.timeoutMs) {
    return [
      {
        severity: 'error',
        code: 'GW709',
        summary: `The copy takes ${words}, and cutover.timeout is ${formatDurationMs(spec.cutover.timeoutMs)}`,
        detail: `${capabilities.title} copies while writes are stopped; the cutover would be undone before it ends`,
        hint: 'Set cutover.timeout to the downtime that you can bear, or use an engine that follows the source',
        pointer: '/cutover',
      },
    ];
  }
  return [
    {
      severity: 'warning',
      code: 'GW710',
      summary: `Writes are stopped for the whole copy: ${words}`,
      detail: `${capabilities.title} cannot follow a source that is written to`,
      pointer: '/engine/type',
    },
  ];
}
