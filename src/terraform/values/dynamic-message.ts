/** The message that carries a value, in either of its two forms. */
import type { CtyType } from './cty-type.ts';
import { decodeJson } from './json.ts';
import { decodeMsgpack, encodeMsgpack } from './msgpack.ts';
import type { Value } from './value.ts';

export interface DynamicMessage {
  readonly msgpack?: Uint8Array | null | undefined;
  readonly json?: Uint8Array | null | undefined;
}

/** Null where the message is empty, as for a resource that does not exist. */
export function fromDynamicMessage(type: CtyType, message: DynamicMessage | null | undefined): Value {
  if (message?.msgpack?.length) return decodeMsgpack(type, message.msgpack);
  return message?.json?.length ? decodeJson(type, message.json) : null;
}

export const toDynamicMessage = (type: CtyType, value: Value): { readonly msgpack: Buffer } => ({
  msgpack: encodeMsgpack(type, value),
});
