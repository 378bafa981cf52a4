import { StatementWriter } from '../mongo/bson/statements.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import { bypassValidation } from '../mongo/bypass-validation.ts';
import type { Document, MongoClient } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { documentSequence, runRaw } from '../mongo/raw.ts';
import { sourceTimeNow } from '../sync/source-time.ts';
import type { VerifiableCollection } from '../sync/verification-port.ts';
import { readWriteReply } from '../sync/write-reply.ts';
import { documentsById } from './documents-by-id.ts';
import type { UnequalPair } from './look-again.ts';
import { keyOf } from './pending-documents.ts';

/**
 * Brings documents of a collection to what the source has now. A sync may go on meanwhile, and what it writes may be
 * written over: whoever asks compares them once more behind every change.
 */
export async function repairById(
  { source, destination }: { readonly source: MongoClient; readonly destination: MongoClient },
  collection: VerifiableCollection,
  ids: readonly BsonValue[],
): Promise<void> {
  const readAfter = await sourceTimeNow(source);
  const { documents } = await documentsById(
    { client: source, namespace: collection.source, match: collection.match, readAfter },
    ids,
  );
  const pairs = ids.map((id) => ({ id, source: documents.get(keyOf(id)) }));
  await repair(destination, collection.destination, pairs);
}

/**
 * Makes the destination's documents those of the source, byte for byte. Nobody else may write to the destination meanwhile.
 * @returns how many could be repaired
 */
export async function repair(
  destination: MongoClient,
  namespace: Namespace,
  pairs: readonly Pick<UnequalPair, 'id' | 'source'>[],
): Promise<number> {
  // Extra ones first: they may stand in the way of one that has an equal key of another type.
  const deletions = new StatementWriter();
  const replacements = new StatementWriter();
  for (const { id, source } of pairs) {
    if (source === undefined) deletions.deletion(id);
    else replacements.literalReplacement(id, source, 0, source.length);
  }
  const deleted = await send(destination, namespace, 'delete', 'deletes', deletions);
  return deleted + (await send(destination, namespace, 'update', 'updates', replacements));
}

async function send(
  client: MongoClient,
  { db, coll }: Namespace,
  name: 'update' | 'delete',
  field: 'updates' | 'deletes',
  writer: StatementWriter,
): Promise<number> {
  const { count } = writer;
  if (count === 0) return 0;
  const command: Document = {
    [name]: coll,
    [field]: documentSequence(field, writer.finish()),
    ordered: false,
    writeConcern: { w: 'majority' },
    ...(name === 'update' ? bypassValidation({ db, coll }) : {}),
  };
  const { bytes } = await runRaw(client, db, command);
  return count - readWriteReply(bytes).failures.length;
}
