import { type BsonValue, documentId, idDocument } from '../../mongo/bson/value.ts';
import { Binary } from '../../mongo/driver.ts';
import type { NaturalPlace } from '../../mongo/natural-scan.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { Metadata } from '../checkpoint/metadata.ts';
import type { ReadOrder } from './carrier.ts';
import type { CopyRange } from './copy-range.ts';

const collectionName = 'ranges';

/** How far each range has come, durably. */
export class RangeStore {
  readonly #metadata: Metadata;
  readonly #fence: number;

  constructor(metadata: Metadata, fence: number) {
    this.#metadata = metadata;
    this.#fence = fence;
  }

  /** The stored ranges by collection UUID. */
  async load(entryOf: (uuid: string) => CollectionEntry | undefined): Promise<Map<string, CopyRange[]>> {
    const byUuid = new Map<string, CopyRange[]>();
    for (const stored of await this.#metadata.readAll<StoredRange>(collectionName)) {
      const { _id, order, min, max, last, place, isDone, documents, bytes } = stored;
      const uuid = _id.slice(0, _id.indexOf(':'));
      const entry = entryOf(uuid);
      if (entry === undefined) continue;
      const range = {
        id: _id,
        entry,
        min: fromBinary(min),
        max: fromBinary(max),
        order: order ?? (entry.kind === 'capped' ? 'natural' : 'id'),
        last: fromBinary(last),
        place: fromStoredPlace(place),
        isDone,
        documents,
        bytes,
      };
      byUuid.set(uuid, [...(byUuid.get(uuid) ?? []), range]);
    }
    return byUuid;
  }

  async save(ranges: readonly CopyRange[]): Promise<void> {
    const changes = ranges.map((range) => ({ id: range.id, fields: toStored(range) }));
    await this.#metadata.setMany(collectionName, this.#fence, changes);
  }

  async removeOf(entry: CollectionEntry): Promise<void> {
    await this.#metadata
      .collection(collectionName)
      .deleteMany(
        { _id: { $gte: `${entry.uuid}:`, $lt: `${entry.uuid};` }, fence: { $lte: this.#fence } },
        { writeConcern: { w: 'majority' } },
      );
  }
}

interface StoredRange {
  /** Absent in what older versions wrote. */
  readonly order?: ReadOrder;
  readonly place?: StoredPlace | null;
  readonly min: Binary | null;
  readonly max: Binary | null;
  readonly last: Binary | null;
  readonly isDone: boolean;
  readonly documents: number;
  readonly bytes: number;
}

type StoredPlace = Omit<NaturalPlace, 'tokens'> & { readonly tokens: readonly Binary[] };

function toStored({ order, min, max, last, place, isDone, documents, bytes }: CopyRange): StoredRange {
  const ids = { min: toBinary(min), max: toBinary(max), last: toBinary(last) };
  return { order, ...ids, place: toStoredPlace(place), isDone, documents, bytes };
}

function toStoredPlace(place: NaturalPlace | undefined): StoredPlace | null {
  return place === undefined ? null : { ...place, tokens: place.tokens.map((token) => new Binary(token)) };
}

function fromStoredPlace(stored: StoredPlace | null | undefined): NaturalPlace | undefined {
  return stored == null ? undefined : { ...stored, tokens: stored.tokens.map(({ buffer }) => buffer) };
}

/** As `{_id: value}` in bytes: `MinKey` and the like would change what the stored document means. */
function toBinary(value: BsonValue | undefined): Binary | null {
  return value === undefined ? null : new Binary(idDocument(value));
}

function fromBinary(stored: Binary | null): BsonValue | undefined {
  if (stored === null) return undefined;
  return documentId(Buffer.from(stored.buffer), 0);
}
