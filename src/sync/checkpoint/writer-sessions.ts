/**
 * The server sessions that runs write under, written down before the first write: whoever comes next, in this process or
 * another, kills what is left of those writes, waits until they are gone and has the server refuse what is still to come
 * (`settleWrites`).
 */
import type { SessionId } from '../write-sessions.ts';
import type { Metadata } from './metadata.ts';

export const writersId = 'writers';
/** Of runs long past: a process of theirs that is stopped amid a write may wake as late as it likes. */
const mostEarlier = 1_000;

export interface WriterSessions {
  /** Of the last run. */
  readonly sessions: readonly SessionId[];
  /** Of those before it, the latest last; their numbers are raised. */
  readonly earlier: readonly SessionId[];
}

export async function readWriterSessions(metadata: Metadata): Promise<WriterSessions> {
  const stored = await metadata.read<Partial<WriterSessions>>('engine', writersId);
  return { sessions: stored?.sessions ?? [], earlier: stored?.earlier ?? [] };
}

/** What is to be kept once the sessions of the last run are settled. */
export function earlierThanNext({ sessions, earlier }: WriterSessions): readonly SessionId[] {
  return [...earlier, ...sessions].slice(-mostEarlier);
}

export async function storeWriterSessions(metadata: Metadata, fence: number, stored: WriterSessions): Promise<void> {
  await metadata.set('engine', writersId, fence, { ...stored });
}
