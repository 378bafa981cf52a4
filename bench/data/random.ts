/** Numbers that look random and are the same in every run (xorshift32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** From 0 to `limit`, exclusive. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % limit;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** Some words: compresses about as well as what people write. */
  text(length: number): string {
    const start = this.below(corpus.length - length);
    return corpus.slice(start, start + length);
  }

  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [items[last], items[other]] = [items[other]!, items[last]!];
    }
    return items;
  }
}

const syllables = ['ba', 'de', 'gi', 'ko', 'lu', 'ma', 'ne', 'pi', 'ro', 'su', 'ta', 've', 'wi', 'xo', 'yu', 'za'];

/** So long that two texts of one block on disk hardly ever overlap. */
const corpusWords = 500_000;
const corpus = manyWords(new Random(4711));

function manyWords(random: Random): string {
  const word = () => `${random.pick(syllables)}${random.pick(syllables)}${random.pick(syllables)}`;
  return Array.from({ length: corpusWords }, word).join(' ');
}
