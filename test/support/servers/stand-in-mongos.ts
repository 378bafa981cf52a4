/**
 * Fronts a real server and answers in its place what only a mongos answers, since none can be had here: it calls itself one
 * in every handshake, and has the answers that it is given to single commands. Everything else is the server's.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from '../driver.ts';

/** The answer to a command; `undefined` leaves it to the server, a `SentAs` has it carried out with other fields. */
export type Answer = (
  command: Document,
  statements: readonly Document[],
) => Document | SentAs | undefined | Promise<Document | SentAs | undefined>;

/** Fields that the server gets beside those of the command. */
export class SentAs {
  readonly fields: Document;

  constructor(fields: Document) {
    this.fields = fields;
  }
}

export type Disguise = (hello: Document, address: string) => Document;

const headerBytes = 16;
const opReply = 1;
const opMessage = 2013;

export class StandInMongos implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * @param target `host:port` of the server
   * @param disguise what becomes of its handshakes, where it is not to be a mongos; given the stand-in's own `host:port`
   */
  static async start(target: string, answer: Answer, disguise: Disguise = asMongos): Promise<StandInMongos> {
    const server = createServer();
    const mongos = new StandInMongos(server);
    const [host = '', port] = target.split(':');
    server.on('connection', (client) => {
      const behind = connect({ host, port: Number(port) });
      mongos.#keep(client, behind);
      mongos.#keep(behind, client);
      let before = Promise.resolve();
      onMessages(client, (message) => {
        before = before.then(async () => {
          const { reply, request } = await answerTo(message, answer);
          if (reply === undefined) behind.write(request);
          else client.write(reply);
        });
      });
      onMessages(behind, (message) => client.write(disguised(message, (hello) => disguise(hello, mongos.#address))));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return mongos;
  }

  get uri(): string {
    return `mongodb://${this.#address}/`;
  }

  get #address(): string {
    return `127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}

/** Calls back with each whole message of the wire protocol. */
function onMessages(socket: Socket, take: (message: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
      const length = pending.readInt32LE(0);
      take(pending.subarray(0, length));
      pending = pending.subarray(length);
    }
  });
}

/** Where the one document of an answer, or the body of a command, begins. */
function bodyStart(message: Buffer): number | undefined {
  const opCode = message.readInt32LE(12);
  if (opCode === opReply) return headerBytes + 20;
  // Flags, then a section of kind 0.
  return opCode === opMessage && message[headerBytes + 4] === 0 ? headerBytes + 5 : undefined;
}

function bodyOf(message: Buffer): Document | undefined {
  const start = bodyStart(message);
  if (start === undefined) return undefined;
  return BSON.deserialize(message.subarray(start, start + message.readInt32LE(start)), { promoteValues: false });
}

interface Answered {
  readonly reply?: Buffer;
  readonly request: Buffer;
}

async function answerTo(message: Buffer, answer: Answer): Promise<Answered> {
  const command = message.readInt32LE(12) === opMessage ? bodyOf(message) : undefined;
  const own = command && (await answered(answer, command, statementsOf(message)));
  if (own === undefined) return { request: message };
  if (own instanceof SentAs) return { request: withFields(message, own.fields) };
  const body = BSON.serialize({ ok: 1, ...own });
  const reply = Buffer.alloc(headerBytes + 5);
  reply.writeInt32LE(reply.length + body.length, 0);
  reply.writeInt32LE(message.readInt32LE(4), 8);
  reply.writeInt32LE(opMessage, 12);
  return { request: message, reply: Buffer.concat([reply, body]) };
}

/** Whatever goes wrong in finding an answer is told as a server tells it. */
async function answered(answer: Answer, command: Document, statements: readonly Document[]) {
  try {
    return await answer(command, statements);
  } catch (error) {
    const { code = 1, codeName, message } = error as { code?: number; codeName?: string; message: string };
    return { ok: 0, code, errmsg: message, ...(codeName === undefined ? {} : { codeName }) };
  }
}

/** The documents of the sequences behind the body: the statements of a write. */
function statementsOf(message: Buffer): Document[] {
  const start = bodyStart(message);
  if (start === undefined) return [];
  const found: Document[] = [];
  let at = start + message.readInt32LE(start);
  while (at < message.length && message[at] === 1) {
    const end = at + 1 + message.readInt32LE(at + 1);
    for (let from = message.indexOf(0, at + 5) + 1; from < end; from += message.readInt32LE(from)) {
      const bytes = message.subarray(from, from + message.readInt32LE(from));
      found.push(BSON.deserialize(bytes, { promoteValues: false, validation: { utf8: false } }));
    }
    at = end;
  }
  return found;
}

function withFields(message: Buffer, fields: Document): Buffer {
  const start = bodyStart(message)!;
  const end = start + message.readInt32LE(start);
  const body = BSON.serialize({ ...bodyOf(message), ...fields });
  const changed = Buffer.concat([message.subarray(0, start), body, message.subarray(end)]);
  changed.writeInt32LE(changed.length, 0);
  // A checksum would be of the message as it was.
  changed.writeInt32LE(changed.readInt32LE(headerBytes) & ~1, headerBytes);
  return changed;
}

function disguised(message: Buffer, disguise: (hello: Document) => Document): Buffer {
  const start = bodyStart(message);
  const body = bodyOf(message);
  if (start === undefined || body === undefined || !('ismaster' in body || 'isWritablePrimary' in body)) return message;
  const changed = Buffer.concat([message.subarray(0, start), BSON.serialize(disguise(body))]);
  changed.writeInt32LE(changed.length, 0);
  return changed;
}

/** A handshake as a mongos gives it: no set, no members, and a word that says what it is. */
function asMongos({
  setName: _set,
  setVersion: _version,
  hosts: _hosts,
  primary: _primary,
  me: _me,
  ...rest
}: Document) {
  return { ...rest, msg: 'isdbgrid' };
}

/** A handshake of the one member of a set, at the stand-in's address, so that nobody goes round it. */
export function asOnlyMember(hello: Document, address: string): Document {
  return { ...hello, hosts: [address], primary: address, me: address };
}
