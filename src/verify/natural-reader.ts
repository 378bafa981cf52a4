import type { ClientSession } from '../mongo/driver.ts';
import { type NaturalPlace, NaturalScan } from '../mongo/natural-scan.ts';
import {
  type CollectionReaderOptions,
  canReopen,
  maxReopenings,
  scanCommand,
  scanOptions,
} from './collection-reader.ts';
import { type DocumentBatch, type DocumentReader, documentBatch } from './span-side.ts';

/** There is no going on with a scan: it has to begin anew. */
export class PlaceLostError extends Error {
  override readonly name = 'PlaceLostError';
}

/**
 * All documents of a collection in natural order. A lost cursor is opened anew behind the last batch that was handed out, for
 * as long as the process lives that it was of.
 */
export class NaturalReader implements DocumentReader {
  readonly #options: CollectionReaderOptions;
  #scan: NaturalScan | undefined;
  #session: ClientSession | undefined;
  /** Absent as long as nothing was handed out. */
  #place: NaturalPlace | undefined;
  #reopenings = 0;

  constructor(options: CollectionReaderOptions) {
    this.#options = options;
  }

  async next(): Promise<DocumentBatch | undefined> {
    for (;;) {
      try {
        this.#scan ??= await this.#open();
        const batch = await this.#scan.cursor.next();
        if (batch === undefined) return undefined;
        this.#place = this.#scan.placeBehind(batch);
        return documentBatch(batch.bytes, batch.arrayStart);
      } catch (error) {
        await this.close();
        if (!canReopen(error, this.#reopenings)) throw error;
        this.#reopenings += 1;
      }
    }
  }

  async close(): Promise<void> {
    await this.#scan?.cursor.close();
    await this.#session?.endSession();
    this.#scan = undefined;
    this.#session = undefined;
  }

  async #open(): Promise<NaturalScan> {
    const { client, namespace } = this.#options;
    for (; this.#reopenings <= maxReopenings; this.#reopenings += 1) {
      this.#session ??= client.startSession({ causalConsistency: false });
      const options = scanOptions(this.#options, this.#session);
      const scan = await NaturalScan.open(client, namespace.db, scanCommand(this.#options), options, this.#place);
      if (typeof scan === 'object') return scan;
      // The driver has waited for it, and does so again.
      if (scan !== 'memberAway') break;
    }
    throw new PlaceLostError();
  }
}
