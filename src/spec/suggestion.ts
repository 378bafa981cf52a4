import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant, or `undefined` when none is near. */
export function closestMatch(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || lettersOf(word) === '') return undefined;
  const sameLetters = candidates.find(
    (candidate) => lettersOf(candidate) === lettersOf(word) || isTransposed(candidate, word),
  );
  if (sameLetters !== undefined) return sameLetters;
  const best = closest(
    word.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const nearest = candidates.find((candidate) => candidate.toLowerCase() === best)!;
  const allowed = Math.max(1, Math.floor(Math.max(word.length, nearest.length) / 3));
  if (distance(word.toLowerCase(), best) <= allowed) return nearest;
  return candidates.find((candidate) => isAbbreviation(candidate, word) || isAbbreviation(word, candidate));
}

/** What is the same for all spellings of a word: `read_preference` and `ReadPreference` are `readPreference`. */
export function lettersOf(word: string): string {
  return word.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

const isTransposed = (left: string, right: string) =>
  left.length === right.length &&
  distance(left, right) <= 2 &&
  [...left].sort().join('') === [...right].sort().join('');

const isAbbreviation = (short: string, long: string) =>
  short.length >= 3 && long.toLowerCase().startsWith(short.toLowerCase());

/** Words in back quotes, as a sentence lists them, and no more than a line of them. */
export function wordList(words: readonly string[], conjunction: 'and' | 'or' = 'or', limit = 30): string {
  const shown = words.slice(0, limit).map((word) => `\`${word}\``);
  if (words.length > limit) return `${shown.join(', ')}, …`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${conjunction} ${shown.at(-1)}`;
}
