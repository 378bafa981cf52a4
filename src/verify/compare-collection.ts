/** Compares one collection of two clusters, in bounded memory: completely, a sample of it, or only the numbers. */
import { type BsonValue, describeValue, idDocument } from '../mongo/bson/value.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { CollectionReader } from './collection-reader.ts';
import type { CollectionPair } from './compare-catalogs.ts';
import { compareSpan } from './compare-span.ts';
import { type CollectionComparison, type ComparisonMode, type DifferingDocument, emptyResult } from './comparison.ts';
import { lookAgain, type UnequalPair } from './look-again.ts';
import { repair } from './repair.ts';
import { sampleIds } from './sample-ids.ts';

const lookupSize = 200;
const maxSamples = 20;

export interface CompareCollectionOptions {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly mode: ComparisonMode;
  readonly samplePercent: number;
  readonly repairs: boolean;
  readonly signal: AbortSignal;
  /** An interrupted comparison of the same collection. */
  readonly resume?: { readonly result: CollectionComparison; readonly from: BsonValue } | undefined;
  /** Told now and then; `from` is where to resume, as BSON in base64. */
  readonly onProgress: (result: CollectionComparison, from: string | undefined) => void;
}

export async function compareCollection(
  pair: CollectionPair,
  options: CompareCollectionOptions,
): Promise<CollectionComparison> {
  const work = new CollectionWork(pair, options);
  if (options.mode === 'counts') await work.count();
  else if (options.mode === 'sample') await work.sample();
  else await work.scan();
  return work.result;
}

class CollectionWork {
  readonly #pair: CollectionPair;
  readonly #options: CompareCollectionOptions;
  result: CollectionComparison;

  constructor(pair: CollectionPair, options: CompareCollectionOptions) {
    this.#pair = pair;
    this.#options = options;
    this.result = { ...(options.resume?.result ?? emptyResult(pair.namespace)), catalog: pair.catalog };
  }

  async count(): Promise<void> {
    const [documents, there] = await Promise.all([
      this.#countOn(this.#options.source),
      this.#countOn(this.#options.destination),
    ]);
    const extra = Math.max(0, there - documents);
    const isTolerated = this.#pair.isCapped || this.#pair.canExpire;
    this.#add({
      documents,
      missing: Math.max(0, documents - there),
      ...(isTolerated ? { tolerated: extra } : { extra }),
    });
  }

  /** Random documents of each side are looked up on both: what is missing shows from the one, what is extra from the other. */
  async sample(): Promise<void> {
    const { source, destination, samplePercent, signal } = this.#options;
    for (const client of [source, destination]) {
      const options = { client, namespace: this.#pair.source, percent: samplePercent };
      for await (const ids of sampleIds(options, lookupSize)) {
        signal.throwIfAborted();
        await this.#sampled(ids);
      }
    }
  }

  async #sampled(ids: readonly BsonValue[]): Promise<void> {
    const unequal = await this.#settle(ids);
    this.#add({ documents: ids.length - unequal });
    this.#options.onProgress(this.result, undefined);
  }

  async scan(): Promise<void> {
    const { source, destination, resume } = this.#options;
    const namespace = this.#pair.source;
    const from = resume?.from;
    const left = new CollectionReader({ client: source, namespace, readConcern: 'majority', from });
    const right = new CollectionReader({ client: destination, namespace, readConcern: 'local', from });
    const waiting: BsonValue[] = [];
    let safe: { readonly result: CollectionComparison; readonly from: BsonValue } | undefined;
    const drain = async (upTo: number) => {
      while (waiting.length > upTo) await this.#settle(waiting.splice(0, lookupSize));
    };
    const paced = {
      next: async () => {
        this.#options.signal.throwIfAborted();
        await drain(lookupSize);
        if (safe !== undefined) this.#options.onProgress(safe.result, idDocument(safe.from).toString('base64'));
        // Nothing left to look at makes the next point one to go on from.
        if (safe === undefined || waiting.length > 0) await drain(0);
        safe = undefined;
        return await left.next();
      },
    };
    try {
      await compareSpan(paced, right, {
        equal: (documents, bytes) => this.#add({ documents, bytes }),
        suspect: (ids) => waiting.push(...ids),
        aligned: (id, { documents, bytes }) => {
          if (waiting.length > 0) return;
          const { result } = this;
          safe = {
            result: { ...result, documents: result.documents + documents, bytes: result.bytes + bytes },
            from: id,
          };
        },
      });
      await drain(0);
    } finally {
      await Promise.all([left.close(), right.close()]);
    }
  }

  /** Looks again, counts what is left, repairs it where asked. @returns how many are unequal */
  async #settle(ids: readonly BsonValue[]): Promise<number> {
    const { source, destination, signal, repairs } = this.#options;
    const namespace = this.#pair.source;
    const unequal = await lookAgain({ source, destination, namespace, signal }, ids);
    const isTolerated = (pair: UnequalPair) =>
      pair.source === undefined && (this.#pair.isCapped || this.#pair.canExpire);
    const counted = unequal.filter((pair) => !isTolerated(pair));
    const kinds = counted.map(kindOf);
    const count = (kind: DifferingDocument['kind']) => kinds.filter((one) => one === kind).length;
    const samples = counted.map((pair) => ({ kind: kindOf(pair), id: describeValue(pair.id) }));
    this.result = { ...this.result, samples: [...this.result.samples, ...samples].slice(0, maxSamples) };
    this.#add({
      missing: count('missing'),
      extra: count('extra'),
      different: count('different'),
      tolerated: unequal.length - counted.length,
      repaired: repairs ? await repair(destination, namespace, counted) : 0,
      // What was unequal in passing only.
      ...(this.#options.mode === 'full' ? { documents: ids.length - unequal.length } : {}),
    });
    return unequal.length;
  }

  async #countOn(client: MongoClient): Promise<number> {
    const { db, coll } = this.#pair.source;
    return await client
      .db(db)
      .collection(coll)
      .countDocuments({}, { hint: { _id: 1 } });
  }

  #add(
    amounts: Partial<
      Record<'documents' | 'bytes' | 'missing' | 'extra' | 'different' | 'tolerated' | 'repaired', number>
    >,
  ): void {
    const result = { ...this.result };
    for (const [name, amount] of Object.entries(amounts)) result[name as 'documents'] += amount;
    this.result = result;
  }
}

function kindOf({ source, destination }: UnequalPair): DifferingDocument['kind'] {
  if (destination === undefined) return 'missing';
  return source === undefined ? 'extra' : 'different';
}
