/**
 * The parts of the mongodb driver that `raw.ts` rests on and that its published types leave out.
 * The driver is pinned exactly; test/integration/mongo/raw.test.ts fails loudly when a new version moves them.
 */

declare module 'mongodb/lib/cmap/commands.js' {
  /** A kind-1 section of an OP_MSG message: a field name and ready-made documents. */
  export class DocumentSequence {
    constructor(field: string);
    readonly chunks: readonly Uint8Array[];
    push(document: unknown, bytes: Uint8Array): number;
  }

  /** What becomes the bytes of a message. */
  export interface WireMessage {
    toBin(): Uint8Array[];
  }

  export class OpMsgRequest implements WireMessage {
    readonly command: Record<string, unknown>;
    toBin(): Uint8Array[];
    /** Adds the sections to `buffers`; returns their length. */
    makeSections(buffers: Uint8Array[], document: Record<string, unknown>): number;
  }
}

declare module 'mongodb/lib/cmap/connection.js' {
  import type { Socket } from 'node:net';
  import type { Document } from 'mongodb';
  import type { WireMessage } from 'mongodb/lib/cmap/commands.js';
  import type { MongoDBNamespace } from 'mongodb/lib/utils.js';
  export interface WriteOptions {
    readonly agreedCompressor: string;
  }
  export class Connection {
    readonly id: number | string;
    readonly address: string;
    readonly socket: Socket;
    /** What the server said of itself and of this connection when it was made. */
    readonly description: { readonly serverConnectionId: bigint | null; readonly hello: Document | null };
    /** With what it is, or was, logged in. */
    readonly authContext?: { readonly options: { readonly connectTimeoutMS?: number } };
    /** Sends a command and waits for the answer, at most for the time in the options. */
    command(
      namespace: MongoDBNamespace,
      document: Document,
      options?: { readonly socketTimeoutMS?: number },
      responseType?: unknown,
    ): Promise<unknown>;
    /** Returns when the socket has taken the message. */
    writeCommand(message: WireMessage, options: WriteOptions): Promise<void>;
    /** Ends the connection; the command that is under way fails with the error. */
    onError(error: Error): void;
    cleanup(error: Error): void;
  }
}

declare module 'mongodb/lib/sdam/topology.js' {
  import type { Connection } from 'mongodb/lib/cmap/connection.js';
  /** A server of a client's deployment. */
  export interface PooledServer {
    readonly description: { readonly type: string };
    /** Checked out are those on which a command is under way. */
    readonly pool: {
      readonly checkedOutConnections: ReadonlySet<Connection>;
      /** Those that nobody uses. */
      readonly connections: Iterable<Connection>;
    };
  }
  export interface ConnectedTopology {
    readonly s: { readonly servers: ReadonlyMap<string, PooledServer> };
  }
}

declare module 'mongodb/lib/cmap/wire_protocol/responses.js' {
  export class MongoDBResponse {
    protected readonly bson: Uint8Array;
    readonly ok: 0 | 1;
  }
}

declare module 'mongodb/lib/operations/operation.js' {
  export const Aspect: { readonly MUST_SELECT_SAME_SERVER: symbol };
  export function defineAspects(operation: unknown, aspects: readonly symbol[]): void;
}

declare module 'mongodb/lib/operations/run_command.js' {
  import type { ClientSession, Document, ReadPreference } from 'mongodb';
  import type { MongoDBResponse } from 'mongodb/lib/cmap/wire_protocol/responses.js';
  import type { MongoDBNamespace } from 'mongodb/lib/utils.js';
  export class RunCommandOperation {
    constructor(
      namespace: MongoDBNamespace,
      command: Document,
      options: { session?: ClientSession; readPreference?: ReadPreference; signal?: AbortSignal },
    );
    SERVER_COMMAND_RESPONSE_TYPE: typeof MongoDBResponse;
    server: unknown;
    buildCommand(connection: unknown, session: unknown): Document;
    handleOk(response: MongoDBResponse): unknown;
  }
}

declare module 'mongodb/lib/operations/execute_operation.js' {
  import type { MongoClient } from 'mongodb';
  import type { RunCommandOperation } from 'mongodb/lib/operations/run_command.js';
  export function executeOperation(client: MongoClient, operation: RunCommandOperation): Promise<unknown>;
}

declare module 'mongodb/lib/cmap/wire_protocol/constants.js' {
  const constants: { MIN_SUPPORTED_WIRE_VERSION: number; MIN_SUPPORTED_SERVER_VERSION: string };
  export default constants;
}

declare module 'mongodb/lib/utils.js' {
  export class MongoDBNamespace {
    constructor(db: string, collection?: string);
  }
}
