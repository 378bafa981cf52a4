/**
 * Lets applications write again when the run that blocked them has fallen silent before the switch: its process was
 * killed, its machine is gone, or it hangs. Runs beside every sync, and by itself as `godwit guard`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { type GuardDocument, GuardStore, type WatchedGuard } from './guard-document.ts';
import { isInForce, releaseBlock } from './source-block.ts';

export interface GuardianOptions {
  /** The migration's clusters; what is guarded is written in the destination. */
  readonly source: MongoClient;
  readonly destination: MongoClient;
  /** Only this migration; all of the destination when left out. */
  readonly migration?: string | undefined;
  /** Who it is, for people. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** What there is to be taken back beside the block; called again while the cutover is undone. */
  readonly onTakenBack: (guard: GuardDocument) => Promise<void>;
  /** Nothing is left to be guarded; asked of a guardian of one migration only. */
  readonly isOver?: (guard: WatchedGuard | undefined) => boolean;
}

const everyMs = 1_000;
/** A run that slept may still carry out the command that it had begun: for so long a block is looked for again. */
export const lookAgainForMs = 60_000;

export async function runGuardian(options: GuardianOptions): Promise<void> {
  const { signal, log, migration } = options;
  const store = new GuardStore(options.destination);
  const owed = new Set<string>();
  while (!signal.aborted) {
    try {
      const guards = await store.watched(migration);
      const isOver = migration !== undefined && options.isOver?.(guards[0]) === true;
      if (isOver && !owed.has(guards[0]?.transaction ?? '')) return;
      for (const guard of guards) await watch(guard, store, owed, options);
    } catch (error) {
      // A server that is away comes back, and the block with it.
      log('The guardian will try again', { reason: messageOf(error) });
    }
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** @param owed cutovers that are to be taken back and are not yet, by transaction: a cluster may be away for a while */
async function watch(
  guard: WatchedGuard,
  store: GuardStore,
  owed: Set<string>,
  options: GuardianOptions,
): Promise<void> {
  const { name, log } = options;
  const { transaction } = guard;
  if (guard.state === 'armed') {
    if (!(await takesOver(guard, store, owed, name))) return;
    log('The run of a cutover is silent, and the cutover is taken back', { migration: guard._id, by: guard.by });
    await takeBack({ ...guard, ...(await store.read(guard._id)) }, options);
    owed.delete(transaction);
    log('Writes are allowed again', { migration: guard._id });
  } else if (guard.state === 'undone' && (owed.has(transaction) || guard.ageMs < lookAgainForMs)) {
    owed.add(transaction);
    await lookAgain(guard, store, options);
    owed.delete(transaction);
  } else owed.delete(transaction);
}

/** An answer that is lost may stand for a cutover that is ours to take back. */
async function takesOver(guard: GuardDocument, store: GuardStore, owed: Set<string>, name: string): Promise<boolean> {
  owed.add(guard.transaction);
  if (await store.takeOver(guard, name)) return true;
  owed.delete(guard.transaction);
  return false;
}

async function takeBack(guard: GuardDocument, options: GuardianOptions): Promise<void> {
  const { block, side } = guard;
  if (block !== undefined) await releaseBlock(options[side], block);
  await options.onTakenBack(guard);
}

async function lookAgain(guard: GuardDocument, store: GuardStore, options: GuardianOptions): Promise<void> {
  const { block, side } = guard;
  const isBlocked = block !== undefined && (await isInForce(options[side], block));
  // Servers take their time: what is blocked, or held by the engine, may be the next cutover's by now.
  const latest = await store.read(guard._id);
  if (latest?.transaction !== guard.transaction || latest.state !== guard.state) return;
  if (isBlocked) await releaseBlock(options[side], block);
  await options.onTakenBack(guard);
}
