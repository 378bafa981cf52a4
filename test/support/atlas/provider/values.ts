import { decode, Encoder, ExtData, ExtensionCodec } from '@msgpack/msgpack';

/** What Terraform does not know yet; msgpack has an extension for it. */
export const unknown = new ExtData(0, new Uint8Array([0]));

export type Value = unknown;
export type State = Record<string, Value>;

const codec = new ExtensionCodec();

/** Integers that a double cannot hold do not occur in what is served here. */
export function decodeValue(dynamic: { msgpack?: Uint8Array } | undefined): State | null {
  if (dynamic?.msgpack === undefined || dynamic.msgpack.length === 0) return null;
  return decode(dynamic.msgpack, { extensionCodec: codec }) as State | null;
}

export const encodeValue = (value: State | null) => ({ msgpack: new Encoder({ extensionCodec: codec }).encode(value) });

export const isUnknown = (value: Value): boolean => value instanceof ExtData;

/** Equal as values; the order of sets and maps is left to the caller. */
export const isSame = (a: Value, b: Value): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
