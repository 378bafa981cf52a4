/**
 * Lets applications write again when the run that blocked them has fallen silent before the switch: its process was
 * killed, its machine is gone, or it hangs. Runs beside every sync, and by itself as `godwit guard`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { writesOf } from '../mongo/write-block.ts';
import { type GuardDocument, GuardStore } from './guard-document.ts';
import { releaseBlock } from './source-block.ts';

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
  readonly isOver?: (guard: GuardDocument | undefined) => boolean;
}

const everyMs = 1_000;
/** A run that slept may still carry out the command that it had begun: for so long a block is looked for again. */
export const lookAgainForMs = 60_000;

export async function runGuardian(options: GuardianOptions): Promise<void> {
  const { signal, log, migration } = options;
  const store = new GuardStore(options.destination);
  while (!signal.aborted) {
    try {
      const guards = migration === undefined ? await store.all() : [await store.read(migration)];
      if (migration !== undefined && options.isOver?.(guards[0]) === true) return;
      for (const guard of guards) if (guard !== undefined) await watch(guard, store, options);
    } catch (error) {
      // A server that is away comes back, and the block with it.
      log('The guardian will try again', { reason: messageOf(error) });
    }
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

async function watch(guard: GuardDocument, store: GuardStore, options: GuardianOptions): Promise<void> {
  const { name, log } = options;
  if (guard.state === 'armed') {
    if (!(await store.takeOver(guard, name))) return;
    log('The run of a cutover is silent, and the cutover is taken back', { migration: guard._id, by: guard.by });
    await takeBack({ ...guard, ...(await store.read(guard._id)) }, options);
    log('Writes are allowed again', { migration: guard._id });
  } else if (guard.state === 'undone' && Date.now() - guard.changedAt.getTime() < lookAgainForMs) {
    await lookAgain(guard, options);
  }
}

async function takeBack(guard: GuardDocument, options: GuardianOptions): Promise<void> {
  await release(guard, options);
  await options.onTakenBack(guard);
}

async function lookAgain(guard: GuardDocument, options: GuardianOptions): Promise<void> {
  const isServerBlock = guard.block?.kind === 'server';
  if (isServerBlock && (await writesOf(options[guard.side])) === 'blocked') await release(guard, options);
  await options.onTakenBack(guard);
}

async function release({ block, side }: GuardDocument, options: GuardianOptions): Promise<void> {
  if (block !== undefined) await releaseBlock(options[side], block);
}
