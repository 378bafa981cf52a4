import type { BsonValue } from '../../mongo/bson/value.ts';
import { afterCString, bsonType, findElement, spells, valueLength } from '../../mongo/bson/walk.ts';
import { type ClusterTime, clusterTimeAt, collectionOfResumeToken } from '../../mongo/cluster-time.ts';

/** What all events of a change stream have; the buffer is the reply that the event came in. */
interface EventBase {
  readonly buffer: Buffer;
  readonly time: ClusterTime;
  /** Where in the buffer the resume token lies. */
  readonly tokenStart: number;
  readonly tokenEnd: number;
  /**
   * Which collection: its UUID's 16 bytes as a latin1 string, or `database.collection` where the event tells none: of views,
   * databases, and servers before 4.2.
   */
  readonly collectionKey: string;
  /** Of `ns`, which says what it was called. */
  readonly namespaceStart: number;
}

export interface DataEvent extends EventBase {
  readonly kind: 'insert' | 'update' | 'replace' | 'delete';
  readonly id: BsonValue;
  /** The document is told apart by a shard key of the source, beside its `_id`. */
  readonly hasShardKey: boolean;
  /** The full document of an insert or replace, the oplog's delta of an update; -1 where there is none. */
  readonly start: number;
  readonly end: number;
}

/** Everything that is no change of one document: DDL, invalidation. */
export interface OtherEvent extends EventBase {
  readonly kind: 'other';
  readonly operationType: string;
  /** The whole event, for decoding. */
  readonly eventStart: number;
  readonly eventEnd: number;
}

export type ChangeEvent = DataEvent | OtherEvent;

const none = -1;
/** Where the value lies in a document that begins with `_id`: behind a length, a type and the name. */
const idAloneStart = 4 + 1 + 4;

/** Reads the event's top level in one pass; embedded documents stay where they are. */
export function parseChangeEvent(buffer: Buffer, eventStart: number, eventEnd: number): ChangeEvent {
  let kind: ChangeEvent['kind'] = 'other';
  let operationType = '';
  let time = 0n;
  let tokenStart = none;
  let tokenEnd = none;
  let collectionKey = '';
  let namespaceStart = none;
  let keyStart = none;
  let documentStart = none;
  let documentEnd = none;
  let at = eventStart + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const nameStart = at + 1;
    const start = afterCString(buffer, nameStart);
    const end = start + valueLength(buffer, type, start);
    switch (nameOf(buffer, nameStart, start - 1)) {
      case 'operationType':
        kind = kindOf(buffer, start, end);
        if (kind === 'other') operationType = buffer.toString('utf8', start + 4, end - 1);
        break;
      case '_id':
        tokenStart = start;
        tokenEnd = end;
        break;
      case 'clusterTime':
        time = clusterTimeAt(buffer, start);
        break;
      case 'collectionUUID':
        if (type === bsonType.binary) collectionKey = keyOf(buffer, start + 5, end);
        break;
      case 'ns':
        namespaceStart = start;
        break;
      case 'documentKey':
        keyStart = start;
        break;
      case 'fullDocument':
      case 'rawUpdateDescription':
        documentStart = start;
        documentEnd = end;
        break;
      default:
    }
    at = end;
  }
  if (collectionKey === '') collectionKey = keyOfToken(buffer, tokenStart) ?? namespaceAt(buffer, namespaceStart);
  if (kind === 'other') {
    const place = { buffer, time, tokenStart, tokenEnd, collectionKey, namespaceStart };
    return { ...place, kind, operationType, eventStart, eventEnd };
  }
  const id = findElement(buffer, keyStart, '_id');
  if (id === undefined) throw new RangeError('A change event of a document holds no _id');
  const hasShardKey = id.start !== keyStart + idAloneStart || id.end !== keyStart + buffer.readInt32LE(keyStart) - 1;
  // Field by field: V8 makes an object that spreads another one several microseconds slower, and slower to read.
  return {
    buffer,
    time,
    tokenStart,
    tokenEnd,
    collectionKey,
    namespaceStart,
    kind,
    id: { buffer, type: id.type, start: id.start, end: id.end },
    hasShardKey,
    start: documentStart,
    end: documentEnd,
  };
}

/** The resume token's document, in bytes of its own. */
export function tokenOf(event: ChangeEvent): Buffer {
  return Buffer.from(event.buffer.subarray(event.tokenStart, event.tokenEnd));
}

type Name =
  | 'operationType'
  | '_id'
  | 'clusterTime'
  | 'collectionUUID'
  | 'ns'
  | 'documentKey'
  | 'fullDocument'
  | 'rawUpdateDescription';

/** Which of the names that matter stands there, told apart by length first. */
function nameOf(buffer: Buffer, start: number, end: number): Name | undefined {
  const is = (name: Name) => (spells(buffer, start, end, name) ? name : undefined);
  switch (end - start) {
    case 2:
      return is('ns');
    case 3:
      return is('_id');
    case 11:
      return is('documentKey') ?? is('clusterTime');
    case 12:
      return is('fullDocument');
    case 13:
      return is('operationType');
    case 14:
      return is('collectionUUID');
    case 20:
      return is('rawUpdateDescription');
    default:
      return undefined;
  }
}

/** By their first bytes, so that the key of each event need not be made anew, nor hashed. */
const knownKeys = new Map<number, string>();
/** Collections that were dropped are among them. */
const mostKnownKeys = 20_000;

function keyOf(buffer: Buffer, start: number, end: number): string {
  const beginning = buffer.readInt32LE(start);
  const known = knownKeys.get(beginning);
  if (known !== undefined && spells(buffer, start, end, known)) return known;
  const key = buffer.latin1Slice(start, end);
  if (knownKeys.size >= mostKnownKeys) knownKeys.clear();
  knownKeys.set(beginning, key);
  return key;
}

function kindOf(buffer: Buffer, start: number, end: number): ChangeEvent['kind'] {
  const textStart = start + 4;
  const textEnd = end - 1;
  if (spells(buffer, textStart, textEnd, 'insert')) return 'insert';
  if (spells(buffer, textStart, textEnd, 'update')) return 'update';
  if (spells(buffer, textStart, textEnd, 'delete')) return 'delete';
  if (spells(buffer, textStart, textEnd, 'replace')) return 'replace';
  return 'other';
}

/** Before 6.0 the token alone tells the UUID. */
export function keyOfToken(buffer: Buffer, tokenStart: number): string | undefined {
  const data = tokenStart === none ? undefined : findElement(buffer, tokenStart, '_data');
  if (data?.type !== bsonType.string) return undefined;
  const uuid = collectionOfResumeToken(buffer.latin1Slice(data.start + 4, data.end - 1));
  return uuid === undefined ? undefined : Buffer.from(uuid, 'hex').latin1Slice();
}

/** `database.collection`, of an event's `ns`. */
export function namespaceAt(buffer: Buffer, start: number): string {
  if (start === none) return '';
  const text = (name: string) => {
    const element = findElement(buffer, start, name);
    return element === undefined ? '' : buffer.toString('utf8', element.start + 4, element.end - 1);
  };
  return `${text('db')}.${text('coll')}`;
}
