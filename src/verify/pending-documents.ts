import type { BsonValue } from '../mongo/bson/value.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { bytesOfKey, type Room, Share } from './room.ts';

/** A document that has to be compared (again). */
export interface PendingDocument {
  readonly id: BsonValue;
  /** The change that asks for it; the comparison must read both sides at or after it. */
  readonly since: ClusterTime;
  /** How often it was found unequal without having changed in between. */
  readonly attempts: number;
}

/**
 * The documents of one collection that wait to be compared, each once, in the order in which they came. There may be very
 * many, so an `_id` is kept as its key alone.
 */
export class PendingDocuments {
  readonly #share: Share;
  readonly #documents = new Map<string, Omit<PendingDocument, 'id'>>();

  /** @param room may be exceeded: nothing is left out here */
  constructor(room: Room) {
    this.#share = new Share(room);
  }

  get size(): number {
    return this.#documents.size;
  }

  /** What it takes of the room. */
  get bytes(): number {
    return this.#share.bytes;
  }

  add(id: BsonValue, since: ClusterTime): void {
    const key = keyOf(id);
    const earlier = this.#documents.get(key);
    if (earlier === undefined) this.#share.take(bytesOfKey(key));
    // The older time is kept: the watermark must not pass a change before it was compared.
    this.#documents.set(key, { since: earlier?.since ?? since, attempts: 0 });
  }

  /** Takes up to so many, oldest first. */
  take(count: number): readonly PendingDocument[] {
    const taken: PendingDocument[] = [];
    for (const [key, document] of this.#documents) {
      if (taken.length === count) break;
      this.#documents.delete(key);
      this.#share.take(-bytesOfKey(key));
      taken.push({ id: valueOfKey(key), ...document });
    }
    return taken;
  }

  /** Puts one back that was unequal; a change that came meanwhile makes it a new case. */
  putBack({ id, since, attempts }: PendingDocument): void {
    const key = keyOf(id);
    if (this.#documents.has(key)) return;
    this.#share.take(bytesOfKey(key));
    this.#documents.set(key, { since, attempts: attempts + 1 });
  }

  has(id: BsonValue): boolean {
    return this.#documents.has(keyOf(id));
  }

  clear(): void {
    this.#share.giveBackAll();
    this.#documents.clear();
  }

  /** The earliest change that has not been compared. */
  get earliest(): ClusterTime | undefined {
    let earliest: ClusterTime | undefined;
    for (const { since } of this.#documents.values()) {
      if (earliest === undefined || since < earliest) earliest = since;
    }
    return earliest;
  }
}

export function keyOf({ buffer, type, start, end }: BsonValue): string {
  return `${String.fromCharCode(type)}${buffer.latin1Slice(start, end)}`;
}

/** The value that a key was made of. */
export function valueOfKey(key: string): BsonValue {
  const buffer = Buffer.from(key.slice(1), 'latin1');
  return { buffer, type: key.charCodeAt(0), start: 0, end: buffer.length };
}
