import type { BsonValue } from '../../mongo/bson/value.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';

/** Documents whose present state has to be fetched from the source. */
export interface TouchRequest {
  readonly entry: CollectionEntry;
  readonly ids: readonly BsonValue[];
}

interface QueuedTouch extends TouchRequest {
  readonly done: () => void;
}

/**
 * Hands documents that the copier could not settle to the follower. Only the follower overwrites documents, so that
 * an older state can never land on a newer one.
 */
export class Touches {
  #queue: QueuedTouch[] = [];
  #listener: (() => void) | undefined;

  /** Resolves once the documents are as on the source. Never settles when the run ends before. */
  async add(entry: CollectionEntry, ids: readonly BsonValue[]): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ entry, ids, done: resolve });
      this.#listener?.();
    });
  }

  /**
   * Calls the listener when there is something to do; it takes the place of the one before. A promise for that could stay
   * open for days, and would hold on to whatever was raced against it.
   */
  notify(listener: () => void): void {
    this.#listener = listener;
    if (this.#queue.length > 0) listener();
  }

  /** Carries out what is queued; the waiting copiers go on afterwards. */
  async settle(apply: (requests: readonly TouchRequest[]) => Promise<void>): Promise<void> {
    const taken = this.#queue;
    if (taken.length === 0) return;
    this.#queue = [];
    await apply(taken);
    for (const { done } of taken) done();
  }
}
