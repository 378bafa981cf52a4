/** What the tools say on their standard error: text for people, the only thing they say (contract, section 7). */

import { EngineError } from '../../lib/errors.ts';

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

/**
 * Exit code 0 says little: duplicates and documents that break a validator are passed over (contract, section 6).
 * @throws EngineError GW945 when single documents were left out, or it is not known
 */
export function judged(words: RestoreWords): RestoreWords {
  const { summary, errors } = words;
  if (summary === undefined) {
    throw copyFailed(
      'mongorestore ended without its summary',
      'So it is not known whether every document was restored',
    );
  }
  if (summary.failed > 0) {
    throw copyFailed(`${summary.failed} documents could not be restored`, errors.slice(0, 3).join('; ') || undefined);
  }
  return words;
}

/** What several restores said, as if it were one. */
export function together(a: RestoreWords, b: RestoreWords): RestoreWords {
  const summary =
    a.summary === undefined || b.summary === undefined
      ? (a.summary ?? b.summary)
      : { restored: a.summary.restored + b.summary.restored, failed: a.summary.failed + b.summary.failed };
  return {
    documents: a.documents + b.documents,
    isBuildingIndexes: a.isBuildingIndexes || b.isBuildingIndexes,
    summary,
    failure: a.failure ?? b.failure,
    errors: [...a.errors, ...b.errors].slice(0, keptErrors),
  };
}

export function copyFailed(summary: string, detail: string | undefined): EngineError {
  return new EngineError('GW945', {
    summary,
    detail,
    hint: 'Remove the cause and run `godwit apply` again: it copies anew, and drops what this attempt left',
  });
}
