import { once } from 'node:events';
import { connect } from 'node:net';
import { BSON } from '../driver.ts';

/** OP_QUERY, which clients sent before MongoDB 3.6 (https://www.mongodb.com/docs/manual/legacy-opcodes). */
const opQuery = 2004;

/** Asks a server for all documents of a collection as a client of old would, and waits for its answer. */
export async function sendLegacyQuery(uri: string, namespace: string): Promise<void> {
  const [, host, port] = /^mongodb:\/\/(?:[^@/]*@)?([^:/,]+):(\d+)/.exec(uri)!;
  const flags = Buffer.alloc(4);
  const skipAndLimit = Buffer.alloc(8);
  const body = Buffer.concat([flags, Buffer.from(`${namespace}\0`), skipAndLimit, BSON.serialize({})]);
  const header = Buffer.alloc(16);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(opQuery, 12);
  const socket = connect(Number(port), host);
  try {
    socket.write(Buffer.concat([header, body]));
    await once(socket, 'data');
  } finally {
    socket.destroy();
  }
}
