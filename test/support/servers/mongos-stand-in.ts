/**
 * Stands in for a mongos, which cannot be had here: it says that it is one, answers what only a mongos answers, and passes
 * everything else to the replica set behind it.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from '../driver.ts';

const legacyQuery = 2004;
const legacyReply = 1;
const opMessage = 2013;
const headerBytes = 16;

export class MongosStandIn implements AsyncDisposable {
  readonly uri: string;
  /** As `config.settings` would keep it. */
  balancer: { mode: 'full' | 'off'; inRound: boolean } = { mode: 'full', inRound: false };
  /** The commands on the balancer that changed or would have changed something, in their order. */
  readonly told: string[] = [];
  /** What a command is answered instead of being carried out. */
  readonly refusals = new Map<string, Document>();
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number, target: string) {
    this.#server = server;
    this.#target = new URL(`tcp://${target}`);
    this.uri = `mongodb://127.0.0.1:${port}/`;
    server.on('connection', (client) => this.#accept(client));
  }

  /** @param target `host:port` of the primary of a replica set */
  static async start(target: string): Promise<MongosStandIn> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MongosStandIn(server, (server.address() as { port: number }).port, target);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [client, server]) {
      this.#sockets.add(socket.setNoDelay(true));
      socket
        .on('error', () => {})
        .on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          server.destroy();
        });
    }
    server.pipe(client);
    void this.#serve(client, server);
  }

  /** A driver asks one thing at a time on a connection, so that no answer of ours overtakes one of the server. */
  async #serve(client: Socket, server: Socket): Promise<void> {
    let buffered = Buffer.alloc(0);
    try {
      for await (const chunk of client as AsyncIterable<Buffer>) {
        buffered = Buffer.concat([buffered, chunk]);
        while (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0)) {
          const message = buffered.subarray(0, buffered.readInt32LE(0));
          buffered = buffered.subarray(message.length);
          const answer = this.#answer(commandIn(message));
          if (answer === undefined) server.write(message);
          else client.write(replyTo(message, answer));
        }
      }
    } catch {
      // The connection is gone, as it may be.
    }
  }

  #answer(name: string | undefined): Document | undefined {
    if (name === undefined) return undefined;
    if (/^(?:balancerStop|balancerStart)$/.test(name)) this.told.push(name);
    const refusal = this.refusals.get(name);
    if (refusal !== undefined) return { ok: 0, ...refusal };
    switch (name) {
      case 'hello':
      case 'isMaster':
      case 'ismaster':
        return { ...helloOfMongos, localTime: new Date() };
      case 'listShards':
        return { shards: [{ _id: 'shard0', host: `shard0/${this.#target.host}`, state: 1 }], ok: 1 };
      case 'balancerStatus':
        return { mode: this.balancer.mode, inBalancerRound: this.balancer.inRound, numBalancerRounds: 7, ok: 1 };
      case 'balancerStart':
        this.balancer = { ...this.balancer, mode: 'full' };
        return { ok: 1 };
      case 'balancerStop':
        this.balancer = { ...this.balancer, mode: 'off' };
        // It is off at once; the command ends with the round, or with its time.
        return this.balancer.inRound
          ? { ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'operation exceeded time limit' }
          : { ok: 1 };
      default:
        return undefined;
    }
  }
}

const helloOfMongos = {
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  msg: 'isdbgrid',
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 17,
  ok: 1,
};

/** The name of the command in a message: that of the first field of its document. */
function commandIn(message: Buffer): string | undefined {
  const kind = message.readInt32LE(12);
  if (kind === opMessage && message[headerBytes + 4] === 0) return firstFieldAt(message, headerBytes + 5);
  // Flags, name of the collection, how many to skip and to return.
  if (kind === legacyQuery) return firstFieldAt(message, message.indexOf(0, headerBytes + 4) + 9);
  return undefined;
}

function firstFieldAt(bytes: Buffer, start: number): string {
  return bytes.toString('utf8', start + 5, bytes.indexOf(0, start + 5));
}

function replyTo(message: Buffer, answer: Document): Buffer {
  const isLegacy = message.readInt32LE(12) === legacyQuery;
  const document = BSON.serialize(answer);
  // Flags, cursor, start and number of documents; or flags and the kind of the only section.
  const before = Buffer.alloc(isLegacy ? 20 : 5);
  if (isLegacy) before.writeInt32LE(1, 16);
  const header = Buffer.alloc(headerBytes);
  header.writeInt32LE(headerBytes + before.length + document.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isLegacy ? legacyReply : opMessage, 12);
  return Buffer.concat([header, before, document]);
}
