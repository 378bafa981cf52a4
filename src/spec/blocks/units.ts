import { parseDurationMs } from '../../lib/duration.ts';
import { BugError } from '../../lib/errors.ts';
import { parseSizeBytes } from '../../lib/size.ts';

/** Milliseconds of a duration that the schema has let through. */
export function durationMs(text: string): number {
  return parseDurationMs(text) ?? notChecked(text);
}

/** The same for a duration that may be absent. */
export function optionalDurationMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : durationMs(text);
}

/** Bytes of a size that the schema has let through. */
export function sizeBytes(text: string): number {
  return parseSizeBytes(text) ?? notChecked(text);
}

/** The same for a size that may be absent. */
export function optionalSizeBytes(text: string | undefined): number | undefined {
  return text === undefined ? undefined : sizeBytes(text);
}

function notChecked(text: string): never {
  throw new BugError('GW999', { summary: `\`${text}\` passed the schema and is neither a duration nor a size` });
}
