/**
 * In which order a collection is read to be compared. By `_id` both sides come in the same order for certain. In natural order
 * that costs either server less (`natural-order.ts`), but it goes together only where the destination was written in the order
 * that the source lies in: by a copy in natural order, or by a restore. Whether it was is seen while comparing.
 */
import { collectionSize } from '../mongo/collection-size.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isNoCollection, isTransient } from '../mongo/failures.ts';
import { hasSmallDocuments, ScatteredOnDisk } from '../mongo/natural-order.ts';
import { canKeepPlace } from '../mongo/natural-scan.ts';
import type { VerifiableCollection } from '../sync/verification-port.ts';
import type { Togetherness } from './compare-span.ts';

/** Of fewer documents the choice costs more than it gains. */
const fewDocuments = 10_000;
/** Before so many the share of those that lie apart says little. */
const firstLook = 5_000;
/** A document that lies apart costs the comparison as much as twenty others gain. */
const shareApart = 0.05;

/** By `_id`, or in natural order as long as that is worthwhile. */
export type ScanOrder = 'id' | ((sides: Togetherness) => boolean);

export class ScanOrders {
  readonly #source: MongoClient;
  readonly #destination: MongoClient;
  readonly #scattered: ScatteredOnDisk;

  constructor({ source, destination }: { readonly source: MongoClient; readonly destination: MongoClient }) {
    this.#source = source;
    this.#destination = destination;
    this.#scattered = new ScatteredOnDisk(source);
  }

  async of(collection: VerifiableCollection): Promise<ScanOrder> {
    try {
      return await this.#choose(collection);
    } catch (error) {
      if (isTransient(error) || isNoCollection(error)) throw error;
      // Not everyone may ask for sizes.
      return 'id';
    }
  }

  async #choose({ isCapped, source, destination }: VerifiableCollection): Promise<ScanOrder> {
    if (
      isCapped ||
      (await this.#source.db(source.db).collection(source.coll).estimatedDocumentCount()) < fewDocuments
    ) {
      return 'id';
    }
    const size = await collectionSize(this.#source, source);
    const isScattered = await this.#scattered.has(source, size);
    if (!isScattered && !hasSmallDocuments(size)) return 'id';
    const keepPlaces = await Promise.all([
      canKeepPlace(this.#source, source),
      canKeepPlace(this.#destination, destination),
    ]);
    if (keepPlaces.includes(false)) return 'id';
    // Reading by `_id` is the slowest way of all then, so that waiting for partners does not matter, as long as they come.
    return isScattered
      ? ({ met, handedOver }) => handedOver <= firstLook + met * shareApart
      : ({ met, putAside }) => putAside <= firstLook + met * shareApart;
  }
}
