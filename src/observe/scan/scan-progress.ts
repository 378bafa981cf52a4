import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { DocumentTrait } from './document-traits.ts';
import type { LongKeys } from './long-keys.ts';

/** The traits that only a scan of a whole collection shows; those about keys belong to an index. */
export type ScanTrait = DocumentTrait | 'duplicateId' | IndexTrait;

/**
 * `longIndexKey`: longer than old servers take; `uniqueConflict`: the unique index would not hold them together;
 * `uniqueUnknown`: it may or may not, there are too many to be compared.
 */
type IndexTrait = 'longIndexKey' | 'uniqueConflict' | 'uniqueUnknown';

/** A trait, with the name of the index that it belongs to. */
export type FoundKey = Exclude<ScanTrait, IndexTrait> | `${IndexTrait} ${string}`;

export function foundKey(trait: IndexTrait, index: string): FoundKey {
  return `${trait} ${index}`;
}

export interface TraitCount {
  count: number;
  /** `_id`s of the first few, as extended JSON. */
  first: string[];
}

/** How far one collection was scanned, and what was found in it. */
export interface CollectionScan {
  readonly namespace: string;
  /** Where it goes on: the last `_id` as BSON, in base64. */
  last?: string | undefined;
  isDone: boolean;
  documents: number;
  readonly found: Partial<Record<FoundKey, TraitCount>>;
  /** Documents with long keys, by index. */
  readonly longKeys: Record<string, LongKeys>;
}

/** Kept in a file, so that a scan of hours that was stopped goes on where it was. */
export class ScanProgress {
  readonly #path: string;
  readonly #collections: Map<string, CollectionScan>;

  private constructor(path: string, collections: readonly CollectionScan[]) {
    this.#path = path;
    this.#collections = new Map(collections.map((one) => [one.namespace, one]));
  }

  /** @param key what the scan is of; the file of another one is not gone on with */
  static async open(path: string, key: string): Promise<ScanProgress> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return new ScanProgress(path, [{ ...emptyScan(key), isDone: true }]);
    try {
      const collections = JSON.parse(text) as CollectionScan[];
      if (collections[0]?.namespace === key) return new ScanProgress(path, collections);
    } catch {
      // Cut off or somebody else's: the scan begins anew.
    }
    return new ScanProgress(path, [{ ...emptyScan(key), isDone: true }]);
  }

  of(namespace: string): CollectionScan {
    const there = this.#collections.get(namespace);
    if (there !== undefined) return there;
    const scan = emptyScan(namespace);
    this.#collections.set(namespace, scan);
    return scan;
  }

  async save(): Promise<void> {
    await writeFileAtomic(this.#path, JSON.stringify([...this.#collections.values()]), { mode: 0o600 });
  }
}

function emptyScan(namespace: string): CollectionScan {
  return { namespace, isDone: false, documents: 0, found: {}, longKeys: {} };
}
