/**
 * BSON written by hand, for what no driver would write: duplicate and out-of-order field names, NaN payloads,
 * deprecated types. A value is its type byte and its bytes; nothing is checked.
 */

/** A value: type byte and bytes. */
export interface RawValue {
  readonly type: number;
  readonly bytes: Buffer;
}

type Field = readonly [name: string, value: RawValue];

/** A document of these fields, in this order, repeated names included. */
export function document(...fields: readonly Field[]): Buffer {
  const elements = fields.map(([name, { type, bytes }]) =>
    Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), bytes]),
  );
  const body = Buffer.concat([...elements, Buffer.alloc(1)]);
  return Buffer.concat([int32Bytes(body.length + 4), body]);
}

/** Values of every type. */
export const value = {
  /** A double by its bits, because arithmetic does not keep the payload of a NaN. */
  doubleBits: (bits: bigint): RawValue => ({ type: 0x01, bytes: int64Bytes(bits) }),
  double(number: number): RawValue {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(number);
    return { type: 0x01, bytes };
  },
  string: (text: string): RawValue => ({ type: 0x02, bytes: stringBytes(text) }),
  object: (...fields: readonly Field[]): RawValue => ({ type: 0x03, bytes: document(...fields) }),
  array: (...items: readonly RawValue[]): RawValue => ({
    type: 0x04,
    bytes: document(...items.map((item, index) => [String(index), item] as const)),
  }),
  binary: (subtype: number, data: Buffer): RawValue => ({
    type: 0x05,
    bytes: Buffer.concat([int32Bytes(data.length), Buffer.from([subtype]), data]),
  }),
  undefined: (): RawValue => ({ type: 0x06, bytes: Buffer.alloc(0) }),
  objectId: (hex: string): RawValue => ({ type: 0x07, bytes: Buffer.from(hex, 'hex') }),
  boolean: (isTrue: boolean): RawValue => ({ type: 0x08, bytes: Buffer.from([isTrue ? 1 : 0]) }),
  date: (ms: bigint): RawValue => ({ type: 0x09, bytes: int64Bytes(ms) }),
  null: (): RawValue => ({ type: 0x0a, bytes: Buffer.alloc(0) }),
  regex: (pattern: string, options: string): RawValue => ({
    type: 0x0b,
    bytes: Buffer.from(`${pattern}\0${options}\0`),
  }),
  dbPointer: (namespace: string, hex: string): RawValue => ({
    type: 0x0c,
    bytes: Buffer.concat([stringBytes(namespace), Buffer.from(hex, 'hex')]),
  }),
  code: (text: string): RawValue => ({ type: 0x0d, bytes: stringBytes(text) }),
  symbol: (text: string): RawValue => ({ type: 0x0e, bytes: stringBytes(text) }),
  codeWithScope(text: string, scope: Buffer): RawValue {
    const code = stringBytes(text);
    return { type: 0x0f, bytes: Buffer.concat([int32Bytes(4 + code.length + scope.length), code, scope]) };
  },
  int: (number: number): RawValue => ({ type: 0x10, bytes: int32Bytes(number) }),
  timestamp: (seconds: number, increment: number): RawValue => ({
    type: 0x11,
    bytes: int64Bytes((BigInt(seconds) << 32n) | BigInt(increment)),
  }),
  long: (number: bigint): RawValue => ({ type: 0x12, bytes: int64Bytes(number) }),
  /** By its bits: high and low half. */
  decimalBits: (high: bigint, low: bigint): RawValue => ({
    type: 0x13,
    bytes: Buffer.concat([int64Bytes(low), int64Bytes(high)]),
  }),
  minKey: (): RawValue => ({ type: 0xff, bytes: Buffer.alloc(0) }),
  maxKey: (): RawValue => ({ type: 0x7f, bytes: Buffer.alloc(0) }),
} as const;

/** Decimal128 values that a number cannot stand for. */
export const decimal = {
  one: value.decimalBits(0x3040000000000000n, 1n),
  /** 1.00: equal to 1, other bytes. */
  oneWithCents: value.decimalBits(0x303c000000000000n, 100n),
  minusZero: value.decimalBits(0xb040000000000000n, 0n),
  infinity: value.decimalBits(0x7800000000000000n, 0n),
  nan: value.decimalBits(0x7c00000000000000n, 0n),
  signallingNan: value.decimalBits(0x7e00000000000000n, 0n),
  largest: value.decimalBits(0x5fffed09bead87c0n, 0x378d8e63ffffffffn),
} as const;

function int32Bytes(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(number);
  return bytes;
}

function int64Bytes(number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, number));
  return bytes;
}

function stringBytes(text: string): Buffer {
  const bytes = Buffer.from(`${text}\0`);
  return Buffer.concat([int32Bytes(bytes.length), bytes]);
}
