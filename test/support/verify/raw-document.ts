import { BSON } from '../driver.ts';

/** One field of a document, undecoded. */
export interface RawField {
  readonly name: string;
  /** The type byte and the value: equal exactly when the values are equal bit by bit. */
  readonly value: Buffer;
}

/** The fields of a document in their order, duplicates included. */
export function fieldsOf(document: Uint8Array): RawField[] {
  const bytes = bufferOf(document);
  return [...BSON.onDemand.parseToElements(bytes)].map(([type, nameOffset, nameLength, offset, length]) => ({
    name: bytes.toString('utf8', nameOffset, nameOffset + nameLength),
    value: Buffer.concat([Buffer.from([type]), bytes.subarray(offset, offset + length)]),
  }));
}

/** The first field of that name. */
export function fieldOf(document: Uint8Array, name: string): Buffer | undefined {
  const bytes = bufferOf(document);
  for (const [type, nameOffset, nameLength, offset, length] of BSON.onDemand.parseToElements(bytes)) {
    if (bytes.toString('utf8', nameOffset, nameOffset + nameLength) !== name) continue;
    return Buffer.concat([Buffer.from([type]), bytes.subarray(offset, offset + length)]);
  }
  return undefined;
}

/** The same fields in the order of their names. */
export function withSortedFields(document: Uint8Array): Buffer {
  const fields = fieldsOf(document).sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = fields.map(({ name, value }) => [value.subarray(0, 1), Buffer.from(`${name}\0`), value.subarray(1)]);
  return Buffer.concat([bufferOf(document).subarray(0, 4), ...parts.flat(), Buffer.alloc(1)]);
}

/** A value for people to read: extended JSON that names every type. */
export function describeValue(value: Buffer | undefined): string {
  if (!value) return 'nothing';
  const type = value.subarray(0, 1);
  const document = Buffer.concat([Buffer.alloc(4), type, Buffer.from('v\0'), value.subarray(1), Buffer.alloc(1)]);
  document.writeInt32LE(document.length, 0);
  return BSON.EJSON.stringify(BSON.deserialize(document, { promoteValues: false }).v, { relaxed: false });
}

/** The `_id` of a document, for people. */
export function describeId(document: Uint8Array): string {
  return describeValue(fieldOf(document, '_id'));
}

/** The same bytes as a Buffer, without copying them. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
