/**
 * What ends by itself one day while a migration rests on it. Told in the plan before it is over, and to people by the
 * notifications of what is near: a month is long enough for any of it.
 */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import { specCodes } from '../../spec/error-codes.ts';
import type { PlanInput } from '../plan-input.ts';
import { keepForDiagnostics } from './cutover-diagnostics.ts';
import { endDiagnostics } from './live-migration-diagnostics.ts';
import { keptUntil } from './way-back.ts';

type ExpiryInput = Pick<PlanInput, 'spec' | 'observation' | 'state' | 'now'>;

/** Something with an end that is known. */
interface Ending {
  readonly what: string;
  /** ISO 8601. */
  readonly at: string;
  readonly consequence: string;
  readonly hint: string;
  readonly pointer: string;
  /** How long before its end it is said. */
  readonly noticeMs: number;
}

const threeDaysMs = 72 * 3_600_000;
/** A way back may be meant for hours: then three days before its end would be before its beginning. */
const shareOfWayBack = 1 / 4;

/** Entries of the access list, certificates, syncs that Atlas ends, ways back, waivers: all that is said of an end. */
const expiryCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GW515',
  'GW516',
  'GW743',
  'GW747',
  'GW790',
  specCodes.waiverExpired,
]);

export const isAboutExpiry = ({ code }: Pick<Diagnostic, 'code'>): boolean => expiryCodes.has(code);

/** What is going to end soon and is not over yet. A note: nothing is wrong so far, and nothing is blocked by it. */
export function expiryDiagnostics(input: ExpiryInput): readonly Diagnostic[] {
  if (input.state === 'complete') return [];
  const now = Date.parse(input.now);
  return [...waivers(input), ...pinnedVersion(input), ...wayBack(input)].flatMap((ending): Diagnostic[] => {
    const leftMs = Date.parse(ending.at) - now;
    if (leftMs < 0 || leftMs > ending.noticeMs) return [];
    const { what, at, consequence, hint, pointer } = ending;
    const summary = `${what} ends in ${formatDurationMs(leftMs)}, at ${at}`;
    return [{ severity: 'info', code: 'GW790', summary, detail: consequence, hint, pointer }];
  });
}

/** The same and what is over by now, of what no check looks at: for whoever looks again and again while a run waits. */
export function endings(input: ExpiryInput): readonly Diagnostic[] {
  return [...expiryDiagnostics(input), ...endDiagnostics(input), ...keepForDiagnostics(input)];
}

function waivers({ spec }: ExpiryInput): readonly Ending[] {
  return spec.checks.waive.flatMap(({ code, expires }, index): Ending[] => {
    if (expires === undefined) return [];
    return [
      {
        what: `The waiver of ${code}`,
        at: `${expires}T23:59:59.999Z`,
        consequence: 'Plans are blocked from then on, until somebody has looked at it again',
        hint: 'Fix what the check finds and remove the waiver, or give it a later day with a reason that still holds',
        pointer: `/checks/waive/${index}/expires`,
        noticeMs: threeDaysMs,
      },
    ];
  });
}

function pinnedVersion({ spec: { destination } }: ExpiryInput): readonly Ending[] {
  if (destination.kind !== 'atlas') return [];
  const at = destination.atlas.cluster.pinnedFeatureCompatibilityVersionExpires;
  if (at === undefined) return [];
  return [
    {
      what: 'The pinned feature compatibility version of the destination',
      at,
      consequence: 'Atlas raises it then, and a sync does not survive that on every engine',
      hint: 'Give a later point in time, or cut over before',
      pointer: '/destination/atlas/cluster/pinnedFeatureCompatibilityVersion/expires',
      noticeMs: threeDaysMs,
    },
  ];
}

function wayBack(input: ExpiryInput): readonly Ending[] {
  const at = input.state === 'reversing' ? keptUntil(input) : undefined;
  if (at === undefined) return [];
  return [
    {
      what: 'The time for which the way back is kept',
      at,
      consequence: 'Nothing ends it by itself; from then on every plan asks whether it is still wanted',
      hint: 'Decide: phase: rolledBack goes back, phase: complete ends it, a longer cutover.rollback.keepFor keeps it',
      pointer: '/cutover/rollback/keepFor',
      noticeMs: Math.min(threeDaysMs, input.spec.cutover.rollback.keepForMs * shareOfWayBack),
    },
  ];
}
