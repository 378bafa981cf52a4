import type { ClusterTime } from '../../mongo/cluster-time.ts';
import { isTemporary } from '../../mongo/namespace.ts';
import { type DataEvent, namespaceAt, type OtherEvent } from './change-event.ts';

/**
 * How much was changed of what is in scope since the run began. What `$out` and the like fill under a name of the server's
 * own is in scope if the collection that it becomes is; until it is known which that is, any may be meant.
 */
export class ChangesInScope {
  #count = 0;
  /** By collection: when its latest change was. */
  readonly #undecided = new Map<string, ClusterTime>();

  /** Without those of which it is not decided yet. */
  get count(): number {
    return this.#count;
  }

  /** Collections with changes behind a time of which it is not decided yet. */
  undecidedSince(time: ClusterTime): number {
    return [...this.#undecided.values()].filter((latest) => latest > time).length;
  }

  document({ collectionKey, time }: DataEvent, coll: string): void {
    if (isTemporary(coll)) this.#undecided.set(collectionKey, time);
    else this.#count += 1;
  }

  /** @param isInScope whether a name that the event tells of is */
  catalogue({ collectionKey, time, operationType, buffer, namespaceStart }: OtherEvent, isInScope: boolean): void {
    const isEnd = operationType === 'rename' || operationType === 'drop';
    if (isEnd) this.#undecided.delete(collectionKey);
    if (!isInScope) return;
    const namespace = namespaceAt(buffer, namespaceStart);
    const isFilled = isTemporary(namespace.slice(namespace.indexOf('.') + 1)) && operationType !== 'rename';
    if (!isFilled) this.#count += 1;
    else if (!isEnd) this.#undecided.set(collectionKey, time);
  }
}
