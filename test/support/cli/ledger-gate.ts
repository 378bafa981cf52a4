/**
 * Stands between a run and the server that keeps its ledger, and reads along: so a test can act at an exact point of the
 * journal, before an entry is written or after it was and before the run knows.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { BSON, type Document } from '../driver.ts';
import { findFreePort } from '../servers/free-port.ts';

/** An entry of the ledger that is on its way to the server. */
export interface PassingEntry {
  readonly kind: string;
  readonly step?: string;
  readonly transaction?: string;
}

/** Told of every entry, before it is written and after; it passes when the promise resolves to `pass`. */
export type Watcher = (moment: 'before' | 'after', entry: PassingEntry) => Promise<'pass' | 'cut'>;

const opMessage = 2013;
const headerBytes = 16;

export class LedgerGate implements AsyncDisposable {
  readonly uri: string;
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #watcher: Watcher = async () => 'pass';

  private constructor(server: Server, port: number, target: string) {
    this.#server = server;
    this.#target = new URL(`tcp://${target}`);
    this.uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    server.on('connection', (client) => this.#accept(client));
  }

  /** @param target `host:port` of the server that keeps the ledger */
  static async open(target: string): Promise<LedgerGate> {
    const server = createServer();
    const port = await findFreePort();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new LedgerGate(server, port, target);
  }

  watch(watcher: Watcher): void {
    this.#watcher = watcher;
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
    void this.#carry(client, server);
  }

  /** Requests and answers take turns on a connection that carries ledger entries. */
  async #carry(client: Socket, server: Socket): Promise<void> {
    const answers: PassingEntry[] = [];
    void this.#forward(server, client, async () => {
      const entry = answers.shift();
      return entry === undefined ? 'pass' : await this.#watcher('after', entry);
    });
    await this.#forward(client, server, async (message) => {
      const entry = entryIn(message);
      if (entry === undefined) return 'pass';
      const verdict = await this.#watcher('before', entry);
      if (verdict === 'pass') answers.push(entry);
      return verdict;
    });
  }

  async #forward(from: Socket, to: Socket, judge: (message: Buffer) => Promise<'pass' | 'cut'>): Promise<void> {
    let buffered = Buffer.alloc(0);
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        buffered = Buffer.concat([buffered, chunk]);
        while (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0)) {
          const message = buffered.subarray(0, buffered.readInt32LE(0));
          buffered = buffered.subarray(message.length);
          if ((await judge(message)) === 'cut') return void to.destroy();
          to.write(message);
        }
      }
    } catch {
      // The connection is gone, as it may be.
    }
  }
}

/** The entry that a message inserts into a ledger. */
function entryIn(message: Buffer): PassingEntry | undefined {
  if (message.readInt32LE(12) !== opMessage) return undefined;
  const body = message.subarray(headerBytes + 4);
  const command = documentAt(body, 1);
  if (command['insert'] !== 'ledger') return undefined;
  const [document] = (command['documents'] as Document[] | undefined) ?? sequenceAfter(body, 1);
  return document?.['entry'];
}

function documentAt(bytes: Buffer, start: number): Document {
  return BSON.deserialize(bytes.subarray(start, start + bytes.readInt32LE(start)));
}

/** The first document of the sequence section behind the body section. */
function sequenceAfter(bytes: Buffer, bodyStart: number): Document[] {
  const section = bodyStart + bytes.readInt32LE(bodyStart) + 1;
  const documents = bytes.indexOf(0, section + 4) + 1;
  return [documentAt(bytes, documents)];
}
