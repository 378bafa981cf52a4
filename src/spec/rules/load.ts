import { parseDurationMs } from '../../lib/duration.ts';
import { parseSizeBytes } from '../../lib/size.ts';
import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** Limits on load, and members to read from, that an engine or a driver would refuse only when the sync is started. */
export const load: Rule = (file) => [...readFrom(file), ...limitsOfNothing(file), ...patience(file)];

const outOfRange = (pointer: string, summary: string, hint: string) =>
  errorAt(pointer, specCodes.valueOutOfRange, { summary, hint });

/** Below it no driver can tell: members are looked at every 10 s, and write no-ops as often. */
const leastStalenessMs = 90_000;

function readFrom({ source }: MigrationFile): Finding[] {
  const { readPreference, tags = {}, maxStaleness } = source?.readFrom ?? {};
  const pointer = '/source/readFrom';
  // Where it is written, as in an overlay, what stands beside it may be meant for other environments.
  if (readPreference === 'primary') return [];
  if (readPreference === undefined) {
    const given = [
      ...(Object.keys(tags).length > 0 ? ['tags'] : []),
      ...(maxStaleness === undefined ? [] : ['maxStaleness']),
    ];
    return given.map((name) =>
      errorAt(`${pointer}/${name}`, specCodes.alternatives, {
        summary: `\`${name}\` has no effect without \`readPreference\`: the primary is read from`,
        hint: 'Add `readPreference: secondary`, `secondaryPreferred`, `primaryPreferred` or `nearest`, or remove it',
      }),
    );
  }
  if ((parseDurationMs(maxStaleness ?? '') ?? leastStalenessMs) >= leastStalenessMs) return [];
  return [
    outOfRange(
      `${pointer}/maxStaleness`,
      `\`maxStaleness: ${maxStaleness}\` is less than MongoDB can tell members apart by`,
      'Write `90s` or more, or remove it; what is read is never older than the sync needs',
    ),
  ];
}

const rates = ['readBytesPerSecond', 'writeBytesPerSecond'] as const;

function limitsOfNothing({ throttle = {} }: MigrationFile): Finding[] {
  const nothing = (pointer: string, block: Readonly<Record<string, unknown>>, names: readonly string[]) =>
    names
      .filter((name) => isNothing(block[name]))
      .map((name) =>
        outOfRange(
          `${pointer}/${name}`,
          `\`${name}: ${block[name]}\` has to be more than 0`,
          'Write more, or remove it; a time in `schedule` with `pauseCopy: true` holds the copy',
        ),
      );
  return [
    ...nothing('/throttle', { ...throttle }, [...rates, 'maxDestinationLag', 'maxSourceLag']),
    ...nothing('/throttle/http', { ...throttle.http }, ['timeout']),
    ...indexed(throttle.schedule).flatMap(({ item, index }) =>
      nothing(`/throttle/schedule/${index}`, { ...item }, [...rates, 'duration']),
    ),
  ];
}

function isNothing(value: unknown): boolean {
  return typeof value === 'string' && (parseDurationMs(value) ?? parseSizeBytes(value)) === 0;
}

const mostTimeoutMs = 86_400_000;

function patience({ throttle }: MigrationFile): Finding[] {
  const { timeout } = throttle?.http ?? {};
  if ((parseDurationMs(timeout ?? '') ?? 0) <= mostTimeoutMs) return [];
  const summary = `\`timeout: ${timeout}\` is longer than a day`;
  return [outOfRange('/throttle/http/timeout', summary, 'Write `24h` or less; the copy waits for the answer')];
}
