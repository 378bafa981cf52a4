/**
 * Lets the pinned driver send ready-made documents as they are.
 *
 * Left to itself it copies them three times on their way to the socket (sequence, sections, message). The copies cost
 * less than what they leave behind: buffers outside the heap, for which V8 collects the whole heap again and again; in
 * a copy of small documents that was two fifths of godwit's CPU.
 *
 * What is changed is where the bytes are put together, for messages with a `ReadySequence` only; what is sent stays the
 * same to the byte, and time-outs, errors and waiting for the socket stay the driver's
 * (docs/decisions/0010-ready-documents-are-sent-in-place.md).
 */
import { DocumentSequence, OpMsgRequest } from 'mongodb/lib/cmap/commands.js';
import { Connection } from 'mongodb/lib/cmap/connection.js';

/** A kind-1 section of ready-made documents, which nothing copies on the way to the socket. */
export class ReadySequence extends DocumentSequence {}

/** The end of a message goes the driver's own way, so that it waits and fails as the driver has it. */
const tailBytes = 512;

const { makeSections } = OpMsgRequest.prototype;
OpMsgRequest.prototype.makeSections = function (buffers, document) {
  const field = readyField(document);
  if (field === undefined) return makeSections.call(this, buffers, document);
  const { chunks } = document[field] as ReadySequence;
  delete document[field];
  const length = makeSections.call(this, buffers, document);
  buffers.push(...chunks);
  return length + chunks.reduce((sum, chunk) => sum + chunk.length, 0);
};

const { writeCommand } = Connection.prototype;
Connection.prototype.writeCommand = async function (message, options) {
  const isReady = message instanceof OpMsgRequest && readyField(message.command) !== undefined;
  // What is compressed has to be in one piece.
  if (!isReady || options.agreedCompressor !== 'none') return await writeCommand.call(this, message, options);
  const buffers = message.toBin();
  const last = buffers.pop()!;
  const cut = Math.max(0, last.length - tailBytes);
  this.socket.cork();
  for (const buffer of buffers) this.socket.write(buffer);
  if (cut > 0) this.socket.write(last.subarray(0, cut));
  this.socket.uncork();
  return await writeCommand.call(this, { toBin: () => [last.subarray(cut)] }, options);
};

function readyField(document: Readonly<Record<string, unknown>>): string | undefined {
  for (const field in document) if (document[field] instanceof ReadySequence) return field;
  return undefined;
}
