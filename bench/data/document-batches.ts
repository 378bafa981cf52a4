import { BSON, type Document } from '../../test/support/driver.ts';
import type { DocumentBatch } from './dataset.ts';

/** The driver's own limits are larger; a server works through these without holding much at once. */
const maxDocuments = 5_000;
const maxBytes = 8_000_000;

/** Documents as bytes, cut into what one insert command carries. */
export function documentBatches(count: number, documentAt: (index: number) => Document): readonly DocumentBatch[] {
  const batches: DocumentBatch[] = [];
  let parts: Uint8Array[] = [];
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const document = BSON.serialize(documentAt(index));
    parts.push(document);
    length += document.length;
    if (parts.length < maxDocuments && length < maxBytes && index < count - 1) continue;
    batches.push({ bytes: Buffer.concat(parts, length), count: parts.length });
    parts = [];
    length = 0;
  }
  return batches;
}
