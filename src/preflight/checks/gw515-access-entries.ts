import { formatDurationMs } from '../../lib/duration.ts';
import type { Check, CheckContext, CheckResult, Finding } from '../check.ts';
import { copyForecast } from '../copy-forecast.ts';
import { withAtlas } from '../observed-part.ts';

/** Following, verifying and waiting for the window come behind the copy. */
const afterCopyMs = 24 * 3_600_000;

/** A temporary entry of the access list lasts seven days at most, and the sync is cut off when it ends. */
export const accessEntries: Check = {
  code: 'GW515',
  severity: 'warning',
  title: 'No entry of the IP access list ends before the migration does',
  engines: 'all',
  isWatched: true,
  run: (context) => {
    const { destination } = context.spec;
    if (destination.kind !== 'atlas' || context.state === 'complete') return [];
    const { ipAccess } = destination.atlas;
    const declared = ipAccess.flatMap(({ value, deleteAfter }, index) =>
      deleteAfter === undefined
        ? []
        : ending(context, value, deleteAfter, {
            fix: 'Write until: complete instead of deleteAfter; godwit then removes the entry itself',
            pointer: `/destination/atlas/ipAccess/${index}/deleteAfter`,
          }),
    );
    return [...declared, ...ofOthers(context, new Set(ipAccess.map(({ value }) => value)))];
  },
};

/** Somebody made them in the project; the machine of the sync may be let in by one of them. */
function ofOthers(context: CheckContext, declared: ReadonlySet<string>): readonly CheckResult[] {
  return withAtlas(context, ({ temporaryAccess }) =>
    temporaryAccess
      .filter(({ value }) => !declared.has(value) && !declared.has(value.replace(/\/(?:32|128)$/, '')))
      .flatMap(({ value, endsAt }) =>
        ending(context, value, endsAt, {
          fix: `Where the sync comes from there, add to destination.atlas.ipAccess: { ${value.includes('/') ? 'cidr' : 'ip'}: ${value}, until: complete }`,
          pointer: '/destination/atlas/ipAccess',
        }),
      ),
  );
}

function ending(
  { spec, observation }: CheckContext,
  value: string,
  end: string,
  place: Pick<Finding, 'fix' | 'pointer'>,
): readonly Finding[] {
  const now = Date.parse(observation.takenAt);
  const untilMs = now + copyForecast(spec, observation).seconds * 1000 + afterCopyMs;
  const endsAt = Date.parse(end);
  if (endsAt >= untilMs) return [];
  const isOver = endsAt <= now;
  return [
    {
      ...place,
      summary: isOver
        ? `The access list entry ${value} ended at ${end}`
        : `The access list entry ${value} ends in ${formatDurationMs(endsAt - now)}, before the migration does`,
      detail: 'Whoever comes from there is cut off then, the sync included',
      severity: isOver ? 'error' : 'warning',
      objects: [value],
    },
  ];
}
