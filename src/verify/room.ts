/** What a key costs in a map, with what is kept under it; about, and rather too much. */
const bytesBesideKey = 120;

/** What all collections together may remember, so that memory grows neither with the data nor with what is wrong about them. */
export class Room {
  readonly #bytes: number;
  #taken = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  get isExceeded(): boolean {
    return this.#taken > this.#bytes;
  }

  get isHalfEmpty(): boolean {
    return this.#taken < this.#bytes / 2;
  }

  has(bytes: number): boolean {
    return this.#taken + bytes <= this.#bytes;
  }

  /** Negative: gives it back. */
  take(bytes: number): void {
    this.#taken += bytes;
  }
}

/** What one collection takes of a room. */
export class Share {
  readonly #room: Room;
  #bytes = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Negative: gives it back. */
  take(bytes: number): void {
    this.#bytes += bytes;
    this.#room.take(bytes);
  }

  giveBackAll(): void {
    this.take(-this.#bytes);
  }
}

export function bytesOfKey(key: string): number {
  return key.length + bytesBesideKey;
}
