/** Values as a state carries them: JSON, perhaps from another version. */
import { type CtyType, ctyTypeFrom } from './cty-type.ts';
import { decimalFrom } from './decimal.ts';
import { type ReadingForm, readValue } from './read-value.ts';
import type { Value } from './value.ts';

const reading: ReadingForm = {
  number: (written) => (typeof written === 'string' ? decimalFrom(written) : undefined),
  // A state may hold what was a text before.
  bool: (written) =>
    written === true || written === 'true' ? true : written === false || written === 'false' ? false : undefined,
  dynamic: (written) => {
    if (typeof written !== 'object' || written === null || !('type' in written)) return undefined;
    return [ctyTypeFrom(written.type), 'value' in written ? written.value : null];
  },
  isOfAnotherVersion: true,
};

/** Attributes that are missing are null, and those that the type does not have are left out. */
export function decodeJson(type: CtyType, bytes: Uint8Array): Value {
  return readValue(type, JSON.parse(withNumeralsAsText(Buffer.from(bytes).toString())), reading);
}

/** JSON.parse would round them. */
const withNumeralsAsText = (json: string): string =>
  json.replaceAll(
    /("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g,
    (_, text: string | undefined, numeral: string) => text ?? `"${numeral}"`,
  );
