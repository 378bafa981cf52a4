import { createHash } from 'node:crypto';
import type { Difference, DifferenceList } from './difference.ts';
import { describeId, fieldOf } from './raw-document.ts';

type Side = 'source' | 'destination';

/** Up to this length a document is kept, and shown, as it is. */
const shortBytes = 256;

/** A document that waits for its twin from the other side. */
interface Parked {
  /** `_id` as extended JSON. */
  readonly id: string;
  readonly length: number;
  readonly digest: string;
  readonly hex: string | undefined;
}

/**
 * Pairs documents of two sides by the bytes of their `_id`, type included. Knows no order of `_id`s, which is why it
 * works for every type, for NaN, under any collation, and for a document that is there as int here and as double there.
 */
export class Pairing {
  readonly #namespace: string;
  readonly #differences: DifferenceList;
  readonly #waiting = { source: new Map<string, Parked[]>(), destination: new Map<string, Parked[]>() };

  constructor(namespace: string, differences: DifferenceList) {
    this.#namespace = namespace;
    this.#differences = differences;
  }

  /** Takes a document of one side, which may be overwritten afterwards. */
  add(side: Side, document: Uint8Array): void {
    const parked = park(document);
    // Documents without _id (of views, measurements) are only equal or not.
    const key = fieldOf(document, '_id')?.toString('latin1') ?? parked.digest;
    const twin = take(this.#waiting[side === 'source' ? 'destination' : 'source'], key);
    if (!twin) this.#waiting[side].set(key, [...(this.#waiting[side].get(key) ?? []), parked]);
    else if (twin.digest !== parked.digest) {
      const [source, destination] = side === 'source' ? [parked, twin] : [twin, parked];
      this.#report('different', source.id, { source: describe(source), destination: describe(destination) });
    }
  }

  /** Reports what found no twin. */
  finish(): void {
    for (const parked of [...this.#waiting.source.values()].flat()) {
      this.#report('missing', parked.id, { source: describe(parked) });
    }
    for (const parked of [...this.#waiting.destination.values()].flat()) {
      this.#report('extra', parked.id, { destination: describe(parked) });
    }
  }

  #report(kind: Difference['kind'], id: string, values: Pick<Difference, 'source' | 'destination'>): void {
    this.#differences.add({ namespace: this.#namespace, subject: 'document', kind, what: `_id ${id}`, ...values });
  }
}

/** A sharded cluster may hold one `_id` twice: several may wait under one key. */
function take(waiting: Map<string, Parked[]>, key: string): Parked | undefined {
  const parked = waiting.get(key);
  const first = parked?.shift();
  if (parked?.length === 0) waiting.delete(key);
  return first;
}

function park(document: Uint8Array): Parked {
  return {
    id: describeId(document),
    length: document.length,
    digest: createHash('sha256').update(document).digest('base64'),
    hex: document.length <= shortBytes ? Buffer.from(document).toString('hex') : undefined,
  };
}

function describe({ length, hex }: Parked): string {
  return hex ? `${length} bytes ${hex}` : `${length} bytes`;
}
