/**
 * Reads a collection in natural order, the order that its documents lie in, and goes on from a place in it.
 *
 * A place is a number that one member has given to a document, and no other member knows it. A member that is restarted may
 * have been given new data meanwhile, with other numbers; so a place holds for as long as the member's process lives, which
 * `topologyVersion` tells apart (4.4 and newer: https://www.mongodb.com/docs/manual/reference/command/hello/).
 * `$_requestResumeToken` and `$_resumeAfter` of `find` are not documented; the server's own initial sync goes on by them where
 * it was cut (4.4 and newer). Whether a server knows them is tried (`canKeepPlace`).
 */
import { bsonType, findElement } from './bson/walk.ts';
import { BSON, type Document, Long, type MongoClient, MongoServerSelectionError, ReadPreference } from './driver.ts';
import { isResumeTokenRefused, isTransient } from './failures.ts';
import { isRouted } from './is-routed.ts';
import type { Namespace } from './namespace.ts';
import { type RawReply, runRaw, runRawOn } from './raw.ts';
import { type RawBatch, RawCursor, type RawCursorOptions } from './raw-cursor.ts';

/** Everything up to here was read. */
export interface NaturalPlace {
  /** `host:port` of the member, as the driver knows it. */
  readonly address: string;
  /** Of its process. */
  readonly process: string;
  /**
   * The server's tokens of the document behind which to go on, and of those at which batches before it ended, latest first:
   * any of them may be deleted. `{ $recordId }`, and from 8.0 on what the member's data are told apart by.
   */
  readonly tokens: readonly Uint8Array[];
}

/** Why there is no going on: the place is none any more, or its member is not to be reached right now. */
export type Absence = 'placeLost' | 'memberAway';

const tokensKept = 4;
const inNaturalOrder = { hint: { $natural: 1 }, $_requestResumeToken: true };
/** The member may have become a secondary since its cursor was opened: a place is worth more than a role. */
const anyRole = ReadPreference.nearest;

/**
 * Whether a scan of the collection can go on from a place: not behind a mongos, not where the server takes no scans, and not
 * where documents are numbered by something else (clustered collections).
 */
export async function canKeepPlace(client: MongoClient, { db, coll }: Namespace): Promise<boolean> {
  const find = { find: coll, ...inNaturalOrder, limit: 1, singleBatch: true, projection: { _id: 1 } };
  try {
    const { cursor } = await client.db(db).command(find, { promoteLongs: false });
    const { topologyVersion } = await client.db('admin').command({ hello: 1 });
    const record: unknown = cursor.postBatchResumeToken?.$recordId;
    // Behind its first command the driver knows what it has to do with.
    return Long.isLong(record) && topologyVersion !== undefined && !isRouted(client);
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  }
}

/** A scan as a cursor, with the place behind each of its batches. */
export class NaturalScan {
  readonly cursor: RawCursor;
  #place: NaturalPlace;

  private constructor(cursor: RawCursor, place: NaturalPlace) {
    this.cursor = cursor;
    this.#place = place;
  }

  /**
   * @param command a `find` without order
   * @param from where an earlier scan of the collection stood
   * @returns the reason where it cannot go on there
   */
  static async open(
    client: MongoClient,
    database: string,
    command: Document,
    options: RawCursorOptions,
    from: NaturalPlace | undefined,
  ): Promise<NaturalScan | Absence> {
    const member = await chooseMember(client, options, from);
    if (typeof member === 'string') return member;
    const onMember = { ...options, server: member.server, readPreference: anyRole };
    const opened = await openBehind(from?.tokens, async (behind) =>
      RawCursor.open(client, database, { ...command, ...inNaturalOrder, ...behind }, onMember),
    );
    if (opened === undefined) return 'placeLost';
    const { cursor, tokens } = opened;
    // The cursor is of the process that was asked before, unless another one has come meanwhile.
    const now = askedMember(await runRawOn(member.server, client, 'admin', { hello: 1 }, onMember));
    if (now.process === member.process) {
      return new NaturalScan(cursor, { address: now.address, process: now.process, tokens });
    }
    await cursor.close();
    return 'placeLost';
  }

  /** Behind the batch; the one before where it holds nothing. */
  placeBehind({ postBatchResumeToken }: RawBatch): NaturalPlace {
    if (postBatchResumeToken !== undefined && isOfDocument(postBatchResumeToken)) {
      // As bytes of its own: the batch need not be kept for it.
      const tokens = [new Uint8Array(postBatchResumeToken), ...this.#place.tokens].slice(0, tokensKept);
      this.#place = { ...this.#place, tokens };
    }
    return this.#place;
  }
}

interface AskedMember {
  readonly server: unknown;
  readonly address: string;
  readonly process: string;
}

/** One that may be read from, or the one that the place is of. */
async function chooseMember(
  client: MongoClient,
  options: RawCursorOptions,
  from: NaturalPlace | undefined,
): Promise<AskedMember | Absence> {
  if (from === undefined) return askedMember(await runRaw(client, 'admin', { hello: 1 }, options));
  const there = { description: { address: from.address } };
  try {
    const asked = await runRawOn(there, client, 'admin', { hello: 1 }, { ...options, readPreference: anyRole });
    const member = askedMember(asked);
    return member.process === from.process ? member : 'placeLost';
  } catch (error) {
    if (error instanceof MongoServerSelectionError) return 'memberAway';
    throw error;
  }
}

function askedMember({ bytes, server }: RawReply): AskedMember {
  const version = findElement(bytes, 0, 'topologyVersion');
  const id = version && findElement(bytes, version.start, 'processId');
  if (id === undefined) throw new RangeError('The reply to hello does not tell the process');
  const { address } = (server as { readonly description: { readonly address: string } }).description;
  return { server, address, process: bytes.toString('hex', id.start, id.end) };
}

/** Where the latest document was deleted, behind the one before, and so on. */
async function openBehind(
  tokens: readonly Uint8Array[] | undefined,
  open: (behind: Document) => Promise<RawCursor>,
): Promise<{ readonly cursor: RawCursor; readonly tokens: readonly Uint8Array[] } | undefined> {
  if (tokens === undefined) return { cursor: await open({}), tokens: [] };
  for (const [index, token] of tokens.entries()) {
    try {
      const cursor = await open({ $_resumeAfter: BSON.deserialize(token, { promoteValues: false }) });
      return { cursor, tokens: tokens.slice(index) };
    } catch (error) {
      if (!isResumeTokenRefused(error)) throw error;
    }
  }
  return undefined;
}

/** At the end of the collection there is none. */
function isOfDocument(token: Buffer): boolean {
  return findElement(token, 0, '$recordId')?.type === bsonType.int64;
}
