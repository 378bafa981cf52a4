/**
 * The program of a worker thread: connections of its own, and a carrier that does what the main thread asks for. It decides
 * nothing, and sends nothing that it was not told to send.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../../../lib/secret.ts';
import { connectClient } from '../../../mongo/connect.ts';
import { packError } from '../../../mongo/error-parcel.ts';
import { LeaseExpiredError } from '../../checkpoint/lease.ts';
import { WriteSessions } from '../../write-sessions.ts';
import type { CarriedSpan } from '../carrier.ts';
import { CarrierHere } from '../carrier-here.ts';
import {
  type Answer,
  farewell,
  packReport,
  packSelection,
  type Ready,
  type Request,
  unpackSpan,
  type WorkerConnection,
  type WorkerTask,
} from './messages.ts';

const port = parentPort!;
const { source, destination, parallelism, isSharded } = workerData as WorkerTask;
const spans = new Map<number, CarriedSpan>();

try {
  await using from = await connect(source);
  await using to = await connect(destination);
  const sessions = new WriteSessions(to.client, parallelism);
  const carrier = new CarrierHere(from.client, { client: to.client, sessions, isSharded });
  const dismissed = new Promise<void>((resolve) => {
    port.on('message', (message: Request | typeof farewell) => {
      if (message === farewell) resolve();
      else void answer(carrier, message);
    });
  });
  port.postMessage({ sessions: sessions.ids.map(({ buffer }) => new Uint8Array(buffer)) } satisfies Ready);
  await dismissed;
} catch (error) {
  port.postMessage({ call: 0, error: packError(error) } satisfies Answer);
}
port.close();

async function connect({ uri, role, ...options }: WorkerConnection) {
  return await connectClient({ ...options, role, uri: new Secret(uri, role) });
}

async function answer(carrier: CarrierHere, request: Request): Promise<void> {
  const { call } = request;
  try {
    port.postMessage({ call, value: await carryOut(carrier, request) } satisfies Answer);
  } catch (error) {
    const isLate = error instanceof LeaseExpiredError;
    port.postMessage((isLate ? { call, isLate } : { call, error: packError(error) }) satisfies Answer);
  }
}

async function carryOut(carrier: CarrierHere, request: Request): Promise<unknown> {
  const { span } = request;
  switch (request.verb) {
    case 'open': {
      const opened = await carrier.open(unpackSpan(request.read), request.gossip);
      if (typeof opened === 'string') return opened;
      spans.set(span, opened);
      return undefined;
    }
    case 'next':
      return await spans.get(span)!.next();
    case 'idKeys':
      return await spans.get(span)!.idKeys(request.hasCollation);
    case 'select':
      return packSelection(await spans.get(span)!.select(request.choice));
    case 'insert':
      return packReport(await spans.get(span)!.insert(request.order));
    case 'close':
      await spans.get(span)!.close();
      spans.delete(span);
  }
}
