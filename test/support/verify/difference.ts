/** One way in which the destination is not what the source is. */
export interface Difference {
  /** `database.collection`. */
  readonly namespace: string;
  readonly subject: 'collection' | 'option' | 'index' | 'index option' | 'index order' | 'document' | 'order';
  /** `missing`: only the source has it; `extra`: only the destination has it. */
  readonly kind: 'missing' | 'extra' | 'different';
  /** The option, the index, or the `_id` as extended JSON. */
  readonly what: string;
  readonly source?: string;
  readonly destination?: string;
}

/** What a comparison found. */
export interface Comparison {
  readonly isEqual: boolean;
  /** The first ones, up to the limit. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  /** How much was compared, so that nothing compared cannot pass for equal. */
  readonly compared: { readonly collections: number; readonly documents: number; readonly bytes: number };
}

/** Collects differences, all of them counted and the first ones kept. */
export class DifferenceList {
  readonly kept: Difference[] = [];
  readonly #limit: number;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get count(): number {
    return this.#count;
  }

  add(difference: Difference): void {
    this.#count += 1;
    if (this.kept.length < this.#limit) this.kept.push(difference);
  }
}

/** One line per difference. */
export function formatComparison({ differences, differenceCount, compared }: Comparison): string {
  const lines = differences.map(({ namespace, subject, kind, what, source, destination }) => {
    const values = [source && `source: ${source}`, destination && `destination: ${destination}`].filter(Boolean);
    return [`${namespace}: ${subject} ${what} is ${kind}`, ...values].join('; ');
  });
  const omitted = differenceCount - differences.length;
  if (omitted > 0) lines.push(`and ${omitted} more`);
  lines.push(`(${compared.documents} documents in ${compared.collections} collections were compared)`);
  return lines.join('\n');
}
