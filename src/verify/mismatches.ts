import { type BsonValue, describeValue } from '../mongo/bson/value.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type { VerifiableCollection, VerificationMismatch } from '../sync/verification-port.ts';
import { keyOf } from './pending-documents.ts';
import { bytesOfKey, type Room, Share } from './room.ts';

/** Documents of one collection that differ for certain: each is remembered while there is room, and counted beyond. */
export class Mismatches {
  readonly #room: Room;
  readonly #share: Share;
  readonly #remembered = new Map<string, VerificationMismatch>();
  #beyond = 0;

  constructor(room: Room) {
    this.#room = room;
    this.#share = new Share(room);
  }

  /** Beyond what is remembered, a document that changes and still differs counts once more. */
  get count(): number {
    return this.#remembered.size + this.#beyond;
  }

  /** Much of what was remembered is equal by now. Of what lies beyond it just another scan can tell. */
  get isOutdated(): boolean {
    return this.#beyond > 0 && this.#room.isHalfEmpty;
  }

  keys(): MapIterator<string> {
    return this.#remembered.keys();
  }

  values(): MapIterator<VerificationMismatch> {
    return this.#remembered.values();
  }

  has(id: BsonValue): boolean {
    return this.#remembered.has(keyOf(id));
  }

  add({ source }: VerifiableCollection, id: BsonValue, kind: VerificationMismatch['kind']): void {
    const key = keyOf(id);
    const mismatch = { namespace: formatNamespace(source), kind, id: describeValue(id) };
    const bytes = bytesOf(key, mismatch);
    if (!this.#remembered.has(key)) {
      if (!this.#room.has(bytes)) {
        this.#beyond += 1;
        return;
      }
      this.#share.take(bytes);
    }
    this.#remembered.set(key, mismatch);
  }

  /** It is equal now. */
  delete(id: BsonValue): void {
    const key = keyOf(id);
    const mismatch = this.#remembered.get(key);
    if (mismatch === undefined) return;
    this.#share.take(-bytesOf(key, mismatch));
    this.#remembered.delete(key);
  }

  /** All is read again. */
  forgetBeyond(): void {
    this.#beyond = 0;
  }

  clear(): void {
    this.#share.giveBackAll();
    this.#remembered.clear();
    this.#beyond = 0;
  }
}

function bytesOf(key: string, { namespace, id }: VerificationMismatch): number {
  return bytesOfKey(key) + namespace.length + id.length;
}
