import { decodeExact, ExactDocument } from '../../mongo/bson/exact.ts';
import { findElement } from '../../mongo/bson/walk.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { keyOfToken, type OtherEvent } from './change-event.ts';

/** What an event says that is not about a document. */
export interface Ddl {
  readonly namespace: Namespace;
  /** Hex; empty for views. */
  readonly uuid: string;
  readonly time: bigint;
  readonly description: ExactDocument;
  readonly renamedTo: Namespace | undefined;
  readonly dropTarget: string;
}

/**
 * Reads all of it, unlike `parseChangeEvent`: such events are few.
 * @param tellsUuid whether events tell the UUID by themselves (6.0 and newer); the token of a view's may hold that of another
 */
export function decodeDdl({ buffer, eventStart, tokenStart, time }: OtherEvent, tellsUuid: boolean): Ddl {
  const part = (name: string) => {
    const element = findElement(buffer, eventStart, name);
    return element === undefined ? new ExactDocument() : decodeExact(buffer, element.start);
  };
  const description = part('operationDescription');
  const to = part('to');
  const namespace = namespaceOf(part('ns'));
  const told = findElement(buffer, eventStart, 'collectionUUID');
  const key = tellsUuid ? told && buffer.latin1Slice(told.start + 5, told.end) : keyOfToken(buffer, tokenStart);
  return {
    namespace,
    uuid: Buffer.from(key ?? '', 'latin1').toString('hex'),
    time,
    description,
    renamedTo: to.size === 0 ? undefined : namespaceOf(to),
    dropTarget: uuidHex(description.get('dropTarget')),
  };
}

function namespaceOf(document: ExactDocument): Namespace {
  return { db: String(document.get('db')), coll: String(document.get('coll') ?? '') };
}

function uuidHex(value: unknown): string {
  const isBinary = typeof value === 'object' && value !== null && 'buffer' in value;
  return isBinary ? Buffer.from(value.buffer as Uint8Array).toString('hex') : '';
}
