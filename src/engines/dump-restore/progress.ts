/** What the tools say on their standard error: text for people, the only thing they say (contract, section 7). */

/** What was read of mongorestore's words so far. */
export interface RestoreWords {
  readonly documents: number;
  readonly isBuildingIndexes: boolean;
  /** Of the last line; `undefined` until it came. */
  readonly summary: { readonly restored: number; readonly failed: number } | undefined;
  readonly failure: string | undefined;
  /** Single documents and indexes that could not be restored; the first ones. */
  readonly errors: readonly string[];
}

export const nothingSaid: RestoreWords = {
  documents: 0,
  isBuildingIndexes: false,
  summary: undefined,
  failure: undefined,
  errors: [],
};

const keptErrors = 20;

/** Takes in one line, without its time. */
export function hear(words: RestoreWords, line: string): RestoreWords {
  const message = line.replace(/^\S+\t/, '');
  // Names are in back quotes in current versions and bare in older ones.
  const finished = /^finished restoring `?.+?`? \((\d+) documents?, (\d+) failures?\)/.exec(message);
  if (finished !== null) return { ...words, documents: words.documents + Number(finished[1]) };
  const summary = /^(\d+) document\(s\) restored successfully\. (\d+) document\(s\) failed to restore\./.exec(message);
  if (summary !== null) return { ...words, summary: { restored: Number(summary[1]), failed: Number(summary[2]) } };
  const failure = /^Failed: (.*)/.exec(message) ?? /^error parsing command line options: (.*)/.exec(message);
  if (failure !== null) return { ...words, failure: failure[1] };
  if (/^restoring indexes for collection/.test(message)) return { ...words, isBuildingIndexes: true };
  const error = /^continuing through error: (.*)/.exec(message);
  if (error === null || words.errors.length >= keptErrors) return words;
  return { ...words, errors: [...words.errors, error[1]!] };
}
