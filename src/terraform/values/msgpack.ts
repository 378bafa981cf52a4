/** Values as messages between Terraform and a provider carry them. */
import { decode, Encoder, ExtensionCodec } from '@msgpack/msgpack';
import { BugError } from '../../lib/errors.ts';
import { type CtyType, ctyTypeFrom } from './cty-type.ts';
import { type Decimal, decimalFrom, exactDecimal } from './decimal.ts';
import { type ReadingForm, readValue } from './read-value.ts';
import { UNKNOWN, type Value } from './value.ts';
import { writeValue } from './write-value.ts';

const extensionCodec = new ExtensionCodec();
/** Nothing is known of it. */
extensionCodec.register({
  type: 0,
  encode: (value) => (value === UNKNOWN ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
/** Something is known of it (that it is not null, how it begins), for which there is no use here. */
extensionCodec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

const options = { extensionCodec, useBigInt64: true };
const reading: ReadingForm = {
  number: readNumber,
  bool: (written) => (typeof written === 'boolean' ? written : undefined),
  dynamic: (written) => {
    if (!Array.isArray(written) || written.length !== 2) return undefined;
    return [ctyTypeFrom(JSON.parse(Buffer.from(written[0]).toString())), written[1]];
  },
  isOfAnotherVersion: false,
};

export function encodeMsgpack(type: CtyType, value: Value): Buffer {
  return Buffer.from(new Encoder(options).encode(writeValue(type, value)));
}

export function decodeMsgpack(type: CtyType, bytes: Uint8Array): Value {
  return readValue(type, decoded(bytes), reading);
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, options);
  } catch (cause) {
    throw new BugError('GW785', {
      summary: 'What Terraform sent is no msgpack that can be read',
      hint: 'Report it with the version of Terraform',
      cause,
    });
  }
}

function readNumber(written: unknown): Decimal | undefined {
  if (typeof written === 'number') return Number.isFinite(written) ? exactDecimal(written) : undefined;
  return typeof written === 'bigint' || typeof written === 'string' ? decimalFrom(written) : undefined;
}
