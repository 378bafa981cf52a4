import { createRequire } from 'node:module';
import type { Db, Document } from '../driver.ts';

/** The driver's carrier of documents that are serialised already; internal, hence without types. */
interface DocumentSequence {
  push(document: Document, bytes: Uint8Array): number;
}
type DocumentSequenceConstructor = new (field: string) => DocumentSequence;

const require = createRequire(import.meta.url);
const commands = require('mongodb/lib/cmap/commands.js') as { DocumentSequence: DocumentSequenceConstructor };

const batchBytes = 40_000_000;
const batchDocuments = 10_000;

/** Inserts documents exactly as their bytes are; throws when the server refuses any. */
export async function insertRaw(
  database: Db,
  collection: string,
  documents: readonly Buffer[],
  options: Document = {},
): Promise<void> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for (const document of documents) {
    if (batch.length === batchDocuments || (batch.length > 0 && bytes + document.length > batchBytes)) {
      await insertBatch(database, collection, batch, options);
      [batch, bytes] = [[], 0];
    }
    batch.push(document);
    bytes += document.length;
  }
  if (batch.length > 0) await insertBatch(database, collection, batch, options);
}

async function insertBatch(database: Db, collection: string, documents: Buffer[], options: Document): Promise<void> {
  const sequence = new commands.DocumentSequence('documents');
  for (const document of documents) sequence.push({}, document);
  const reply = await database.command({ insert: collection, documents: sequence, ordered: true, ...options });
  const [error] = reply['writeErrors'] ?? [];
  if (error) throw new Error(`Document ${error.index} of ${collection} was refused: ${error.errmsg}`);
}
