/** What the verification had repaired, kept with the sync: an engine that is started again goes on counting. */
import type { Metadata } from './checkpoint/metadata.ts';
import type { RepairedDocuments } from './verification-port.ts';

const id = 'repaired';

export async function readRepaired(metadata: Metadata): Promise<RepairedDocuments | undefined> {
  const stored = await metadata.read<RepairedDocuments>('engine', id);
  return stored && { count: stored.count, documents: stored.documents };
}

/** Durable on a majority when it returns. */
export async function storeRepaired(
  metadata: Metadata,
  fence: number,
  { count, documents }: RepairedDocuments,
): Promise<void> {
  await metadata.set('engine', id, fence, { count, documents });
}
