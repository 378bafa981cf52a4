/**
 * In which order a collection is copied. By `_id`, such a copy goes on where it was, on whatever member, and is read by
 * several at once. In natural order it costs the source less (`natural-order.ts`), but it may have to be begun anew
 * (`natural-scan.ts`).
 */
import type { CollectionSize } from '../../mongo/collection-size.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { hasSmallDocuments, ScatteredOnDisk } from '../../mongo/natural-order.ts';
import { canKeepPlace } from '../../mongo/natural-scan.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { NaturalOrder } from '../sync-settings.ts';
import type { ReadOrder } from './carrier.ts';

/** Read again in a minute or so; of a smaller one there is little to be gained. */
const soonAgainBytes = { least: 16_000_000, most: 1_000_000_000 };

export class ReadOrders {
  readonly #client: MongoClient;
  readonly #wish: NaturalOrder;
  readonly #scattered: ScatteredOnDisk;

  /** @param wish what mongosync does when left out */
  constructor(client: MongoClient, wish: NaturalOrder = { detectsRandomId: true, collections: [] }) {
    this.#client = client;
    this.#scattered = new ScatteredOnDisk(client);
    this.#wish = wish;
  }

  /**
   * @param namespace what the collection is called right now
   * @param isOneOfMany there are as many others to be copied as can be read at once
   */
  async of(
    { kind }: Pick<CollectionEntry, 'kind'>,
    namespace: Namespace,
    size: CollectionSize,
    isOneOfMany: boolean,
  ): Promise<ReadOrder> {
    if (kind === 'capped') return 'natural';
    // Buckets are clustered: they lie in the order of their `_id`.
    if (kind === 'buckets' || size.documents === 0) return 'id';
    const isWanted = this.#isNamed(namespace) || (await this.#isBetter(namespace, size, isOneOfMany));
    return isWanted && (await canKeepPlace(this.#client, namespace)) ? 'placed' : 'id';
  }

  #isNamed({ db, coll }: Namespace): boolean {
    return this.#wish.collections.some(({ database, collections }) => {
      if (database !== db && database !== everyDatabase) return false;
      return collections === undefined || collections.includes(coll);
    });
  }

  async #isBetter(namespace: Namespace, size: CollectionSize, isOneOfMany: boolean): Promise<boolean> {
    if (!this.#wish.detectsRandomId) return false;
    const isSoonReadAgain = size.bytes >= soonAgainBytes.least && size.bytes <= soonAgainBytes.most;
    if (isOneOfMany && isSoonReadAgain && hasSmallDocuments(size)) return true;
    return await this.#scattered.has(namespace, size);
  }
}

/** mongosync's word for all databases. */
const everyDatabase = '.';
