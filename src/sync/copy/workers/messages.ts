/** What passes between the main thread and a worker: data that structured cloning takes over unchanged. */
import { type BsonValue, documentId, idDocument } from '../../../mongo/bson/value.ts';
import { documentsIn } from '../../../mongo/bson/walk.ts';
import type { ConnectOptions } from '../../../mongo/connect.ts';
import { ReadPreference } from '../../../mongo/driver.ts';
import type { ErrorParcel } from '../../../mongo/error-parcel.ts';
import type { Choice, InsertOrder, InsertReport, Selection, SpanRead } from '../carrier.ts';

/** Given to a worker when it is made. The connection strings go no other way. */
export interface WorkerTask {
  readonly source: WorkerConnection;
  readonly destination: WorkerConnection;
  /** Inserts under way at once, at most. */
  readonly parallelism: number;
  /** See `WriteTarget`. */
  readonly isSharded: boolean;
}

export type WorkerConnection = Omit<ConnectOptions, 'uri'> & { readonly uri: string };

/** The first message of a worker: it is connected, and writes under these sessions (UUIDs). */
export interface Ready {
  readonly sessions: readonly Uint8Array[];
}

/** What a worker is asked to do; the answer bears the same number. */
export type Request = { readonly call: number } & (
  | { readonly verb: 'open'; readonly span: number; readonly read: SpanParcel; readonly gossip: Uint8Array | undefined }
  | { readonly verb: 'next' | 'close'; readonly span: number }
  | { readonly verb: 'idKeys'; readonly span: number; readonly hasCollation: boolean }
  | { readonly verb: 'select'; readonly span: number; readonly choice: Choice }
  | { readonly verb: 'insert'; readonly span: number; readonly order: InsertOrder }
);

export type Answer = { readonly call: number } & (
  | { readonly value: unknown }
  | { readonly error: ErrorParcel }
  /** The lease ended before the insert could be sent. */
  | { readonly isLate: true }
);

/** Asks a worker to close its connections and to end; nothing is asked of it any more. */
export const farewell = 'farewell';

export type SpanParcel = ReturnType<typeof packSpan>;

export function packSpan({ after, min, max, readPreference, ...others }: SpanRead) {
  const { mode, tags, maxStalenessSeconds } = readPreference;
  return {
    ...others,
    after: packId(after),
    min: packId(min),
    max: packId(max),
    readPreference: { mode, tags, maxStalenessSeconds },
  };
}

export function unpackSpan({ after, min, max, readPreference, ...others }: SpanParcel): SpanRead {
  const { mode, tags, maxStalenessSeconds } = readPreference;
  const staleness = maxStalenessSeconds === undefined ? {} : { maxStalenessSeconds };
  return {
    ...others,
    after: unpackId(after),
    min: unpackId(min),
    max: unpackId(max),
    readPreference: new ReadPreference(mode, tags, staleness),
  };
}

export type SelectionParcel = ReturnType<typeof packSelection>;

export function packSelection({ left, last, ...others }: Selection) {
  return { ...others, left: packIds(left), last: packId(last) };
}

export function unpackSelection({ left, last, ...others }: SelectionParcel): Selection {
  return { ...others, left: unpackIds(left), last: unpackId(last) };
}

export type ReportParcel = ReturnType<typeof packReport>;

export function packReport({ left, refused, term }: InsertReport) {
  return { term, left: packIds(left), refused: refused && { ...refused, id: packId(refused.id)! } };
}

export function unpackReport({ left, refused, term }: ReportParcel): InsertReport {
  return { term, left: unpackIds(left), refused: refused && { ...refused, id: unpackId(refused.id)! } };
}

/** As `{_id: value}`, in bytes of its own: a view would take all that it is a part of along. */
function packId(value: BsonValue | undefined): Uint8Array | undefined {
  return value === undefined ? undefined : new Uint8Array(idDocument(value));
}

function unpackId(bytes: Uint8Array | undefined): BsonValue | undefined {
  return bytes === undefined ? undefined : unpackIds(bytes)[0];
}

function packIds(values: readonly BsonValue[]): Uint8Array {
  return Buffer.concat(values.map(idDocument));
}

function unpackIds(bytes: Uint8Array): BsonValue[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return documentsIn(buffer).map((document) => documentId(document, 0)!);
}
