/**
 * The raw byte path: run a command and get the reply's bytes; send documents that are already bytes.
 *
 * The driver keeps what it is good at (connections, TLS, authentication, pools, sessions, server selection);
 * its object layer is left out, because documents must arrive as they were (duplicate keys, NaN payloads,
 * integer-like keys in order) and because building objects costs five times the CPU of moving bytes.
 *
 * Nothing here retries: a raw command is sent once. Only this file and `driver-*.ts` touch the driver's internals.
 */
import './driver-minimum.ts';

import { MongoDBResponse } from 'mongodb/lib/cmap/wire_protocol/responses.js';
import { executeOperation } from 'mongodb/lib/operations/execute_operation.js';
import { Aspect, defineAspects } from 'mongodb/lib/operations/operation.js';
import { RunCommandOperation } from 'mongodb/lib/operations/run_command.js';
import { MongoDBNamespace } from 'mongodb/lib/utils.js';
import type { ClientSession, Document, MongoClient, ReadPreference } from './driver.ts';
import { ReadySequence } from './driver-sequences.ts';

class RawResponse extends MongoDBResponse {
  get bytes(): Buffer {
    return Buffer.from(this.bson.buffer, this.bson.byteOffset, this.bson.byteLength);
  }
}

class RawOperation extends RunCommandOperation {
  override SERVER_COMMAND_RESPONSE_TYPE = RawResponse;
  readonly #whenSent: (() => Document) | undefined;

  constructor(database: string, command: Document, { whenSent, ...options }: RawOptions) {
    super(new MongoDBNamespace(database), command, options);
    this.#whenSent = whenSent;
  }

  override buildCommand(...having: Parameters<RunCommandOperation['buildCommand']>): Document {
    const command = super.buildCommand(...having);
    return this.#whenSent === undefined ? command : { ...command, ...this.#whenSent() };
  }

  override handleOk(response: RawResponse): Buffer {
    return response.bytes;
  }
}

/** A getMore has to reach the server that holds the cursor: another one would answer CursorNotFound. */
class RawGetMoreOperation extends RawOperation {}
defineAspects(RawGetMoreOperation, [Aspect.MUST_SELECT_SAME_SERVER]);

export interface RawOptions {
  readonly session?: ClientSession;
  readonly readPreference?: ReadPreference;
  readonly signal?: AbortSignal;
  /**
   * More fields of the command, made when there is a connection to send it by: for those that depend on the time, since
   * choosing a server and waiting for a connection may take long. What it throws ends the attempt; nothing is sent then.
   */
  readonly whenSent?: () => Document;
}

/** A reply and the server it came from, which only serves to send a getMore to the same one. */
export interface RawReply {
  readonly bytes: Buffer;
  readonly server: unknown;
}

/**
 * Runs one command and returns the reply's BSON bytes. The bytes are the caller's own.
 * @throws MongoServerError when the reply says `ok: 0`; MongoNetworkError and the driver's other errors as usual
 */
export async function runRaw(
  client: MongoClient,
  database: string,
  command: Document,
  options: RawOptions = {},
): Promise<RawReply> {
  const operation = new RawOperation(database, command, options);
  const bytes = (await executeOperation(client, operation)) as Buffer;
  return { bytes, server: operation.server };
}

/** Like `runRaw`, on the server that an earlier reply came from. */
export async function runRawOn(
  server: unknown,
  client: MongoClient,
  database: string,
  command: Document,
  options: RawOptions = {},
): Promise<RawReply> {
  const operation = new RawGetMoreOperation(database, command, options);
  operation.server = server;
  const bytes = (await executeOperation(client, operation)) as Buffer;
  return { bytes, server: operation.server };
}

/**
 * A field of a command whose value is an array of documents that are bytes already: `{insert, documents: sequence}`.
 * @param field the field's name in the command
 * @param bytes BSON documents, one behind the other; they are sent as they lie there, so they must not change until the reply
 */
export function documentSequence(field: 'documents' | 'updates' | 'deletes', bytes: Buffer): unknown {
  const sequence = new ReadySequence(field);
  sequence.push(undefined, bytes);
  return sequence;
}
