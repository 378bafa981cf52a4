import type { MongoClient } from './driver.ts';

/** Whether users may write, as far as `setUserWriteBlockMode` is concerned. */
export type WriteState = 'allowed' | 'blocked' | 'unknown';

/**
 * The command takes the global lock and queues behind open transactions; while it queues, even reads wait. So it gets two
 * seconds, then others get their turn (correctness rule 20).
 */
const maxTimeMs = 2_000;

/** Blocks or allows the writes of everyone without `bypassWriteBlockingMode`, on the whole cluster (6.0 and newer). */
export async function setUserWriteBlock(client: MongoClient, isBlocked: boolean): Promise<void> {
  await client.db('admin').command({ setUserWriteBlockMode: 1, global: isBlocked, maxTimeMS: maxTimeMs });
}

/** `serverStatus().repl.userWriteBlockMode` is 1 while users may write and 2 while they may not (6.0 and newer). */
export async function writesOf(client: MongoClient): Promise<WriteState> {
  try {
    const { repl } = await client.db('admin').command({ serverStatus: 1, repl: 1 });
    const mode: unknown = repl?.userWriteBlockMode;
    return mode === 2 ? 'blocked' : mode === 1 ? 'allowed' : 'unknown';
  } catch {
    return 'unknown';
  }
}
