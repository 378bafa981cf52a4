/**
 * The server sessions that a run writes under, written down before its first write: whoever comes next, in this process or
 * another, kills what is left of those writes and waits until they are gone (`settleWrites`).
 */
import type { Metadata } from './metadata.ts';

const id = 'writers';

export async function readWriterSessions(metadata: Metadata): Promise<readonly unknown[]> {
  const stored = await metadata.read<{ sessions: readonly unknown[] }>('engine', id);
  return stored?.sessions ?? [];
}

export async function storeWriterSessions(
  metadata: Metadata,
  fence: number,
  sessions: readonly unknown[],
): Promise<void> {
  await metadata.set('engine', id, fence, { sessions });
}
