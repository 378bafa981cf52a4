import { isSameNamespace, knownBy, type Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from './collection-entry.ts';

/** All collections in scope, as of the change stream's position, findable by what events carry. */
export class Catalog {
  readonly #byUuid = new Map<string, CollectionEntry>();
  readonly #byKey = new Map<string, CollectionEntry>();

  get entries(): readonly CollectionEntry[] {
    return [...this.#byUuid.values()];
  }

  get size(): number {
    return this.#byUuid.size;
  }

  byUuid(uuid: string): CollectionEntry | undefined {
    return this.#byUuid.get(uuid);
  }

  /** @param collectionKey as in `ChangeEvent` */
  byKey(collectionKey: string): CollectionEntry | undefined {
    return this.#byKey.get(collectionKey);
  }

  atSource(namespace: Namespace): CollectionEntry | undefined {
    return this.entries.find(({ source }) => isSameNamespace(source, namespace));
  }

  atDestination(namespace: Namespace): CollectionEntry | undefined {
    return this.entries.find(({ destination }) => isSameNamespace(destination, namespace));
  }

  /** As `atDestination`; a time series has the name of its buckets and the one that it is known by. */
  holderAtDestination(namespace: Namespace): CollectionEntry | undefined {
    const wanted = knownBy(namespace);
    return this.entries.find(({ destination }) => isSameNamespace(knownBy(destination), wanted));
  }

  add(entry: CollectionEntry): void {
    this.#byUuid.set(entry.uuid, entry);
    this.#byKey.set(keyOf(entry), entry);
  }

  remove(entry: CollectionEntry): void {
    this.#byUuid.delete(entry.uuid);
    this.#byKey.delete(keyOf(entry));
  }

  /** Gives the collection other names on both sides. */
  rename(entry: CollectionEntry, source: Namespace, destination: Namespace): void {
    entry.source = source;
    entry.destination = destination;
  }
}

function keyOf({ uuid }: CollectionEntry): string {
  return Buffer.from(uuid, 'hex').latin1Slice();
}
